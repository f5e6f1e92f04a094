/*
 * The floor of the pickup: what the same work costs when nothing stands in its way. It takes the code over
 * HTTP, looks its keyed hash up, commits the same rows with the same flush as the product, writes the same
 * frame to the same kind of port and answers. It checks nothing, because a floor is no product.
 * Usage: floor PORT STORE GAP_US BOARDS_PER_BUS TTY...
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "floor-bus.h"
#include "floor-store.h"
#include "monotonic.h"

#define BUS_MAX 8
#define CALLER_MAX 8
#define REQUEST_MAX 4096
#define OPTION_COUNT 5

typedef struct {
  int socket;
  char text[REQUEST_MAX + 1];
  size_t count;
} caller;

static floor_bus buses[BUS_MAX];
static int bus_count;
static caller callers[CALLER_MAX];
static const char *step = "ended";
static char visit[ID_LENGTH + 1];
static int visited_door;
static uint16_t known_open_doors;

static void answer(const caller *to, int status, const char *body) {
  char text[1024];
  int length = snprintf(text, sizeof text,
                        "HTTP/1.1 %d %s\r\nContent-Type: application/json; charset=utf-8\r\n"
                        "Content-Length: %zu\r\nConnection: keep-alive\r\n\r\n%s",
                        status, status < 300 ? "OK" : "No", strlen(body), body);
  if (write(to->socket, text, (size_t)length) != length) _exit(1);
}

static void answer_visit(const caller *to, const char *secret) {
  char view[512];
  snprintf(view, sizeof view,
           "{\"visit\":\"%s\",\"kind\":\"recipient\",\"step\":\"%s\",\"door\":{\"compartment\":\"A01\",\"size\":\"M\","
           "\"heightMm\":900,\"purpose\":\"pickup\",\"stay\":\"%s\",\"reopensLeft\":2},\"done\":null,"
           "\"endReason\":null,\"secondsLeft\":45}",
           visit, step, visit);
  char body[800];
  if (secret == NULL) snprintf(body, sizeof body, "%s", view);
  else snprintf(body, sizeof body, "{\"visit\":%s,\"secret\":\"%s\"}", view, secret);
  answer(to, 200, body);
}

/* The value of a header, up to the end of its line; empty where there is none. */
static void header_of(const caller *from, const char *name, char *into, size_t size) {
  const char *at = strcasestr(from->text, name);
  into[0] = '\0';
  if (at == NULL) return;
  at += strlen(name);
  size_t count = strcspn(at, "\r");
  if (count >= size) count = size - 1;
  memcpy(into, at, count);
  into[count] = '\0';
}

static void start_pickup(const caller *from, const char *body, const char *key) {
  char code[32] = "";
  char secret[ID_LENGTH + 1];
  const char *at = strstr(body, "\"code\":\"");
  if (at != NULL) snprintf(code, sizeof code, "%.*s", (int)strcspn(at + 8, "\""), at + 8);
  visited_door = store_start_pickup(code, key, visit, secret);
  if (visited_door == 0) {
    answer(from, 404, "{\"code\":\"code-unknown\"}");
    return;
  }
  floor_bus_unlock(&buses[0], visited_door, now_ns());
  step = "opening";
  answer_visit(from, secret);
}

static void obey(const caller *from, const char *body) {
  char key[136];
  header_of(from, "\r\nidempotency-key: ", key, sizeof key);
  if (strncmp(from->text, "POST /api/v1/pickups ", 21) == 0) {
    start_pickup(from, body, key);
  } else if (strncmp(from->text, "POST ", 5) == 0) {
    store_end_visit(key);
    step = "ended";
    buses[0].attended = false;
    answer_visit(from, NULL);
  } else {
    answer_visit(from, NULL);
  }
}

static void hang_up(caller *who) {
  close(who->socket);
  who->socket = -1;
}

static void hear(caller *who) {
  ssize_t got = read(who->socket, who->text + who->count, REQUEST_MAX - who->count);
  if (got <= 0) {
    hang_up(who);
    return;
  }
  who->count += (size_t)got;
  who->text[who->count] = '\0';
  char *end = strstr(who->text, "\r\n\r\n");
  if (end == NULL) return;
  char length[16];
  header_of(who, "\r\ncontent-length: ", length, sizeof length);
  if (who->count < (size_t)(end + 4 - who->text) + strtoul(length, NULL, 10)) return;
  who->count = 0;
  obey(who, end + 4);
}

static void welcome(int listener) {
  int socket = accept(listener, NULL, NULL);
  int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  for (int i = 0; i < CALLER_MAX; i++) {
    if (callers[i].socket >= 0) continue;
    callers[i] = (caller){.socket = socket};
    return;
  }
  close(socket);
}

/* A door is believed only as it was read, and each change is committed, as in the product. */
static void look_at_doors(uint16_t open_doors) {
  for (int door = 1; door <= PARCEL_COUNT; door++) {
    uint16_t bit = (uint16_t)(1u << (door - 1));
    if ((open_doors & bit) == (known_open_doors & bit)) continue;
    bool settles = door == visited_door && strcmp(step, "opening") == 0;
    store_read_door(door, (open_doors & bit) != 0, settles);
    if (settles) step = "open";
  }
  known_open_doors = open_doors;
}

static void serve_buses(const struct pollfd *watched) {
  int64_t now = now_ns();
  for (int i = 0; i < bus_count; i++) {
    if (watched[i].revents != 0 && floor_bus_receive(&buses[i], now) && i == 0) {
      look_at_doors(buses[0].open_doors);
    }
    floor_bus_advance(&buses[i], now_ns());
  }
}

static struct timespec until_due(void) {
  int64_t due_ns = INT64_MAX;
  for (int i = 0; i < bus_count; i++) {
    if (floor_bus_due(&buses[i]) < due_ns) due_ns = floor_bus_due(&buses[i]);
  }
  int64_t wait = due_ns - now_ns();
  if (wait < 0) wait = 0;
  return (struct timespec){.tv_sec = wait / 1000000000, .tv_nsec = wait % 1000000000};
}

static _Noreturn void serve(int listener) {
  struct pollfd watched[BUS_MAX + CALLER_MAX + 1];
  for (;;) {
    int count = 0;
    for (int i = 0; i < bus_count; i++) watched[count++] = (struct pollfd){buses[i].port, POLLIN, 0};
    for (int i = 0; i < CALLER_MAX; i++) watched[count++] = (struct pollfd){callers[i].socket, POLLIN, 0};
    watched[count++] = (struct pollfd){listener, POLLIN, 0};
    struct timespec limit = until_due();
    ppoll(watched, (nfds_t)count, &limit, NULL);
    for (int i = 0; i < CALLER_MAX; i++) {
      if (watched[bus_count + i].revents != 0) hear(&callers[i]);
    }
    serve_buses(watched);
    if (watched[count - 1].revents != 0) welcome(listener);
  }
}

int main(int argc, char **argv) {
  if (argc <= OPTION_COUNT || argc > OPTION_COUNT + BUS_MAX) return 2;
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  int on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  store_open(argv[2]);
  bus_count = argc - OPTION_COUNT;
  for (int i = 0; i < bus_count; i++) {
    if (!floor_bus_open(&buses[i], argv[OPTION_COUNT + i], atoi(argv[4]), atoll(argv[3]) * 1000)) return 1;
  }
  for (int i = 0; i < CALLER_MAX; i++) callers[i].socket = -1;
  if (bind(listener, (struct sockaddr *)&at, sizeof at) != 0 || listen(listener, 8) != 0) return 1;
  printf("{\"kind\":\"ready\"}\n");
  fflush(stdout);
  serve(listener);
}
