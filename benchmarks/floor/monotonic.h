/* The one clock of a measurement: both ends of a sample are read from it, in nanoseconds. */
#ifndef LATCHKEY_MONOTONIC_H
#define LATCHKEY_MONOTONIC_H

#include <stdint.h>
#include <time.h>

static inline int64_t now_ns(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

#endif
