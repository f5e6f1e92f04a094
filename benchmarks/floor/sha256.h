/* SHA-256 (FIPS 180-4) and HMAC (RFC 2104), as the floor needs them for the code and the chain. */
#ifndef LATCHKEY_SHA256_H
#define LATCHKEY_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define DIGEST_LENGTH 32
#define HEX_LENGTH 64

typedef struct {
  uint32_t state[8];
  uint64_t length;
  uint8_t block[64];
  size_t block_count;
} sha256;

void sha256_begin(sha256 *hash);
void sha256_add(sha256 *hash, const void *bytes, size_t count);
void sha256_end(sha256 *hash, uint8_t digest[DIGEST_LENGTH]);
void hmac_sha256(const uint8_t key[DIGEST_LENGTH], const char *text, uint8_t digest[DIGEST_LENGTH]);

/* Lower-case hexadecimal with a closing zero. */
void hex_of(const uint8_t digest[DIGEST_LENGTH], char hex[HEX_LENGTH + 1]);

#endif
