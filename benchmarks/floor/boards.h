/* The virtual KERONG CU16 boards of one bus, with doors that move: what the station with codes is run on. */
#ifndef LATCHKEY_BOARDS_H
#define LATCHKEY_BOARDS_H

#include "exchange.h"

#define ADDRESS_MAX 16
#define CHANNEL_MAX 16

/* Doors and what lies behind them, by board address and by channel, both counted from 0. */
typedef struct {
  bool open[ADDRESS_MAX][CHANNEL_MAX];
  bool occupied[ADDRESS_MAX][CHANNEL_MAX];
} boards;

/* Judges what was received so far, and opens the door that a whole request asks for. */
void boards_hear(boards *all, const uint8_t *received, size_t count, exchange *made);

/* A person puts a parcel behind every open door and closes it, or only closes it. */
void boards_close(boards *all, bool with_parcel);

/* Every compartment holds a parcel. */
void boards_occupy(boards *all);

#endif
