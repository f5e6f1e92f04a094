#define _GNU_SOURCE
#include "floor-bus.h"

#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define REPLY_LIMIT_NS 200000000

bool floor_bus_open(floor_bus *bus, const char *path, int board_count, int64_t pause_ns, int64_t gap_ns) {
  memset(bus, 0, sizeof *bus);
  bus->board_count = board_count;
  bus->pause_ns = pause_ns;
  bus->gap_ns = gap_ns;
  bus->unlock_channel = -1;
  bus->port = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK);
  struct termios raw;
  if (bus->port < 0 || tcgetattr(bus->port, &raw) != 0) return false;
  cfmakeraw(&raw);
  cfsetspeed(&raw, B19200);
  return tcsetattr(bus->port, TCSANOW, &raw) == 0;
}

static void send_frame(const floor_bus *bus, uint8_t address, uint8_t command) {
  uint8_t frame[5] = {0x02, address, command, 0x03, 0};
  frame[4] = (uint8_t)(frame[0] + frame[1] + frame[2] + frame[3]);
  if (write(bus->port, frame, sizeof frame) != sizeof frame) _exit(1);
}

static void send_unlock(floor_bus *bus, int64_t now) {
  send_frame(bus, (uint8_t)(bus->unlock_channel - 1), 0x31);
  bus->unlock_channel = -1;
  bus->quiet_ns = now + bus->gap_ns;
  bus->next_ns = bus->quiet_ns;
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
  if (is_first) bus->is_open = (bus->reply[3] & 1) == 0;
  bus->reply_count = 0;
  bus->give_up_ns = 0;
  bus->quiet_ns = now + bus->gap_ns;
  bus->next_ns = now + (bus->attended ? bus->gap_ns : bus->pause_ns);
  return is_first;
}

void floor_bus_advance(floor_bus *bus, int64_t now) {
  if (bus->give_up_ns != 0 && now > bus->give_up_ns) {
    bus->give_up_ns = 0;
    bus->reply_count = 0;
  }
  if (bus->give_up_ns != 0) return;
  if (bus->unlock_channel >= 0 && now >= bus->quiet_ns) {
    send_unlock(bus, now);
    return;
  }
  if (now < bus->next_ns) return;
  int board = bus->attended ? 0 : bus->next_board;
  send_frame(bus, (uint8_t)(board << 4), 0x30);
  if (!bus->attended) bus->next_board = (bus->next_board + 1) % bus->board_count;
  bus->give_up_ns = now + REPLY_LIMIT_NS;
}

int64_t floor_bus_due(const floor_bus *bus) {
  if (bus->give_up_ns != 0) return bus->give_up_ns;
  return bus->unlock_channel >= 0 ? bus->quiet_ns : bus->next_ns;
}
