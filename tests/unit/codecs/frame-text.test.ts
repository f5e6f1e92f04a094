import { describe, expect, test } from 'vitest';
import { createCodec } from '#codecs/codec-table';
import { bytesOf, hexOf, meaningsOf } from '#codecs/frame-text';

const cu16 = createCodec('kerong-cu16', { channels: 16 });
const lockboard8a = createCodec('lockboard-8a', { channels: 24 });

function frame(hex: string): Uint8Array {
  const read = bytesOf(hex);
  return read.ok ? read.value : new Uint8Array();
}

describe('frames as text', () => {
  test('are written as manuals print them and read with or without spaces', () => {
    expect(hexOf(Uint8Array.of(0x02, 0xf0, 0x0a))).toBe('02 F0 0A');
    expect(bytesOf('02f0 0A')).toEqual({ ok: true, value: Uint8Array.of(0x02, 0xf0, 0x0a) });
  });

  test.each(['', '0', '02 F', 'xy', '0x02'])('%j is refused', (text) => {
    expect(bytesOf(text)).toMatchObject({ ok: false });
  });

  test('a request has one meaning', () => {
    expect(meaningsOf(cu16, frame('02 02 31 03 38'), 16)).toEqual([
      { from: 'controller', request: { kind: 'unlock', board: 0, channel: 3 } },
    ]);
  });

  test('an 8A unlock may be the request, or the answer that equals it', () => {
    expect(meaningsOf(lockboard8a, frame('8A 01 01 11 9B'), 24)).toEqual([
      { from: 'controller', request: { kind: 'unlock', board: 1, channel: 1 } },
      { from: 'board', reply: { kind: 'unlock-answered', board: 1, channel: 1, raw: 0x11 } },
    ]);
  });

  test('a CU16 status frame may answer a read or an unlock', () => {
    const kinds = meaningsOf(cu16, frame('02 30 35 FE FF 01 80 03 E8'), 16).map((meaning) =>
      meaning.from === 'board' ? [meaning.reply.kind, meaning.reply.board] : meaning.from,
    );
    expect(kinds).toEqual([
      ['doors', 3],
      ['unlock-answered', 3],
    ]);
  });

  test('a push needs no question', () => {
    expect(meaningsOf(lockboard8a, frame('82 02 05 11 94'), 24)).toEqual([
      { from: 'board', reply: { kind: 'pushed', board: 2, channel: 5 } },
    ]);
  });

  test('a frame with a wrong check byte means nothing', () => {
    expect(meaningsOf(cu16, frame('02 02 31 03 39'), 16)).toEqual([]);
  });
});
