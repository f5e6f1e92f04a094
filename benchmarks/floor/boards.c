/*
 * KERONG CU16 ("Communication Protocol Specification" V1.6): 02 addr 30|31 03 sum, addr = board << 4 | lock -
 * 1; the document shows no reply to an unlock.
 */
#include "boards.h"

#include <string.h>

#define REQUEST_LENGTH 5
#define REPLY_LENGTH 9

static uint8_t sum_of(const uint8_t *bytes, size_t count) {
  uint8_t sum = 0;
  for (size_t i = 0; i < count; i++) sum += bytes[i];
  return sum;
}

/* Eight channels as one byte, the lowest channel in the lowest bit. */
static uint8_t bits_of(const bool *channels, int first, bool inverted) {
  uint8_t bits = 0;
  for (int i = 0; i < 8; i++) {
    if (channels[first + i] != inverted) bits |= (uint8_t)(1u << i);
  }
  return bits;
}

static void show_doors(const boards *all, int board, exchange *made) {
  const bool *open = all->open[board];
  const bool *occupied = all->occupied[board];
  uint8_t *reply = made->reply;
  reply[0] = 0x02;
  reply[1] = (uint8_t)(board << 4);
  reply[2] = 0x35;
  reply[3] = bits_of(open, 0, true);
  reply[4] = bits_of(open, 8, true);
  reply[5] = bits_of(occupied, 0, false);
  reply[6] = bits_of(occupied, 8, false);
  reply[7] = 0x03;
  reply[8] = sum_of(reply, 8);
  made->reply_length = REPLY_LENGTH;
}

void boards_hear(boards *all, const uint8_t *received, size_t count, exchange *made) {
  *made = (exchange){.kind = REQUEST_INCOMPLETE, .request_length = REQUEST_LENGTH};
  if (count < REQUEST_LENGTH) return;
  made->kind = REQUEST_INVALID;
  if (received[0] != 0x02 || received[3] != 0x03 || received[4] != sum_of(received, 4)) return;
  int board = received[1] >> 4;
  if (received[2] == 0x31) {
    made->kind = REQUEST_UNLOCK;
    all->open[board][received[1] & 0x0f] = true;
  }
  if (received[2] == 0x30) {
    made->kind = REQUEST_READ;
    show_doors(all, board, made);
  }
}

void boards_close(boards *all, bool with_parcel) {
  for (int board = 0; board < ADDRESS_MAX; board++) {
    for (int channel = 0; channel < CHANNEL_MAX; channel++) {
      if (!all->open[board][channel]) continue;
      if (with_parcel) all->occupied[board][channel] = true;
      all->open[board][channel] = false;
    }
  }
}

void boards_occupy(boards *all) { memset(all->occupied, 1, sizeof all->occupied); }
