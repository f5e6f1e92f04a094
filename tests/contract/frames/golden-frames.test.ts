import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createCodec } from '#codecs/codec-table';
import type { LockBoardReply, LockBoardRequest } from '#codecs/lock-board-codec';

/**
 * Frames as vendors print them and as buses carried them, so that a mistake that is made the same way in
 * both directions cannot hide. The files are frozen: do not change this test; add a version.
 */

type Bits = { readonly hooks: string; readonly items: string | null };
type WrittenReply =
  ({ readonly kind: 'doors'; readonly board: number } & Bits) | Exclude<LockBoardReply, { kind: 'doors' }>;
type Frame<Means> = { readonly hex: string; readonly wrong?: true; readonly means: Means | null };
type Vector = {
  readonly name: string;
  readonly request?: Frame<LockBoardRequest>;
  readonly replies: readonly Frame<WrittenReply>[];
};
type GoldenFile = {
  readonly protocol: 'kerong-cu16' | 'lockboard-8a';
  readonly channels: number;
  readonly vectors: readonly Vector[];
};

const golden = ['kerong-cu16-v1', 'lockboard-8a-v1'].map(
  (name) => JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8')) as GoldenFile,
);

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.split(' '), (pair) => Number.parseInt(pair, 16));
const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
const bitsOf = (text: string): boolean[] => Array.from(text, (bit) => bit === '1');

function replyOf(written: WrittenReply): LockBoardReply {
  if (written.kind !== 'doors') return written;
  const items = written.items === null ? null : bitsOf(written.items);
  return { ...written, hooks: bitsOf(written.hooks), items };
}

/** The check byte by the rule of the manual, written here a second time on purpose. */
function checkByte(protocol: GoldenFile['protocol'], body: Uint8Array): number {
  return protocol === 'kerong-cu16'
    ? body.reduce((sum, byte) => sum + byte, 0) % 256
    : body.reduce((a, b) => a ^ b, 0);
}

for (const file of golden) {
  const codec = createCodec(file.protocol, { channels: file.channels });

  describe(`golden frames of ${file.protocol}`, () => {
    test.each(file.vectors)('$name: the check byte follows the manual unless marked wrong', (vector) => {
      for (const frame of [...(vector.request ? [vector.request] : []), ...vector.replies]) {
        const bytes = bytesOf(frame.hex);
        const isRight = bytes.at(-1) === checkByte(file.protocol, bytes.slice(0, -1));
        expect(isRight, frame.hex).toBe(frame.wrong !== true);
      }
    });

    test.each(file.vectors.filter((vector) => vector.request))('$name: the request', (vector) => {
      const { hex, means } = vector.request ?? { hex: '', means: null };
      const decoded = codec.decodeRequest(bytesOf(hex));
      expect(decoded.ok ? decoded.value : null).toEqual(means);
      if (means) expect(hexOf(codec.encodeRequest(means))).toBe(hex);
    });

    test.each(file.vectors.filter((vector) => vector.replies.length > 0))('$name: the replies', (vector) => {
      const request = vector.request?.means ?? null;
      for (const { hex, means } of vector.replies) {
        const decoded = codec.decodeReply(bytesOf(hex), request);
        expect(decoded.ok ? decoded.value : null, hex).toEqual(means === null ? null : replyOf(means));
        if (means) expect(hexOf(codec.encodeReply(replyOf(means), request ?? undefined))).toBe(hex);
      }
    });
  });
}
