#define _GNU_SOURCE
#include "wire.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "monotonic.h"

#define HUNG_NS 10000000
#define BITS_PER_BYTE 10

bool wire_open(wire *line, int baud, const answers *known) {
  memset(line, 0, sizeof *line);
  line->known = known;
  line->byte_ns = baud == 0 ? 0 : (int64_t)BITS_PER_BYTE * 1000000000 / baud;
  line->master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
  if (line->master < 0 || grantpt(line->master) != 0 || unlockpt(line->master) != 0) return false;
  if (ptsname_r(line->master, line->path, sizeof line->path) != 0) return false;
  /* Raw from the beginning: an echo before the station has set its port up would look like a collision. */
  struct termios raw;
  if (tcgetattr(line->master, &raw) != 0) return false;
  cfmakeraw(&raw);
  return tcsetattr(line->master, TCSANOW, &raw) == 0;
}

static void send_now(wire *line, size_t upto) {
  ssize_t wrote = write(line->master, line->reply + line->reply_sent, upto - line->reply_sent);
  if (wrote > 0) line->reply_sent += (size_t)wrote;
  if (line->reply_sent < line->reply_length) return;
  line->counters.exchanges++;
  line->reply_length = 0;
  line->replied_ns = now_ns();
}

/* `arrived_ns` is when the frame's last byte was at the board. */
static void serve(wire *line, const exchange *made, int64_t arrived_ns) {
  line->counters.requests++;
  line->counters.last_ns = line->request_began_ns;
  if (line->counters.first_ns == 0) line->counters.first_ns = line->request_began_ns;
  if (made->kind == REQUEST_UNLOCK) {
    line->unlock_began_ns = line->request_began_ns;
    line->unlocked_ns = arrived_ns;
    line->unlock_count++;
  }
  line->reply_sent = 0;
  line->reply_length = made->reply_length;
  memcpy(line->reply, made->reply, made->reply_length);
  line->reply_began_ns = arrived_ns;
  line->counters.busy_ns += (int64_t)line->reply_length * line->byte_ns;
  if (line->byte_ns == 0 && line->reply_length > 0) send_now(line, line->reply_length);
}

static void drop(wire *line, size_t count) {
  line->received_count -= count;
  memmove(line->received, line->received + count, line->received_count);
}

static void hear(wire *line, exchange *made) {
  if (line->known->count > 0) answers_hear(line->known, line->received, line->received_count, made);
  else boards_hear(&line->doors, line->received, line->received_count, made);
}

static void take_frames(wire *line) {
  exchange made;
  while (line->received_count > 0) {
    hear(line, &made);
    if (made.kind == REQUEST_INCOMPLETE) return;
    if (made.kind == REQUEST_INVALID) {
      line->counters.garbage++;
      drop(line, 1);
      continue;
    }
    drop(line, made.request_length);
    serve(line, &made, line->line_free_ns - (int64_t)line->received_count * line->byte_ns);
  }
}

/* Both sides of a half-duplex line are ruined when one speaks before the other has ended. */
static void note_collision(wire *line) {
  if (line->byte_ns == 0 || line->reply_length == 0) return;
  line->counters.collisions++;
  line->reply_length = 0;
}

static void note_pause(wire *line, int64_t at_ns) {
  wire_counters *counters = &line->counters;
  if (line->replied_ns != 0 && counters->pause_count < PAUSE_MAX) {
    counters->pause_ns[counters->pause_count++] = at_ns - line->replied_ns;
  }
  line->replied_ns = 0;
}

void wire_receive(wire *line) {
  /* What was due before is on the line before: only bytes that are really still to come can be run over. */
  wire_advance(line);
  uint8_t *into = line->received + line->received_count;
  ssize_t got = read(line->master, into, BURST_MAX - line->received_count);
  int64_t at_ns = now_ns();
  if (got <= 0) {
    line->in_use = got < 0 && errno == EAGAIN;
    if (!line->in_use) line->hung_until_ns = at_ns + HUNG_NS;
    return;
  }
  line->in_use = true;
  note_collision(line);
  if (line->received_count == 0) {
    line->request_began_ns = at_ns > line->line_free_ns ? at_ns : line->line_free_ns;
    note_pause(line, at_ns);
  }
  if (line->line_free_ns < at_ns) line->line_free_ns = at_ns;
  line->line_free_ns += (int64_t)got * line->byte_ns;
  line->counters.busy_ns += (int64_t)got * line->byte_ns;
  line->received_count += (size_t)got;
  take_frames(line);
}

void wire_advance(wire *line) {
  if (line->reply_length == 0 || line->byte_ns == 0) return;
  int64_t whole = (now_ns() - line->reply_began_ns) / line->byte_ns;
  size_t due = whole < 0 ? 0 : (size_t)whole;
  if (due > line->reply_length) due = line->reply_length;
  if (due > line->reply_sent) send_now(line, due);
}

int64_t wire_due_ns(const wire *line) {
  if (line->reply_length == 0) return INT64_MAX;
  return line->reply_began_ns + (int64_t)(line->reply_sent + 1) * line->byte_ns;
}

void wire_reset(wire *line) {
  memset(&line->counters, 0, sizeof line->counters);
  line->replied_ns = 0;
}
