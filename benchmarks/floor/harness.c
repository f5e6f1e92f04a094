/*
 * The measuring end of every benchmark: it plays the lock boards, sends the code and owns the clock, so that
 * no time of one process is ever subtracted from a time of another. Commands come as lines on stdin, results
 * leave as JSON lines on stdout. Usage: harness BUSES BAUD, baud 0 for boards that answer at once.
 *
 *   measure COUNT GAP_MIN_US GAP_MAX_US PORT CODE,CODE…   pick the parcels up in turn, COUNT times in all
 *   answer KIND REQUEST REPLY                             the boards answer so from now on, in hexadecimal
 *   wish COUNT GAP_MIN_US GAP_MAX_US SEED                 want a door unlocked, COUNT times at random moments
 *   close                                                 a person closes the open doors, a parcel inside
 *   occupy                                                every compartment holds a parcel
 *   wire                                                  print the counters of the lines, then reset them
 */
#define _GNU_SOURCE
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "http.h"
#include "monotonic.h"
#include "wire.h"

#define BUS_MAX 8
#define CODE_MAX 32
#define CODES_LENGTH 512
#define STEP_LIMIT_NS 5000000000
#define LOOK_AGAIN_NS 2000000
#define LOOK_FOR_FRAME_NS 100000

static wire lines[BUS_MAX];
static answers known;
static int line_count;

/* A line that hung up is looked at again only after a while, because poll() would return at once for ever. */
static int watch_lines(struct pollfd *watched, int64_t *until_ns) {
  int count = 0;
  int64_t now = now_ns();
  for (int i = 0; i < line_count; i++) {
    int64_t due = wire_due_ns(&lines[i]);
    bool hung = lines[i].hung_until_ns > now;
    if (hung && lines[i].hung_until_ns < due) due = lines[i].hung_until_ns;
    if (due < *until_ns) *until_ns = due;
    watched[count++] = (struct pollfd){.fd = hung ? -1 : lines[i].master, .events = POLLIN};
  }
  return count;
}

/* Serves the lines until `other` can be read or `until_ns` has come; true where `other` can be read. */
static bool serve_until(int other, int64_t until_ns) {
  struct pollfd watched[BUS_MAX + 1];
  for (;;) {
    int64_t wake_ns = until_ns;
    int count = watch_lines(watched, &wake_ns);
    watched[count] = (struct pollfd){.fd = other, .events = POLLIN};
    int64_t wait = wake_ns - now_ns();
    if (wait < 0) wait = 0;
    struct timespec limit = {.tv_sec = wait / 1000000000, .tv_nsec = wait % 1000000000};
    ppoll(watched, (nfds_t)count + 1, &limit, NULL);
    for (int i = 0; i < count; i++) {
      if (watched[i].revents != 0) wire_receive(&lines[i]);
      wire_advance(&lines[i]);
    }
    if (watched[count].revents != 0) return true;
    if (now_ns() >= until_ns) return false;
  }
}

static int64_t unlocks(int64_t *newest_ns) {
  int64_t count = 0;
  *newest_ns = 0;
  for (int i = 0; i < line_count; i++) {
    count += lines[i].unlock_count;
    if (lines[i].unlocked_ns > *newest_ns) *newest_ns = lines[i].unlocked_ns;
  }
  return count;
}

/* When the first byte of the newest unlock frame was on its line. */
static int64_t newest_unlock_ns(void) {
  int64_t newest_ns = 0;
  for (int i = 0; i < line_count; i++) {
    if (lines[i].unlock_began_ns > newest_ns) newest_ns = lines[i].unlock_began_ns;
  }
  return newest_ns;
}

static int draw(int min, int max) { return min + (max > min ? rand() % (max - min) : 0); }

static void close_doors(bool with_parcel) {
  for (int i = 0; i < line_count; i++) boards_close(&lines[i].doors, with_parcel);
}

static _Noreturn void fail(const http_link *link, const char *what) {
  const char *body = strstr(link->answer, "\r\n\r\n");
  fprintf(stderr, "%s; last answer: %d %s\n", what, link->status, body == NULL ? "" : body + 4);
  exit(1);
}

static _Noreturn void refuse(const char *what) {
  fprintf(stderr, "%s\n", what);
  exit(1);
}

static int64_t ask(http_link *link, const char *method, const char *path, const char *secret,
                   const char *body) {
  int64_t began_ns = http_send(link, method, path, secret, body);
  while (!link->whole) {
    if (link->closed || !serve_until(link->socket, began_ns + STEP_LIMIT_NS)) fail(link, "no answer");
    http_receive(link);
  }
  return began_ns;
}

/*
 * Waits until the station knows what its pulse did, closes the door and ends the visit, so that the next code
 * finds the kiosk free. The parcel stays inside and its code valid. Nothing in here is measured.
 */
static void end_visit(http_link *link, const char *visit, const char *secret) {
  char path[160];
  char step[32] = "opening";
  int64_t limit_ns = now_ns() + STEP_LIMIT_NS;
  snprintf(path, sizeof path, "/api/v1/visits/%s", visit);
  while (strcmp(step, "opening") == 0) {
    if (now_ns() > limit_ns) fail(link, "the door does not open");
    serve_until(-1, now_ns() + LOOK_AGAIN_NS);
    ask(link, "GET", path, secret, "");
    if (!http_field(link, "step", step, sizeof step)) fail(link, "a visit without a step");
  }
  close_doors(false);
  snprintf(path, sizeof path, "/api/v1/visits/%s/finish", visit);
  ask(link, "POST", path, secret, "{}");
  if (link->status >= 300) fail(link, "the visit does not end");
}

/* Sends the code and prints how long the frame and the answer took. */
static void sample(http_link *link, const char *code) {
  char body[64];
  char visit[80];
  char secret[160];
  int64_t unlocked_ns;
  int64_t before = unlocks(&unlocked_ns);
  snprintf(body, sizeof body, "{\"code\":\"%s\"}", code);
  int64_t began_ns = ask(link, "POST", "/api/v1/pickups", "", body);
  int64_t answered_ns = link->whole_ns;
  if (link->status >= 300) fail(link, "the code was refused");
  if (!http_field(link, "visit", visit, sizeof visit)) fail(link, "an answer without a visit");
  if (!http_field(link, "secret", secret, sizeof secret)) fail(link, "an answer without a secret");
  while (unlocks(&unlocked_ns) == before) {
    if (now_ns() > began_ns + STEP_LIMIT_NS) fail(link, "no unlock frame came");
    serve_until(-1, now_ns() + LOOK_FOR_FRAME_NS);
  }
  printf("{\"kind\":\"sample\",\"unlockUs\":%.1f,\"answerUs\":%.1f}\n", (double)(unlocked_ns - began_ns) / 1e3,
         (double)(answered_ns - began_ns) / 1e3);
  end_visit(link, visit, secret);
}

static int split(char *codes, char **each) {
  int count = 0;
  for (char *code = strtok(codes, ","); code != NULL && count < CODE_MAX; code = strtok(NULL, ",")) {
    each[count++] = code;
  }
  return count;
}

static void measure(int count, int gap_min_us, int gap_max_us, int port, char *codes) {
  char *each[CODE_MAX];
  int code_count = split(codes, each);
  static http_link link;
  if (!http_open(&link, port)) fail(&link, "the station cannot be reached");
  for (int i = 0; i < count; i++) {
    int gap_us = draw(gap_min_us, gap_max_us);
    if (gap_us > 0) serve_until(-1, now_ns() + (int64_t)gap_us * 1000);
    if (http_is_worn(&link)) {
      close(link.socket);
      if (!http_open(&link, port)) fail(&link, "the station cannot be reached again");
    }
    sample(&link, each[i % code_count]);
  }
  close(link.socket);
}

/*
 * Says that a door is wanted, at a moment that knows nothing of what the line is doing, and takes the time
 * until the first byte of the frame is on the line. Which door is the station's business.
 */
static bool wish(int count, int gap_min_us, int gap_max_us, unsigned seed) {
  srand(seed);
  for (int i = 0; i < count; i++) {
    serve_until(-1, now_ns() + (int64_t)draw(gap_min_us, gap_max_us) * 1000);
    int64_t unlocked_ns;
    int64_t before = unlocks(&unlocked_ns);
    int64_t wished_ns = now_ns();
    printf("{\"kind\":\"wish\"}\n");
    fflush(stdout);
    while (unlocks(&unlocked_ns) == before) {
      if (now_ns() > wished_ns + STEP_LIMIT_NS) return false;
      serve_until(-1, now_ns() + LOOK_FOR_FRAME_NS);
    }
    printf("{\"kind\":\"granted\",\"waitUs\":%.1f}\n", (double)(newest_unlock_ns() - wished_ns) / 1e3);
  }
  return true;
}

static int compare_times(const void *one, const void *other) {
  int64_t difference = *(const int64_t *)one - *(const int64_t *)other;
  return (difference > 0) - (difference < 0);
}

static double quantile_us(const int64_t *ordered, size_t count, size_t percent) {
  return count == 0 ? 0 : (double)ordered[count * percent / 100] / 1e3;
}

static void print_lines(void) {
  for (int i = 0; i < line_count; i++) {
    wire_counters *at = &lines[i].counters;
    qsort(at->pause_ns, at->pause_count, sizeof at->pause_ns[0], compare_times);
    printf("{\"kind\":\"line\",\"bus\":%d,\"requests\":%ld,\"exchanges\":%ld,\"busyUs\":%.1f,\"spanUs\":%.1f,", i,
           at->requests, at->exchanges, (double)at->busy_ns / 1e3,
           (double)(at->last_ns - at->first_ns) / 1e3);
    printf("\"pauseP50Us\":%.1f,\"pauseP95Us\":%.1f,\"collisions\":%ld,\"garbage\":%ld}\n",
           quantile_us(at->pause_ns, at->pause_count, 50), quantile_us(at->pause_ns, at->pause_count, 95),
           at->collisions, at->garbage);
    wire_reset(&lines[i]);
  }
}

static void obey(const char *line) {
  int count, gap_min_us, gap_max_us, port;
  unsigned seed;
  char codes[CODES_LENGTH];
  char kind[8], request[2 * FRAME_MAX + 1], reply[2 * FRAME_MAX + 1];
  if (sscanf(line, "measure %d %d %d %d %511s", &count, &gap_min_us, &gap_max_us, &port, codes) == 5) {
    measure(count, gap_min_us, gap_max_us, port, codes);
  } else if (sscanf(line, "answer %7s %128s %128s", kind, request, reply) == 3) {
    if (!answers_add(&known, kind, request, reply)) refuse("an answer that cannot be learnt");
  } else if (sscanf(line, "wish %d %d %d %u", &count, &gap_min_us, &gap_max_us, &seed) == 4) {
    if (!wish(count, gap_min_us, gap_max_us, seed)) refuse("no unlock frame came");
  } else if (strncmp(line, "close", 5) == 0) {
    close_doors(true);
  } else if (strncmp(line, "occupy", 6) == 0) {
    for (int i = 0; i < line_count; i++) boards_occupy(&lines[i].doors);
  } else if (strncmp(line, "wire", 4) == 0) {
    print_lines();
  }
  printf("{\"kind\":\"done\"}\n");
  fflush(stdout);
}

int main(int argc, char **argv) {
  line_count = argc > 1 ? atoi(argv[1]) : 1;
  int baud = argc > 2 ? atoi(argv[2]) : 0;
  if (line_count < 1 || line_count > BUS_MAX) return 2;
  /* The usual 50 microseconds of timer slack would be charged to the station on every paced byte. */
  prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
  for (int i = 0; i < line_count; i++) {
    if (!wire_open(&lines[i], baud, &known)) return 1;
    printf("{\"kind\":\"port\",\"path\":\"%s\"}\n", lines[i].path);
  }
  fflush(stdout);
  char line[CODES_LENGTH + 64];
  for (;;) {
    serve_until(STDIN_FILENO, INT64_MAX);
    ssize_t got = read(STDIN_FILENO, line, sizeof line - 1);
    if (got <= 0) return 0;
    line[got] = '\0';
    obey(line);
  }
}
