/*
 * The floor's side of one bus of KERONG CU16 boards. It polls at the pace of the product, reads the board of
 * a door in use more often, and lets an unlock go first.
 */
#ifndef LATCHKEY_FLOOR_BUS_H
#define LATCHKEY_FLOOR_BUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REPLY_LENGTH 9
#define BOARD_MAX 10

typedef struct {
  int port;
  int board_count;
  int64_t gap_ns;            /* silence that the boards need between a reply and the next request */
  int64_t quiet_ns;          /* from when on the line may be used again */
  int64_t give_up_ns;        /* when an outstanding reply counts as lost, 0 while none is outstanding */
  int64_t due_ns[BOARD_MAX]; /* when each board is to be read */
  uint8_t reply[REPLY_LENGTH];
  size_t reply_count;
  int unlock_channel;        /* waits for the line; 0: none */
  bool attended;             /* somebody uses a door of the first board */
  uint16_t open_doors;       /* what the first board showed last, the first door in the lowest bit */
} floor_bus;

bool floor_bus_open(floor_bus *bus, const char *path, int board_count, int64_t gap_ns);

/* Sends the frame to the first board, at once where the line is free, else after the exchange at hand. */
void floor_bus_unlock(floor_bus *bus, int channel, int64_t now);

/* Takes what the boards sent; true when the first board told of its doors. */
bool floor_bus_receive(floor_bus *bus, int64_t now);

/* Sends the next request if its time has come. */
void floor_bus_advance(floor_bus *bus, int64_t now);

/* When `floor_bus_advance` has something to do. */
int64_t floor_bus_due(const floor_bus *bus);

#endif
