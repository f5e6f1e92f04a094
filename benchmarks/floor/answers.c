#include "answers.h"

#include <stdio.h>
#include <string.h>

/* Writes the bytes and returns their number, 0 for "-" and for what is too long. */
static size_t bytes_of(const char *text, uint8_t *bytes) {
  size_t count = 0;
  size_t whole = strlen(text) / 2;
  unsigned value;
  while (count < FRAME_MAX && count < whole && sscanf(text + 2 * count, "%2x", &value) == 1) {
    bytes[count++] = (uint8_t)value;
  }
  return text[2 * count] == '\0' ? count : 0;
}

bool answers_add(answers *all, const char *kind, const char *request, const char *reply) {
  if (all->count == ROW_MAX) return false;
  answer *row = &all->rows[all->count];
  row->made.kind = strcmp(kind, "unlock") == 0 ? REQUEST_UNLOCK
                   : strcmp(kind, "read") == 0 ? REQUEST_READ
                                               : REQUEST_OTHER;
  row->made.request_length = bytes_of(request, row->request);
  row->made.reply_length = bytes_of(reply, row->made.reply);
  if (row->made.request_length == 0) return false;
  if (row->made.reply_length == 0 && strcmp(reply, "-") != 0) return false;
  all->count++;
  return true;
}

void answers_hear(const answers *all, const uint8_t *received, size_t count, exchange *made) {
  made->kind = REQUEST_INVALID;
  for (size_t i = 0; i < all->count; i++) {
    const answer *row = &all->rows[i];
    size_t length = row->made.request_length;
    if (memcmp(row->request, received, count < length ? count : length) != 0) continue;
    if (count >= length) {
      *made = row->made;
      return;
    }
    made->kind = REQUEST_INCOMPLETE;
  }
}
