/*
 * Boards as a list of requests and replies in bytes, which the station's side hands in. Every protocol is
 * written once, in the product's own codecs; in here nothing is known but which frame follows which.
 */
#ifndef LATCHKEY_ANSWERS_H
#define LATCHKEY_ANSWERS_H

#include "exchange.h"

#define ROW_MAX 128

typedef struct {
  uint8_t request[FRAME_MAX];
  exchange made;
} answer;

typedef struct {
  answer rows[ROW_MAX];
  size_t count;
} answers;

/* `kind` is unlock, read or other; the frames are in hexadecimal, "-" for a board that stays silent. */
bool answers_add(answers *all, const char *kind, const char *request, const char *reply);

/* Judges what was received so far. */
void answers_hear(const answers *all, const uint8_t *received, size_t count, exchange *made);

#endif
