import { describe, expect, test } from 'vitest';
import { codecTable, createCodec } from '#codecs/codec-table';
import type { LockBoardCodec, LockBoardRequest } from '#codecs/lock-board-codec';
import { Unencodable } from '#codecs/unencodable';
import { models } from './codec-models.ts';

const cu16 = createCodec('kerong-cu16', { channels: 16 });
const lockboard8a = createCodec('lockboard-8a', { channels: 24 });
const cu12 = createCodec('kerong-cu12', { channels: 12 });
const cu24 = createCodec('kerong-cu24', { channels: 24 });
const cu48 = createCodec('kerong-cu48', { channels: 48 });
const dc = createCodec('dingchang-dc', { channels: 12 });
const wkly = createCodec('wkly', { channels: 24 });
const waveshare = createCodec('modbus-waveshare', { channels: 8, pulse: 'hardware', pulseMs: 500 });
const eletechsup = createCodec('modbus-eletechsup', { channels: 8 });
const coils = createCodec('modbus-coils', { channels: 8, pulse: 'software' });
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
  ['CU12 unlock all', cu12, '02 00 0C 81 00 00 03 92'],
  ['CU12 broadcast unlock', cu12, '02 10 00 81 00 00 03 96'],
  ['CU12 factory settings', cu12, '02 00 00 8E 00 00 03 93'],
  ['CU24 broadcast unlock', cu24, '02 10 00 81 00 00 03 96'],
  ['CU48 unlock all of board 0', cu48, '02 00 30 51 03 86'],
  ['CU48 unlock all of every board', cu48, '02 0A 30 51 03 90'],
  ['DC open all', dc, 'DC 02 01 14 00 15'],
  ['DC open several', dc, 'DC 02 01 15 02 00 07 1F'],
  ['DC continuous output, which may burn the lock', dc, 'DC 02 01 16 02 01 01 1B'],
  ['DC open several at once', dc, 'DC 02 01 18 02 00 07 22'],
  ['DC several continuous outputs', dc, 'DC 02 01 1A 02 00 07 24'],
  ['DC firmware update', dc, 'DC 02 01 04 00 05'],
  ['WKLY open several at once', wkly, '57 4B 4C 59 0C 00 80 03 01 02 03 86'],
  ['WKLY open all', wkly, '57 4B 4C 59 08 00 86 87'],
  ['WKLY open several in turn', wkly, '57 4B 4C 59 0C 00 87 03 01 02 03 81'],
  ['WKLY continuous output', wkly, '57 4B 4C 59 09 00 88 02 8A'],
  ['a Waveshare relay that stays on', waveshare, '01 05 00 00 FF 00 8C 3A'],
  ['a Waveshare relay that is toggled', waveshare, '01 05 00 00 55 00 F2 9A'],
  ['every Waveshare relay on', waveshare, '01 05 00 FF FF 00 BC 0A'],
  ['every Waveshare relay on by one frame', waveshare, '01 0F 00 00 00 08 01 FF BE D5'],
  ['a Waveshare pulse of an hour', waveshare, '01 05 02 00 7F FF AC 02'],
  ['a Waveshare pulse on every board of the line', waveshare, '00 05 02 00 00 05 0D A0'],
  ['an Eletechsup relay that stays on', eletechsup, '01 06 00 02 01 00 29 9A'],
  ['an Eletechsup relay that is latched', eletechsup, '01 06 00 01 04 00 DA CA'],
  ['an Eletechsup delay', eletechsup, '01 06 00 01 06 64 DA 41'],
  ['every Eletechsup relay on', eletechsup, '01 06 00 00 07 00 8B FA'],
  ['every coil on', coils, '01 0F 00 00 00 08 01 FF BE D5'],
];
const boards = [-1, 0, 1, 2, 8, 9, 10, 15, 16, 32, 63, 64, 99, 100, 247, 248, 255, 256];

const encodedBy = new Map<LockBoardCodec, ReadonlySet<string>>();

/** Every frame that any request is encoded to, sensible or not; what has none must say so. */
function everyFrameOf(codec: LockBoardCodec): ReadonlySet<string> {
  const known = encodedBy.get(codec);
  if (known) return known;
  const encoded = new Set<string>();
  for (const request of everyRequest()) {
    try {
      encoded.add(codec.encodeRequest(request).join(' '));
    } catch (error) {
      if (!(error instanceof Unencodable)) throw error;
    }
  }
  encodedBy.set(codec, encoded);
  return encoded;
}

function* everyRequest(): Generator<LockBoardRequest> {
  for (const board of boards) {
    yield { kind: 'read-doors', board };
    yield { kind: 'all-off', board };
    for (let channel = -1; channel <= 256; channel += 1) {
      yield { kind: 'unlock', board, channel };
      yield { kind: 'end-pulse', board, channel };
    }
  }
}

describe('frames that must not exist', () => {
  test.each(dangerous)('%s is not accepted', (_, codec, hex) => {
    const bytes = bytesOf(hex);
    expect(codec.decodeRequest(bytes).ok).toBe(false);
    expect(codec.decodeReply(bytes, { kind: 'read-doors', board: 1 }).ok).toBe(false);
  });

  test.each(dangerous)('%s has no request that would be encoded to it', (_, codec, hex) => {
    const encoded = everyFrameOf(codec);
    expect(encoded.size).toBeGreaterThan(50);
    expect(encoded.has(bytesOf(hex).join(' '))).toBe(false);
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

  test.each(models.filter(({ cutsCoils }) => !cutsCoils))(
    '$name is never told to let go',
    ({ codec, boards }) => {
      expect(() => codec.encodeRequest({ kind: 'all-off', board: boards.min })).toThrow(Unencodable);
      expect(() => codec.encodeRequest({ kind: 'end-pulse', board: boards.min, channel: 1 })).toThrow(
        Unencodable,
      );
    },
  );

  test.each([
    [
      'a board of coils without a word on who ends a pulse',
      () => createCodec('modbus-coils', { channels: 8 }),
    ],
    ['a Waveshare pulse without a length', () => createCodec('modbus-waveshare', { channels: 8 })],
    ['a pulse of six seconds', () => createCodec('modbus-waveshare', { channels: 8, pulseMs: 6000 })],
    ['a pulse between two units', () => createCodec('modbus-waveshare', { channels: 8, pulseMs: 550 })],
    [
      'an Eletechsup pulse ended from here',
      () => createCodec('modbus-eletechsup', { channels: 8, pulse: 'software' }),
    ],
    ['thirteen locks on a CU12', () => createCodec('kerong-cu12', { channels: 13 })],
    [
      'coils beyond the last address',
      () => createCodec('modbus-coils', { channels: 8, pulse: 'software', coilsAt: 65_530 }),
    ],
  ])('%s has no codec', (_, create) => {
    expect(create).toThrow(Unencodable);
  });

  test('every codec goes by the name under which the table lists it', () => {
    const names = Object.entries(codecTable).map(([name, create]) => [
      name,
      create({ channels: 8, pulse: 'hardware', pulseMs: 500 }).protocol,
    ]);
    expect(names).toEqual(names.map(([name]) => [name, name]));
  });
});
