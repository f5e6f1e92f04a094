import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { codecTable, createCodec, protocolNames, type ProtocolName } from '#codecs/codec-table';
import type { CodecOptions, LockBoardReply, LockBoardRequest } from '#codecs/lock-board-codec';
import { checkRules, modbusCrc } from './check-rules.ts';

/**
 * Frames as vendors print them and as buses carried them, so that a mistake that is made the same way in
 * both directions cannot hide. The files are frozen: do not change a vector; add a version.
 */

type Bits = { readonly hooks: string; readonly items: string | null; readonly faulty?: readonly number[] };
type WrittenReply =
  | ({ readonly kind: 'doors'; readonly board: number } & Bits)
  | { readonly kind: 'relays'; readonly board: number; readonly energised: string }
  | Exclude<LockBoardReply, { kind: 'doors' | 'relays' }>;
type Frame<Means> = { readonly hex: string; readonly wrong?: true; readonly means: Means | null };
type ReplyFrame = Frame<WrittenReply> & { readonly answers?: LockBoardRequest; readonly alternative?: true };
type Vector = {
  readonly name: string;
  /** Only function and data are printed: address 11 and the check belong around them. */
  readonly pdu?: true;
  readonly options?: Partial<CodecOptions>;
  readonly request?: Frame<LockBoardRequest>;
  readonly replies: readonly ReplyFrame[];
};
type GoldenFile = {
  readonly protocol: ProtocolName;
  readonly channels?: number;
  readonly options?: Partial<CodecOptions>;
  readonly vectors: readonly Vector[];
};

const folder = new URL('./', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const foreignFile = 'foreign-frames-v1.json';
const golden = readdirSync(folder)
  .filter((name) => name.endsWith('.json') && name !== foreignFile)
  .map((name) => read(name) as GoldenFile);

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.split(' '), (pair) => Number.parseInt(pair, 16));
const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
const bitsOf = (text: string): boolean[] => Array.from(text, (bit) => bit === '1');

function replyOf(written: WrittenReply): LockBoardReply {
  if (written.kind === 'relays') return { ...written, energised: bitsOf(written.energised) };
  if (written.kind !== 'doors') return written;
  const items = written.items === null ? null : bitsOf(written.items);
  return { ...written, hooks: bitsOf(written.hooks), items };
}

function frameOf(hex: string, { pdu }: Vector): Uint8Array {
  if (pdu !== true) return bytesOf(hex);
  const body = Uint8Array.of(0x11, ...bytesOf(hex));
  const check = modbusCrc(body);
  return Uint8Array.of(...body, check % 256, Math.floor(check / 256));
}

for (const file of golden) {
  const codecOf = (vector: Vector) =>
    createCodec(file.protocol, { channels: file.channels ?? 1, ...file.options, ...vector.options });

  describe(`golden frames of ${file.protocol}`, () => {
    test.each(file.vectors)('$name: the check follows the manual unless marked wrong', (vector) => {
      for (const frame of [...(vector.request ? [vector.request] : []), ...vector.replies]) {
        const isRight = checkRules[file.protocol](frameOf(frame.hex, vector));
        expect(isRight, frame.hex).toBe(frame.wrong !== true);
      }
    });

    test.each(file.vectors.filter((vector) => vector.request))('$name: the request', (vector) => {
      const codec = codecOf(vector);
      const { hex, means } = vector.request ?? { hex: '', means: null };
      const frame = frameOf(hex, vector);
      const decoded = codec.decodeRequest(frame);
      expect(decoded.ok ? decoded.value : null).toEqual(means);
      if (means) expect(hexOf(codec.encodeRequest(means))).toBe(hexOf(frame));
    });

    test.each(file.vectors.filter((vector) => vector.replies.length > 0))('$name: the replies', (vector) => {
      const codec = codecOf(vector);
      for (const { hex, means, answers, alternative } of vector.replies) {
        const request = answers ?? vector.request?.means ?? null;
        const frame = frameOf(hex, vector);
        const decoded = codec.decodeReply(frame, request);
        expect(decoded.ok ? decoded.value : null, hex).toEqual(means === null ? null : replyOf(means));
        if (!means) continue;
        const encoded = hexOf(codec.encodeReply(replyOf(means), request ?? undefined));
        expect(encoded === hexOf(frame), hex).toBe(alternative !== true);
      }
    });
  });
}

test('every protocol has golden frames that it understands', () => {
  const understood = golden
    .filter(({ vectors }) => vectors.some((vector) => vector.request?.means))
    .map(({ protocol }) => protocol);
  expect(understood.toSorted()).toEqual(protocolNames.toSorted());
});

type ForeignVector = {
  readonly name: string;
  readonly protocol: string;
  readonly request?: string;
  readonly responses?: readonly string[];
};
const foreign = (read(foreignFile) as { readonly vectors: readonly ForeignVector[] }).vectors;

describe.each(foreign)('$protocol, which no codec speaks: $name', ({ request, responses = [] }) => {
  test.each(protocolNames)('is refused by %s at both ends', (protocol) => {
    const codec = codecTable[protocol]({ channels: 8, pulse: 'hardware', pulseMs: 500 });
    for (const frame of [...(request === undefined ? [] : [request]), ...responses].map(bytesOf)) {
      expect(codec.decodeRequest(frame).ok).toBe(false);
      for (const board of [0, 1, 2, 5, 7]) {
        const asked: readonly LockBoardRequest[] = [
          { kind: 'read-doors', board },
          { kind: 'unlock', board, channel: 1 },
        ];
        for (const one of [null, ...asked]) expect(codec.decodeReply(frame, one).ok).toBe(false);
      }
    }
  });
});
