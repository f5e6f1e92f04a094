/* One keep-alive HTTP/1.1 connection to the station; requests one at a time, bodies with a known length. */
#ifndef LATCHKEY_HTTP_H
#define LATCHKEY_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ANSWER_MAX 65536

typedef struct {
  int socket;
  int port;
  int sent_count;
  char answer[ANSWER_MAX + 1];
  size_t answer_count;
  bool whole;
  bool closed;
  int status;
  int64_t whole_ns;  /* when the last byte of the answer was here */
} http_link;

bool http_open(http_link *link, int port);

/*
 * The station limits how often one address may ask. Every connection therefore comes from another loopback
 * address, and one that has asked often is replaced between two samples.
 */
bool http_is_worn(const http_link *link);

/* Sends one request and returns the time just before the first byte was handed to the kernel. */
int64_t http_send(http_link *link, const char *method, const char *path, const char *secret,
                  const char *body);

/* Reads what has come; sets `whole` when the answer is complete. */
void http_receive(http_link *link);

/* Copies the JSON string that follows `"name":"`; false where there is none. */
bool http_field(const http_link *link, const char *name, char *into, size_t into_size);

#endif
