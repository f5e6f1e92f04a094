/* The floor's ledger: the rows that the product writes for the same step, in one flushed transaction each. */
#ifndef LATCHKEY_FLOOR_STORE_H
#define LATCHKEY_FLOOR_STORE_H

#include <stdbool.h>

#define ID_LENGTH 32
#define PARCEL_COUNT 16

/*
 * Opens or creates the store with one parcel behind each of the first sixteen doors; the code of a door is
 * 100000000 plus its number. Leaves the process on failure.
 */
void store_open(const char *path);

/*
 * Looks the code up; when it is known, commits the visit, the pickup, the intention and the answer to `key`,
 * and returns the door. 0: unknown.
 */
int store_start_pickup(const char *code, const char *key, char visit[ID_LENGTH + 1],
                       char secret[ID_LENGTH + 1]);

/* What else happens around a pickup, each with its own commit as in the product; `settles` the unlock. */
void store_read_door(int channel, bool is_open, bool settles);
void store_end_visit(const char *key);

#endif
