/* The floor's side of one bus of KERONG CU16 boards: polls in turn, and lets an unlock go first. */
#ifndef LATCHKEY_FLOOR_BUS_H
#define LATCHKEY_FLOOR_BUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REPLY_LENGTH 9

typedef struct {
  int port;
  int board_count;
  int64_t pause_ns;     /* between two polls while nobody uses a door */
  int64_t gap_ns;       /* silence that the boards need between a reply and the next request */
  int64_t quiet_ns;     /* from when on the line may be used again */
  int64_t next_ns;      /* when the next poll is due */
  int64_t give_up_ns;   /* when an outstanding reply counts as lost, 0 while none is outstanding */
  int next_board;
  uint8_t reply[REPLY_LENGTH];
  size_t reply_count;
  int unlock_channel;   /* waits for the line; -1: none */
  bool attended;        /* somebody uses the first door of the first board */
  bool is_open;         /* what that door last read */
} floor_bus;

bool floor_bus_open(floor_bus *bus, const char *path, int board_count, int64_t pause_ns, int64_t gap_ns);

/* Sends the frame at once where the line is free, otherwise right after the exchange at hand. */
void floor_bus_unlock(floor_bus *bus, int channel, int64_t now);

/* Takes what the boards sent; true when a reply told of the first door of the first board. */
bool floor_bus_receive(floor_bus *bus, int64_t now);

/* Sends the next request if its time has come. */
void floor_bus_advance(floor_bus *bus, int64_t now);

int64_t floor_bus_due(const floor_bus *bus);

#endif
