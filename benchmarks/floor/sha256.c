#include "sha256.h"

#include <string.h>

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turn(uint32_t word, int by) { return (word >> by) | (word << (32 - by)); }

static void spread(const uint8_t block[64], uint32_t words[64]) {
  for (int i = 0; i < 16; i++) {
    const uint8_t *at = block + i * 4;
    words[i] = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
  }
  for (int i = 16; i < 64; i++) {
    uint32_t low = turn(words[i - 15], 7) ^ turn(words[i - 15], 18) ^ (words[i - 15] >> 3);
    uint32_t high = turn(words[i - 2], 17) ^ turn(words[i - 2], 19) ^ (words[i - 2] >> 10);
    words[i] = words[i - 16] + low + words[i - 7] + high;
  }
}

static void compress(sha256 *hash, const uint8_t block[64]) {
  uint32_t words[64];
  uint32_t s[8];
  spread(block, words);
  memcpy(s, hash->state, sizeof s);
  for (int i = 0; i < 64; i++) {
    uint32_t high = turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25);
    uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
    uint32_t first = s[7] + high + choice + constants[i] + words[i];
    uint32_t low = turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22);
    uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
    memmove(s + 1, s, 7 * sizeof s[0]);
    s[4] += first;
    s[0] = first + low + majority;
  }
  for (int i = 0; i < 8; i++) hash->state[i] += s[i];
}

void sha256_begin(sha256 *hash) {
  static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  memcpy(hash->state, start, sizeof start);
  hash->length = 0;
  hash->block_count = 0;
}

void sha256_add(sha256 *hash, const void *bytes, size_t count) {
  const uint8_t *from = bytes;
  hash->length += count;
  while (count > 0) {
    size_t part = 64 - hash->block_count;
    if (part > count) part = count;
    memcpy(hash->block + hash->block_count, from, part);
    hash->block_count += part;
    from += part;
    count -= part;
    if (hash->block_count < 64) return;
    compress(hash, hash->block);
    hash->block_count = 0;
  }
}

void sha256_end(sha256 *hash, uint8_t digest[DIGEST_LENGTH]) {
  static const uint8_t padding[64] = {0x80};
  uint64_t bits = hash->length * 8;
  uint8_t tail[8];
  for (int i = 0; i < 8; i++) tail[i] = (uint8_t)(bits >> (56 - 8 * i));
  sha256_add(hash, padding, hash->block_count < 56 ? 56 - hash->block_count : 120 - hash->block_count);
  sha256_add(hash, tail, sizeof tail);
  for (int i = 0; i < DIGEST_LENGTH; i++) digest[i] = (uint8_t)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
}

void hmac_sha256(const uint8_t key[DIGEST_LENGTH], const char *text, uint8_t digest[DIGEST_LENGTH]) {
  uint8_t inner[64] = {0};
  uint8_t outer[64] = {0};
  sha256 hash;
  memcpy(inner, key, DIGEST_LENGTH);
  memcpy(outer, key, DIGEST_LENGTH);
  for (int i = 0; i < 64; i++) inner[i] ^= 0x36, outer[i] ^= 0x5c;
  sha256_begin(&hash);
  sha256_add(&hash, inner, sizeof inner);
  sha256_add(&hash, text, strlen(text));
  sha256_end(&hash, digest);
  sha256_begin(&hash);
  sha256_add(&hash, outer, sizeof outer);
  sha256_add(&hash, digest, DIGEST_LENGTH);
  sha256_end(&hash, digest);
}

void hex_of(const uint8_t digest[DIGEST_LENGTH], char hex[HEX_LENGTH + 1]) {
  static const char digits[] = "0123456789abcdef";
  for (int i = 0; i < DIGEST_LENGTH; i++) {
    hex[2 * i] = digits[digest[i] >> 4];
    hex[2 * i + 1] = digits[digest[i] & 15];
  }
  hex[HEX_LENGTH] = '\0';
}
