import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitEventText } from '../../../src/web/kiosk/event-text.ts';

/** Reads a stream that arrives in pieces. */
function readPieces(pieces: readonly string[]): readonly string[] {
  let pending = '';
  return pieces.flatMap((piece) => {
    const { messages, rest } = splitEventText(pending, piece);
    pending = rest;
    return messages;
  });
}

describe('the text of an event stream', () => {
  it('gives the data of each message and keeps the rest', () => {
    const split = splitEventText('', 'event: visit\ndata: {"a":1}\n\ndata: {"b"');
    expect(split).toEqual({ messages: ['{"a":1}'], rest: 'data: {"b"' });
  });

  it('passes over comments, which are only signs of life', () => {
    expect(readPieces([': ping\n\n', 'data: x\n\n: ping\n\n'])).toEqual(['x']);
  });

  it('joins the lines of one message and takes both line ends', () => {
    expect(readPieces(['data: one\r\ndata: two\r\n\r\n'])).toEqual(['one\ntwo']);
  });

  it('reads the same messages however the bytes are cut', () => {
    const text = 'event: visit\r\ndata: {"step":"open"}\r\n\r\n: ping\n\ndata: 2\n\n';
    fc.assert(
      fc.property(fc.array(fc.nat({ max: text.length })), (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
        expect(readPieces(pieces)).toEqual(['{"step":"open"}', '2']);
      }),
    );
  });

  it('drops a message that never ends', () => {
    expect(splitEventText('', `data: ${'x'.repeat(70_000)}`).rest).toBe('');
  });
});
