#define _GNU_SOURCE
#include "http.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <unistd.h>

#include "monotonic.h"

#define ADDRESSES_PER_NET 0xffff
#define REQUESTS_PER_ADDRESS 400
#define KEY_BYTES 16

bool http_open(http_link *link, int port) {
  static uint32_t callers = 0;
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  struct sockaddr_in from = {.sin_family = AF_INET};
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + callers++ % ADDRESSES_PER_NET);
  memset(link, 0, sizeof *link);
  link->port = port;
  link->socket = socket(AF_INET, SOCK_STREAM, 0);
  if (link->socket < 0 || bind(link->socket, (struct sockaddr *)&from, sizeof from) != 0) return false;
  if (connect(link->socket, (struct sockaddr *)&to, sizeof to) != 0) return false;
  int on = 1;
  return setsockopt(link->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0;
}

bool http_is_worn(const http_link *link) { return link->sent_count >= REQUESTS_PER_ADDRESS; }

/* A key per request, as random as a page's: every request of a measurement is a new one (rule R17). */
static void draw_key(char into[2 * KEY_BYTES + 1]) {
  uint8_t bytes[KEY_BYTES];
  if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes) exit(1);
  for (size_t i = 0; i < sizeof bytes; i++) snprintf(into + 2 * i, 3, "%02x", bytes[i]);
}

int64_t http_send(http_link *link, const char *method, const char *path, const char *secret,
                  const char *body) {
  char text[2048];
  char key[2 * KEY_BYTES + 1];
  draw_key(key);
  int length = snprintf(text, sizeof text, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n", method, path, link->port);
  if (secret[0] != '\0') {
    length += snprintf(text + length, sizeof text - (size_t)length, "Authorization: Visit %s\r\n", secret);
  }
  if (strcmp(method, "POST") == 0) {
    length += snprintf(text + length, sizeof text - (size_t)length,
                       "Content-Type: application/json\r\nIdempotency-Key: %s\r\nContent-Length: %zu\r\n", key,
                       strlen(body));
  }
  length += snprintf(text + length, sizeof text - (size_t)length, "\r\n%s", body);
  link->answer_count = 0;
  link->whole = false;
  link->sent_count++;
  int64_t began_ns = now_ns();
  if (write(link->socket, text, (size_t)length) != length) link->closed = true;
  return began_ns;
}

static void judge(http_link *link) {
  link->answer[link->answer_count] = '\0';
  char *end = strstr(link->answer, "\r\n\r\n");
  if (end == NULL) return;
  char *length = strcasestr(link->answer, "\r\ncontent-length:");
  size_t body = length != NULL && length < end ? strtoul(length + 17, NULL, 10) : 0;
  if (link->answer_count < (size_t)(end + 4 - link->answer) + body) return;
  link->whole = true;
  link->whole_ns = now_ns();
  link->status = atoi(link->answer + sizeof "HTTP/1.1 " - 1);
}

void http_receive(http_link *link) {
  ssize_t got = read(link->socket, link->answer + link->answer_count, ANSWER_MAX - link->answer_count);
  if (got <= 0) {
    link->closed = true;
    return;
  }
  link->answer_count += (size_t)got;
  judge(link);
}

bool http_field(const http_link *link, const char *name, char *into, size_t into_size) {
  char opening[64];
  snprintf(opening, sizeof opening, "\"%s\":\"", name);
  const char *from = strstr(link->answer, opening);
  if (from == NULL) return false;
  from += strlen(opening);
  size_t count = strcspn(from, "\"");
  if (count >= into_size) return false;
  memcpy(into, from, count);
  into[count] = '\0';
  return true;
}
