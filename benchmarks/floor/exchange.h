/* One request as it was understood at the board's end, and what the board says to it. */
#ifndef LATCHKEY_EXCHANGE_H
#define LATCHKEY_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FRAME_MAX 64

typedef enum {
  REQUEST_INVALID,    /* nothing valid begins here: drop one byte */
  REQUEST_INCOMPLETE, /* the beginning of a frame, not yet all of it */
  REQUEST_UNLOCK,
  REQUEST_READ,
  REQUEST_OTHER
} request_kind;

typedef struct {
  request_kind kind;
  size_t request_length;
  uint8_t reply[FRAME_MAX];
  size_t reply_length; /* 0 where the board stays silent */
} exchange;

#endif
