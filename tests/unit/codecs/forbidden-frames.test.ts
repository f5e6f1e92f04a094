import { describe, expect, test } from 'vitest';
import { codecTable, createCodec } from '#codecs/codec-table';
import type { LockBoardCodec } from '#codecs/lock-board-codec';
import { Unencodable } from '#codecs/unencodable';

const cu16 = createCodec('kerong-cu16', { channels: 16 });
const lockboard8a = createCodec('lockboard-8a', { channels: 24 });
const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.split(' '), (pair) => Number.parseInt(pair, 16));

/** Frames that erase a board, burn a coil or open every door; all of them with the right check byte. */
const dangerous: readonly (readonly [string, LockBoardCodec, string])[] = [
  ['the KERONG update command that erases the board', cu16, 'F5 B5 00 00 5F 09'],
  ['KERONG unlock all of board 0', cu16, '02 00 33 03 38'],
  ['KERONG unlock all of every board', cu16, '02 F0 33 03 28'],
  ['a KERONG broadcast unlock', cu16, '02 F0 31 03 26'],
  ['8A unlock all', lockboard8a, '8A 01 00 11 9A'],
  ['8A unlock with a pulse in seconds', lockboard8a, '8A 01 01 11 09 92'],
  ['8A open several', lockboard8a, '90 01 02 02 02 93'],
  ['8A continuous output on', lockboard8a, '9A 01 01 11 8B'],
  ['8A continuous output off', lockboard8a, '9B 01 01 11 8A'],
];

describe('frames that must not exist', () => {
  test.each(dangerous)('%s is not accepted', (_, codec, hex) => {
    const bytes = bytesOf(hex);
    expect(codec.decodeRequest(bytes).ok).toBe(false);
    expect(codec.decodeReply(bytes, { kind: 'read-doors', board: 1 }).ok).toBe(false);
  });

  test.each(dangerous)('%s has no request that would be encoded to it', (_, codec, hex) => {
    const encoded: string[] = [];
    for (const board of [-1, 0, 1, 2, 8, 9, 10, 15, 16, 32, 99, 100, 255, 256]) {
      for (let channel = -1; channel <= 256; channel += 1) {
        try {
          encoded.push(codec.encodeRequest({ kind: 'unlock', board, channel }).join(' '));
        } catch (error) {
          expect(error).toBeInstanceOf(Unencodable);
        }
      }
    }
    expect(encoded.length).toBeGreaterThan(50);
    expect(encoded).not.toContain(bytesOf(hex).join(' '));
  });

  test.each([0, 17, 33, 1.5, Number.NaN])('channel %s of a board with sixteen is not encoded', (channel) => {
    expect(() => cu16.encodeRequest({ kind: 'unlock', board: 0, channel })).toThrow(Unencodable);
  });

  test.each([0, 25, 33])('channel %s of a board with twenty-four is not encoded', (channel) => {
    expect(() => lockboard8a.encodeRequest({ kind: 'unlock', board: 1, channel })).toThrow(Unencodable);
  });

  test('a request for a channel that the model does not have is not accepted', () => {
    const small = createCodec('kerong-cu16', { channels: 8 });
    expect(small.decodeRequest(cu16.encodeRequest({ kind: 'unlock', board: 0, channel: 8 })).ok).toBe(true);
    expect(small.decodeRequest(cu16.encodeRequest({ kind: 'unlock', board: 0, channel: 9 })).ok).toBe(false);
  });

  test('every codec goes by the name under which the table lists it', () => {
    const names = Object.entries(codecTable).map(([name, create]) => [
      name,
      create({ channels: 16 }).protocol,
    ]);
    expect(names).toEqual(names.map(([name]) => [name, name]));
  });
});
