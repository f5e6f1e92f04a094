#define _GNU_SOURCE
#include "floor-bus.h"

#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define MS 1000000
#define REPLY_LIMIT_NS (100 * MS)
#define IDLE_NS (900 * MS)
#define ATTENDED_NS (90 * MS)
/* The profile of the measurement has a pulse of four milliseconds. */
#define PULSE_NS (4 * MS)

bool floor_bus_open(floor_bus *bus, const char *path, int board_count, int64_t gap_ns) {
  memset(bus, 0, sizeof *bus);
  bus->board_count = board_count;
  bus->gap_ns = gap_ns;
  bus->port = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK);
  struct termios raw;
  if (bus->port < 0 || tcgetattr(bus->port, &raw) != 0) return false;
  cfmakeraw(&raw);
  cfsetspeed(&raw, B19200);
  return board_count <= BOARD_MAX && tcsetattr(bus->port, TCSANOW, &raw) == 0;
}

static void send_frame(const floor_bus *bus, uint8_t address, uint8_t command) {
  uint8_t frame[5] = {0x02, address, command, 0x03, 0};
  frame[4] = (uint8_t)(frame[0] + frame[1] + frame[2] + frame[3]);
  if (write(bus->port, frame, sizeof frame) != sizeof frame) _exit(1);
}

static void send_unlock(floor_bus *bus, int64_t now) {
  send_frame(bus, (uint8_t)(bus->unlock_channel - 1), 0x31);
  bus->unlock_channel = 0;
  bus->quiet_ns = now + bus->gap_ns;
  bus->due_ns[0] = now + PULSE_NS;
}

void floor_bus_unlock(floor_bus *bus, int channel, int64_t now) {
  bus->unlock_channel = channel;
  bus->attended = true;
  if (bus->give_up_ns == 0 && now >= bus->quiet_ns) send_unlock(bus, now);
}

bool floor_bus_receive(floor_bus *bus, int64_t now) {
  ssize_t got = read(bus->port, bus->reply + bus->reply_count, REPLY_LENGTH - bus->reply_count);
  if (got <= 0) return false;
  bus->reply_count += (size_t)got;
  if (bus->reply_count < REPLY_LENGTH) return false;
  bool is_first = bus->reply[1] == 0;
  if (is_first) bus->open_doors = (uint16_t) ~(bus->reply[3] | bus->reply[4] << 8);
  bus->reply_count = 0;
  bus->give_up_ns = 0;
  bus->quiet_ns = now + bus->gap_ns;
  return is_first;
}

static int next_board(const floor_bus *bus) {
  int next = 0;
  for (int board = 1; board < bus->board_count; board++) {
    if (bus->due_ns[board] < bus->due_ns[next]) next = board;
  }
  return next;
}

void floor_bus_advance(floor_bus *bus, int64_t now) {
  if (bus->give_up_ns != 0 && now > bus->give_up_ns) {
    bus->give_up_ns = 0;
    bus->reply_count = 0;
  }
  if (bus->give_up_ns != 0 || now < bus->quiet_ns) return;
  if (bus->unlock_channel != 0) {
    send_unlock(bus, now);
    return;
  }
  int board = next_board(bus);
  if (now < bus->due_ns[board]) return;
  send_frame(bus, (uint8_t)(board << 4), 0x30);
  bool in_use = board == 0 && (bus->attended || bus->open_doors != 0);
  bus->due_ns[board] = now + (in_use ? ATTENDED_NS : IDLE_NS);
  bus->give_up_ns = now + REPLY_LIMIT_NS;
}

int64_t floor_bus_due(const floor_bus *bus) {
  if (bus->give_up_ns != 0) return bus->give_up_ns;
  int64_t due_ns = bus->unlock_channel != 0 ? 0 : bus->due_ns[next_board(bus)];
  return due_ns > bus->quiet_ns ? due_ns : bus->quiet_ns;
}
