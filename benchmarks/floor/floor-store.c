/*
 * Same tables, settings and rows as src/ledger; a test of the numbers is worth only what this file mirrors.
 */
#define _GNU_SOURCE
#include "floor-store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "monotonic.h"
#include "sha256.h"
#include "sqlite3.h"

#define BODY_MAX 1280
#define KEY_MAX 136

typedef enum { BEGIN, COMMIT, RECALL, EVENT, PUT, DROP, KEEP, SWEEP, STATEMENTS } statement;

static const char *const texts[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [RECALL] = "SELECT fingerprint, answer, kept_at FROM kept_answers WHERE key = ?1",
    [EVENT] = "INSERT INTO events (ordinal, epoch, seq, type, body, prev_hash, hash) VALUES (?1,?2,?1,?3,?4,?5,?6)",
    [PUT] = "INSERT INTO present (part, key, ordinal, body) VALUES (?1, ?2, 1, ?3)"
            " ON CONFLICT (part, key) DO UPDATE SET body = excluded.body",
    [DROP] = "DELETE FROM present WHERE part = ?1 AND key = ?2",
    [KEEP] = "INSERT OR REPLACE INTO kept_answers VALUES (?1, ?2, ?3, ?4)",
    [SWEEP] = "SELECT key, kept_at FROM kept_answers WHERE key > ?1 ORDER BY key LIMIT 32",
};

static const char *const schema =
    "CREATE TABLE present (part TEXT NOT NULL, key TEXT NOT NULL, ordinal INTEGER NOT NULL, body TEXT NOT NULL,"
    " PRIMARY KEY (part, key)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE kept_answers (key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, answer TEXT NOT NULL,"
    " kept_at TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE events (ordinal INTEGER PRIMARY KEY, epoch TEXT NOT NULL, seq INTEGER NOT NULL, type TEXT NOT NULL,"
    " body TEXT NOT NULL, prev_hash TEXT NOT NULL, hash TEXT NOT NULL) STRICT;";

static const char *const settings =
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
    "PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -1024; PRAGMA temp_store = MEMORY;"
    "PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 8388608;";

static const char epoch[] = "01k0000000000000";
static const uint8_t code_key[DIGEST_LENGTH] = {0x4c, 0x61, 0x74, 0x63, 0x68, 0x6b, 0x65, 0x79};

static sqlite3 *store;
static sqlite3_stmt *prepared[STATEMENTS];
static sqlite3_int64 ordinal;
static uint8_t last_hash[DIGEST_LENGTH];
static char current_visit[ID_LENGTH + 1];
static char current_intention[ID_LENGTH + 1];
/* The active codes; the product has them in memory as well. */
static char codes[PARCEL_COUNT][HEX_LENGTH + 1];

static void must(int outcome, const char *doing) {
  if (outcome == SQLITE_OK || outcome == SQLITE_DONE) return;
  fprintf(stderr, "%s: %s\n", doing, sqlite3_errmsg(store));
  exit(1);
}

static void bind(statement which, int place, const char *text) {
  must(sqlite3_bind_text(prepared[which], place, text, -1, SQLITE_STATIC), texts[which]);
}

static void run(statement which) {
  must(sqlite3_step(prepared[which]), texts[which]);
  must(sqlite3_reset(prepared[which]), texts[which]);
}

static void draw_id(char id[ID_LENGTH + 1]) {
  uint8_t bytes[ID_LENGTH / 2];
  if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes) exit(1);
  for (size_t i = 0; i < sizeof bytes; i++) snprintf(id + 2 * i, 3, "%02x", bytes[i]);
}

static void moment(char *into, size_t size) {
  struct timespec wall;
  clock_gettime(CLOCK_REALTIME, &wall);
  snprintf(into, size, "{\"wallMs\":%ld%03ld,\"monoMs\":%.3f,\"boot\":\"%s\",\"clock\":\"trusted\"}",
           (long)wall.tv_sec, wall.tv_nsec / 1000000, (double)now_ns() / 1e6, epoch);
}

/* One chained event of the length that the product's have: a CloudEvents envelope around a few fields. */
static void append(const char *type, const char *fields) {
  char body[BODY_MAX];
  char previous[HEX_LENGTH + 1];
  char hash[HEX_LENGTH + 1];
  char time_text[32];
  time_t wall = time(NULL);
  struct tm parts;
  sha256 chain;
  ordinal++;
  hex_of(last_hash, previous);
  strftime(time_text, sizeof time_text, "%Y-%m-%dT%H:%M:%S.000Z", gmtime_r(&wall, &parts));
  snprintf(body, sizeof body,
           "{\"specversion\":\"1.0\",\"id\":\"%s-%lld\",\"source\":\"/stations/bench\",\"type\":\"latchkey.%s.v1\","
           "\"subject\":\"A01\",\"time\":\"%s\",\"datacontenttype\":\"application/json\",\"epoch\":\"%s\","
           "\"seq\":%lld,\"bootid\":\"%s\",\"monoms\":\"%lld\",\"clock\":\"trusted\",\"severity\":\"info\","
           "\"prevhash\":\"%s\",\"data\":{%s}}",
           epoch, ordinal, type, time_text, epoch, ordinal, epoch, (long long)(now_ns() / 1000000), previous,
           fields);
  sha256_begin(&chain);
  sha256_add(&chain, last_hash, sizeof last_hash);
  sha256_add(&chain, body, strlen(body));
  sha256_end(&chain, last_hash);
  hex_of(last_hash, hash);
  must(sqlite3_bind_int64(prepared[EVENT], 1, ordinal), "ordinal");
  bind(EVENT, 2, epoch);
  bind(EVENT, 3, type);
  bind(EVENT, 4, body);
  bind(EVENT, 5, previous);
  bind(EVENT, 6, hash);
  run(EVENT);
}

/* One entry of the station's present, as JSON. */
static void put(const char *part, const char *key, const char *body) {
  bind(PUT, 1, part);
  bind(PUT, 2, key);
  bind(PUT, 3, body);
  run(PUT);
}

static void drop(const char *part, const char *key) {
  bind(DROP, 1, part);
  bind(DROP, 2, key);
  run(DROP);
}

static void put_visit(const char *at) {
  char body[BODY_MAX];
  char now[160];
  moment(now, sizeof now);
  snprintf(body, sizeof body,
           "{\"id\":\"%s\",\"actor\":{\"kind\":\"recipient\"},\"startedAt\":%s,\"touchedAt\":%s,\"task\":{\"purpose\":"
           "\"pickup\",\"stay\":\"%s\",\"compartment\":\"A01\",\"authorisation\":\"%s\","
           "\"occupancyBefore\":\"occupied\",\"seenOpen\":false,\"at\":\"%s\",\"pulseCount\":1,\"firstPulseAt\":%s,\"pulsedAt\":%s,\"leaving\":null,"
           "\"recall\":null,\"said\":null},\"entitlement\":{\"code\":\"%s\",\"parcels\":[{\"stay\":\"%s\",\"waybill\":"
           "\"SF1000000001\",\"carrier\":\"bench\",\"compartment\":\"A01\",\"at\":\"inside\",\"since\":%s,"
           "\"reopenCount\":0}]},\"sending\":null,\"done\":null,\"stopped\":null,"
           "\"manifest\":{\"parcels\":[],\"countedCount\":null}}",
           current_visit, now, now, current_visit, current_intention, at, now, now, current_visit,
           current_visit, now);
  put("visits", current_visit, body);
}

static void put_intention(void) {
  char body[BODY_MAX];
  char now[160];
  moment(now, sizeof now);
  snprintf(body, sizeof body,
           "{\"id\":\"%s\",\"compartment\":\"A01\",\"authorisation\":\"%s\",\"pulse\":1,\"doorBefore\":\"closed\","
           "\"intendedAt\":%s}",
           current_intention, current_intention, now);
  put("intentions", current_intention, body);
}

static void put_compartment(int channel, bool is_open) {
  char body[BODY_MAX];
  char label[8];
  char now[160];
  const char *door = is_open ? "open" : "closed";
  moment(now, sizeof now);
  snprintf(label, sizeof label, "A%02d", channel);
  snprintf(body, sizeof body,
           "{\"label\":\"%s\",\"door\":\"%s\",\"doorSince\":%s,\"occupancy\":\"occupied\",\"quarantine\":null,"
           "\"disabled\":null,\"lastDoor\":\"%s\",\"shown\":\"occupied\",\"ajarStep\":0}",
           label, door, now, door);
  put("compartments", label, body);
}

/* The product looks at 32 old answers for each sixteenth new one and forgets those of yesterday. */
static void look_at_old_answers(void) {
  static char reached[KEY_MAX] = "";
  static int kept = 0;
  int seen = 0;
  if (++kept % 16 != 0) return;
  bind(SWEEP, 1, reached);
  while (sqlite3_step(prepared[SWEEP]) == SQLITE_ROW) {
    snprintf(reached, sizeof reached, "%s", (const char *)sqlite3_column_text(prepared[SWEEP], 0));
    seen++;
  }
  if (seen < 32) reached[0] = '\0';
  must(sqlite3_reset(prepared[SWEEP]), texts[SWEEP]);
}

static void keep_answer(const char *key) {
  uint8_t digest[DIGEST_LENGTH];
  char fingerprint[HEX_LENGTH + 1];
  char answer[160];
  char now[160];
  hmac_sha256(code_key, key, digest);
  hex_of(digest, fingerprint);
  moment(now, sizeof now);
  snprintf(answer, sizeof answer, "{\"ok\":true,\"visit\":\"%s\",\"stay\":\"%s\"}", current_visit, current_visit);
  bind(KEEP, 1, key);
  bind(KEEP, 2, fingerprint);
  bind(KEEP, 3, answer);
  bind(KEEP, 4, now);
  run(KEEP);
  look_at_old_answers();
}

static bool was_answered(const char *key) {
  bind(RECALL, 1, key);
  bool found = sqlite3_step(prepared[RECALL]) == SQLITE_ROW;
  must(sqlite3_reset(prepared[RECALL]), texts[RECALL]);
  return found;
}

static void mac_of(const char *code, char mac[HEX_LENGTH + 1]) {
  uint8_t digest[DIGEST_LENGTH];
  hmac_sha256(code_key, code, digest);
  hex_of(digest, mac);
}

/* The questions of the product: was this request answered before, and whose is the code. 0: nobody's. */
static int door_of(const char *code, const char *key) {
  char mac[HEX_LENGTH + 1];
  if (was_answered(key)) return 0;
  mac_of(code, mac);
  for (int door = 1; door <= PARCEL_COUNT; door++) {
    if (strcmp(codes[door - 1], mac) == 0) return door;
  }
  return 0;
}

int store_start_pickup(const char *code, const char *key, char visit[ID_LENGTH + 1],
                       char secret[ID_LENGTH + 1]) {
  char fields[512];
  int door = door_of(code, key);
  if (door == 0) return 0;
  draw_id(current_visit);
  draw_id(current_intention);
  draw_id(secret);
  strcpy(visit, current_visit);
  run(BEGIN);
  snprintf(fields, sizeof fields, "\"visit\":\"%s\",\"actor\":{\"kind\":\"recipient\"}", current_visit);
  append("visit.started", fields);
  snprintf(fields, sizeof fields, "\"visit\":\"%s\",\"stay\":\"%s\",\"waybill\":\"SF1000000001\",\"compartment\":\"A01\"",
           current_visit, current_visit);
  append("pickup.started", fields);
  snprintf(fields, sizeof fields,
           "\"intention\":\"%s\",\"authorisation\":\"%s\",\"compartment\":\"A01\",\"purpose\":\"pickup\",\"stay\":\"%s\","
           "\"pulse\":1,\"doorBefore\":\"closed\"",
           current_intention, current_intention, current_visit);
  append("unlock.intended", fields);
  put_intention();
  put_visit("opening");
  keep_answer(key);
  run(COMMIT);
  return door;
}

void store_read_door(int channel, bool is_open, bool settles) {
  run(BEGIN);
  append(is_open ? "door.opened" : "door.closed", "\"compartment\":\"A01\",\"visit\":null");
  if (settles) append("unlock.settled", "\"compartment\":\"A01\",\"outcome\":\"opened\"");
  put_compartment(channel, is_open);
  if (settles) {
    drop("intentions", current_intention);
    put_visit("open");
  }
  run(COMMIT);
}

void store_end_visit(const char *key) {
  run(BEGIN);
  append("pickup.unconfirmed",
         "\"stay\":\"s\",\"waybill\":\"SF1000000001\",\"compartment\":\"A01\",\"evidence\":{\"doorOpened\":true,"
         "\"doorClosed\":false,\"occupancy\":\"occupied\",\"confirmedBy\":null}");
  append("visit.measured", "\"screens\":null,\"keys\":null,\"seconds\":0,\"retries\":0,\"reopens\":0,\"wrongCodes\":0");
  append("visit.ended", "\"reason\":\"finished\"");
  drop("visits", current_visit);
  keep_answer(key);
  run(COMMIT);
}

void store_open(const char *path) {
  must(sqlite3_open(path, &store), "open");
  must(sqlite3_exec(store, settings, NULL, NULL, NULL), "settings");
  must(sqlite3_exec(store, schema, NULL, NULL, NULL), "schema");
  for (int i = 0; i < STATEMENTS; i++) {
    must(sqlite3_prepare_v2(store, texts[i], -1, &prepared[i], NULL), texts[i]);
  }
  for (int door = 1; door <= PARCEL_COUNT; door++) {
    char code[16];
    char body[BODY_MAX];
    snprintf(code, sizeof code, "%d", 100000000 + door);
    mac_of(code, codes[door - 1]);
    snprintf(body, sizeof body, "{\"id\":\"%d\",\"record\":{\"code\":\"%s\",\"extension\":\"%s\",\"key\":\"1\"}}", door,
             codes[door - 1], codes[door - 1]);
    put("codes", codes[door - 1], body);
    put_compartment(door, false);
  }
}
