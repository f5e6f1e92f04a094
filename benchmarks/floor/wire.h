/*
 * The board side of one bus on a pseudo terminal. Unpaced it answers at once; paced it behaves like a
 * half-duplex line on which a byte takes ten bit times, and counts every byte that was sent over another.
 */
#ifndef LATCHKEY_WIRE_H
#define LATCHKEY_WIRE_H

#include "answers.h"
#include "boards.h"

#define BURST_MAX 512
#define PAUSE_MAX 8192

typedef struct {
  int64_t exchanges;   /* reads that were answered in full */
  int64_t busy_ns;     /* time during which either side had the line */
  int64_t first_ns;    /* first byte of the first request since the counters were reset */
  int64_t last_ns;     /* first byte of the newest request */
  int64_t requests;
  int64_t collisions;
  int64_t garbage;     /* bytes that began no valid request */
  /* From the last byte of a reply, as it was handed over, to the first byte of the next request. */
  int64_t pause_ns[PAUSE_MAX];
  size_t pause_count;
} wire_counters;

typedef struct {
  int master;
  bool in_use;           /* the station has the port open */
  char path[64];
  int64_t byte_ns;       /* 0: unpaced */
  int64_t hung_until_ns;
  boards doors;
  const answers *known;  /* what the boards answer; the boards with doors where it is empty */
  uint8_t received[BURST_MAX];
  size_t received_count;
  int64_t request_began_ns;
  int64_t line_free_ns;  /* when the station's last byte has left the line */
  uint8_t reply[FRAME_MAX];
  size_t reply_length;
  size_t reply_sent;
  int64_t reply_began_ns;
  int64_t replied_ns;    /* when the last byte of the newest reply was handed over */
  wire_counters counters;
  /* The newest unlock frame: when its first byte was on the line and its last one at the board. */
  int64_t unlock_began_ns;
  int64_t unlocked_ns;
  int64_t unlock_count;
} wire;

/* Creates the pair; false where the system has no pseudo terminals to give. `known` has to outlive it. */
bool wire_open(wire *line, int baud, const answers *known);

/* Reads what the station sent; a port that was closed by the station is looked at again 10 ms later. */
void wire_receive(wire *line);

/* Hands the reply bytes to the station whose time has come. */
void wire_advance(wire *line);

/* When `wire_advance` has something to do again, INT64_MAX for never. */
int64_t wire_due_ns(const wire *line);

void wire_reset(wire *line);

#endif
