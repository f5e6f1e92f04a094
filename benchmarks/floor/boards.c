/*
 * KERONG CU16 ("Communication Protocol Specification" V1.6): 02 addr 30|31 03 sum, addr = board << 4 | lock -
 * 1; the document shows no reply to an unlock. 8A family: 80 board 00 33 xor reads, 8A board lock 11 xor
 * unlocks; the reply to a read carries [17-24][9-16][1-8], 1 = closed.
 */
#include "boards.h"

#include <string.h>

static uint8_t sum_of(const uint8_t *bytes, size_t count) {
  uint8_t sum = 0;
  for (size_t i = 0; i < count; i++) sum += bytes[i];
  return sum;
}

static uint8_t xor_of(const uint8_t *bytes, size_t count) {
  uint8_t all = 0;
  for (size_t i = 0; i < count; i++) all ^= bytes[i];
  return all;
}

request boards_decode(const uint8_t *frame) {
  request asked = {.kind = REQUEST_INVALID, .head = frame[0]};
  if (frame[0] == 0x02 && frame[3] == 0x03 && frame[4] == sum_of(frame, 4)) {
    asked.board = frame[1] >> 4;
    asked.channel = (frame[1] & 0x0f) + 1;
    if (frame[2] == 0x30) asked.kind = REQUEST_READ;
    if (frame[2] == 0x31) asked.kind = REQUEST_UNLOCK;
  }
  bool of_8a = (frame[0] == 0x80 && frame[3] == 0x33) || (frame[0] == 0x8a && frame[3] == 0x11);
  if (of_8a && frame[4] == xor_of(frame, 4) && frame[1] < ADDRESS_MAX && frame[2] < CHANNEL_MAX) {
    asked.board = frame[1];
    asked.channel = frame[2];
    asked.kind = frame[0] == 0x80 ? REQUEST_READ : REQUEST_UNLOCK;
  }
  return asked;
}

/* Eight channels as one byte, the lowest channel in the lowest bit. */
static uint8_t bits_of(const bool *channels, int first, bool inverted) {
  uint8_t bits = 0;
  for (int i = 0; i < 8; i++) {
    if (channels[first + i] != inverted) bits |= (uint8_t)(1u << i);
  }
  return bits;
}

static size_t answer_cu16(boards *all, const request *asked, uint8_t *reply) {
  if (asked->kind == REQUEST_UNLOCK) return 0;
  const bool *open = all->open[asked->board];
  const bool *occupied = all->occupied[asked->board];
  reply[0] = 0x02;
  reply[1] = (uint8_t)(asked->board << 4);
  reply[2] = 0x35;
  reply[3] = bits_of(open, 1, true);
  reply[4] = bits_of(open, 9, true);
  reply[5] = bits_of(occupied, 1, false);
  reply[6] = bits_of(occupied, 9, false);
  reply[7] = 0x03;
  reply[8] = sum_of(reply, 8);
  return 9;
}

static size_t answer_8a(boards *all, const request *asked, uint8_t *reply) {
  const bool *open = all->open[asked->board];
  reply[0] = asked->head;
  reply[1] = (uint8_t)asked->board;
  if (asked->kind == REQUEST_UNLOCK) {
    reply[2] = (uint8_t)asked->channel;
    reply[3] = 0x00;
    reply[4] = xor_of(reply, 4);
    return 5;
  }
  reply[2] = bits_of(open, 17, true);
  reply[3] = bits_of(open, 9, true);
  reply[4] = bits_of(open, 1, true);
  reply[5] = 0x33;
  reply[6] = xor_of(reply, 6);
  return 7;
}

size_t boards_answer(boards *all, const request *asked, uint8_t *reply) {
  if (asked->kind == REQUEST_UNLOCK) all->open[asked->board][asked->channel] = true;
  return asked->head == 0x02 ? answer_cu16(all, asked, reply) : answer_8a(all, asked, reply);
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
