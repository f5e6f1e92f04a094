import { describe, expect, test } from 'vitest';
import { forbiddenFrames, whyForbidden, whyNeverAsked } from '#bridge/conformance/forbidden-frames';
import { carriesOrder, harmlessNoise } from '#bridge/conformance/noise';
import { widestCodecs } from '#bridge/conformance/widest-codecs';
import { RequestGate } from '#bridge/recording/request-gate';
import { createCodec, protocolNames, type ProtocolName } from '#codecs/codec-table';
import { bytesOf, hexOf } from '#codecs/frame-text';
import type { LockBoardRequest } from '#codecs/lock-board-codec';

function frame(hex: string): Uint8Array {
  const read = bytesOf(hex);
  if (!read.ok) throw new RangeError(read.error);
  return read.value;
}

const dangerous: readonly (readonly [ProtocolName, string, RegExp])[] = [
  ['kerong-cu16', 'F5 B5 00 04 5F E7 35 36 37 38', /erases/],
  ['kerong-cu48', 'F5 B5 00 00 5F 09', /erases/],
  ['kerong-cu16', '02 00 33 03 38', /every door/],
  ['kerong-cu16', '02 F0 31 03 26', /every board/],
  ['kerong-cu12', '02 00 0C 81 00 00 03 92', /every door/],
  ['kerong-cu48', '02 0A 30 51 03 90', /every door/],
  ['lockboard-8a', '8A 01 00 11 9A', /every door/],
  ['lockboard-8a', '8A 01 01 11 09 92', /whole seconds/],
  ['lockboard-8a', '9A 01 01 11 8B', /burns/],
  ['lockboard-8a', '90 01 02 02 02 93', /several/],
  ['dingchang-dc', 'DC 02 01 14 00 15', /every door/],
  ['dingchang-dc', 'DC 02 01 16 02 01 01 1B', /burns/],
  ['wkly', '57 4B 4C 59 08 00 86 87', /every door/],
  ['modbus-waveshare', '01 05 00 FF FF 00 BC 0A', /every door/],
  ['modbus-waveshare', '01 05 00 00 FF 00 8C 3A', /burns/],
  ['modbus-eletechsup', '01 06 00 00 07 00 8B FA', /every door/],
];

/** Every request that a codec can express, for some boards and all of its channels. */
function everyRequest(channels: number): readonly LockBoardRequest[] {
  return [1, 2, 9].flatMap((board) => [
    { kind: 'read-doors', board } as const,
    ...Array.from(
      { length: channels },
      (_, index) => ({ kind: 'unlock', board, channel: index + 1 }) as const,
    ),
  ]);
}

describe('what no tool ever sends', () => {
  test.each(dangerous)('%s %s is on the list, with its reason', (protocol, hex, reason) => {
    expect(whyForbidden(protocol, frame(hex))).toMatch(reason);
  });

  test.each(dangerous)(
    '%s %s does not pass the gate of the recorder, in one piece or byte by byte',
    (protocol, hex) => {
      // The variant that a board of this protocol has unless its profile says otherwise.
      const codec = widestCodecs(protocol)[0]?.codec ?? createCodec(protocol, { channels: 1 });
      const bytes = frame(hex);
      expect(new RequestGate(codec, protocol).judge(bytes).passed).toEqual([]);
      const gate = new RequestGate(codec, protocol);
      expect(Array.from(bytes, (byte) => gate.judge(Uint8Array.of(byte)).passed).flat()).toEqual([]);
    },
  );

  test('every protocol of the table has an entry, and every entry a protocol of the table', () => {
    const listed = new Set(forbiddenFrames.flatMap(({ protocols }) => protocols));
    const without = protocolNames.filter((protocol) => !listed.has(protocol));
    // No order of a Winnsen board is known that opens all locks or that lasts.
    expect(without.filter((protocol) => protocol !== 'winnsen')).toEqual([]);
    expect([...listed].filter((protocol) => !protocolNames.includes(protocol))).toEqual([]);
  });

  test('words for it are known under every protocol', () => {
    for (const protocol of protocolNames) {
      for (const word of ['erase', 'unlock-all', 'hold'])
        expect(whyNeverAsked(protocol, word)).not.toBeNull();
    }
    expect(whyNeverAsked('kerong-cu16', 'unlock')).toBeNull();
  });

  test.each(protocolNames)('nothing that %s can express is on the list', (protocol) => {
    const [sized] = widestCodecs(protocol);
    expect(sized).toBeDefined();
    const frames = everyRequest(sized?.channels ?? 0).map((request) => sized?.codec.encodeRequest(request));
    const listed = frames.filter((bytes) => bytes !== undefined && whyForbidden(protocol, bytes) !== null);
    expect(listed).toEqual([]);
    expect(frames.length).toBeGreaterThan(3);
  });
});

describe('the gate of the recorder', () => {
  test.each(protocolNames)('lets every request of %s pass unchanged', (protocol) => {
    const [sized] = widestCodecs(protocol);
    if (!sized) throw new RangeError(protocol);
    const gate = new RequestGate(sized.codec, protocol);
    for (const request of everyRequest(sized.channels)) {
      const bytes = sized.codec.encodeRequest(request);
      expect(gate.judge(bytes).passed.map(hexOf)).toEqual([hexOf(bytes)]);
    }
  });

  test('says why it withholds a whole frame, and counts what makes none', () => {
    const gate = new RequestGate(createCodec('lockboard-8a', { channels: 24 }), 'lockboard-8a');
    const { withheld, discardedBytes } = gate.judge(frame('11 8A 01 00 11 9A 80 01 00 33 B2'));
    expect(withheld.map(({ reason }) => reason)).toEqual([expect.stringContaining('every door')]);
    expect(discardedBytes).toBe(1);
  });
});

/** Whatever a board of any family could take for something else than a read. */
function ordersIn(bytes: Uint8Array): readonly string[] {
  return protocolNames.flatMap((protocol) =>
    widestCodecs(protocol).flatMap(({ codec }) =>
      Array.from(bytes.keys()).flatMap((from) => {
        const measured = codec.measureRequest(bytes, from);
        const frame = bytes.slice(from, from + (measured.at === 'whole' ? measured.length : 0));
        const decoded = codec.decodeRequest(frame);
        return decoded.ok && decoded.value.kind !== 'read-doors' ? [`${protocol} ${hexOf(frame)}`] : [];
      }),
    ),
  );
}

describe('the noise of the suite', () => {
  test.each(protocolNames)(
    '%s: no board of any family reads an order in it, nor in what follows',
    (protocol) => {
      const [sized] = widestCodecs(protocol);
      if (!sized) throw new RangeError(protocol);
      for (const board of [1, 2, 9]) {
        const read = sized.codec.encodeRequest({ kind: 'read-doors', board });
        for (const { bytes } of harmlessNoise(sized.codec, board)) {
          expect(carriesOrder(bytes)).toBe(false);
          expect(ordersIn(Uint8Array.from([...bytes, ...read]))).toEqual([]);
        }
      }
    },
  );

  test('an unlock anywhere in it would be noticed', () => {
    expect(carriesOrder(frame('FF 00 02 02 31 03 38 00'))).toBe(true);
    expect(carriesOrder(frame('8A 01 00 11 9A'))).toBe(true);
  });
});
