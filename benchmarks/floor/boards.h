/*
 * The virtual lock boards of one bus: two frame families, told apart by their first byte, so that one
 * stub serves every profile that the benchmarks name.
 */
#ifndef LATCHKEY_BOARDS_H
#define LATCHKEY_BOARDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ADDRESS_MAX 33
#define CHANNEL_MAX 25
#define FRAME_LENGTH 5

/* Doors and what lies behind them, by board address and by channel counted from 1. */
typedef struct {
  bool open[ADDRESS_MAX][CHANNEL_MAX];
  bool occupied[ADDRESS_MAX][CHANNEL_MAX];
} boards;

typedef enum { REQUEST_INVALID, REQUEST_UNLOCK, REQUEST_READ } request_kind;

typedef struct {
  request_kind kind;
  uint8_t head;
  int board;
  int channel;
} request;

/* Judges exactly FRAME_LENGTH bytes. */
request boards_decode(const uint8_t *frame);

/* Writes what the board answers to `asked` and returns the length, 0 where the board stays silent. */
size_t boards_answer(boards *all, const request *asked, uint8_t *reply);

/* A person puts a parcel behind every open door and closes it, or only closes it. */
void boards_close(boards *all, bool with_parcel);

/* Every compartment holds a parcel. */
void boards_occupy(boards *all);

#endif
