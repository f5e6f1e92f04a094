/* The floor's ledger: the rows that the product writes for the same step, in one flushed transaction each. */
#ifndef LATCHKEY_FLOOR_STORE_H
#define LATCHKEY_FLOOR_STORE_H

#include <stdbool.h>

#define ID_LENGTH 32

/* Opens or creates the store with one stored parcel whose code is `code`; leaves the process on failure. */
void store_open(const char *path, const char *code);

/* Looks the code up; when it is known, commits the visit, the pickup, the intention and the answer to `key`. */
bool store_start_pickup(const char *code, const char *key, char visit[ID_LENGTH + 1], char secret[ID_LENGTH + 1]);

/* What happens between the unlock frame and the end of the visit, each with its own commit as in the product. */
void store_settle_unlock(void);
void store_ask_recipient(void);
void store_leave_parcel(const char *key);
void store_end_visit(const char *key);

#endif
