import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  encodeOption,
  encodeSubnegotiation,
  escapeTelnet,
  readTelnet,
  telnetStart,
  type TelnetEvent,
  type TelnetState,
} from '#bridge/transports/telnet';
import { bytesOf, hexOf } from './scripted-transport.ts';

/** Reads a stream that arrives in pieces of this size. */
function readInPieces(
  stream: Uint8Array,
  pieceLength: number,
): { events: TelnetEvent[]; state: TelnetState } {
  const events: TelnetEvent[] = [];
  let state = telnetStart;
  for (let from = 0; from < stream.length; from += pieceLength) {
    const read = readTelnet(state, stream.subarray(from, from + pieceLength));
    events.push(...read.events);
    state = read.state;
  }
  return { events, state };
}

function textOf(events: readonly TelnetEvent[]): number[] {
  return events.flatMap((event) => (event.kind === 'bytes' ? [...event.bytes] : []));
}

const bytes = fc.uint8Array({ maxLength: 60 });
const pieceLength = fc.integer({ min: 1, max: 20 });
/** What another program may put between the bytes of a line. */
const interruption = fc.oneof(
  fc.record({
    kind: fc.constant('option' as const),
    verb: fc.constantFrom('will' as const, 'wont' as const, 'do' as const, 'dont' as const),
    option: fc.integer({ min: 0, max: 255 }),
  }),
  fc.record({
    kind: fc.constant('subnegotiation' as const),
    option: fc.integer({ min: 0, max: 254 }),
    bytes,
  }),
);

const encode = (event: Exclude<TelnetEvent, { kind: 'bytes' }>): Uint8Array =>
  event.kind === 'option'
    ? encodeOption(event.verb, event.option)
    : encodeSubnegotiation(event.option, event.bytes);

describe('the telnet stream around a line', () => {
  test('is written as RFC 854 and RFC 855 have it', () => {
    expect(hexOf(escapeTelnet(bytesOf('02 FF FF 03')))).toBe('02 FF FF FF FF 03');
    expect(hexOf(encodeOption('will', 44))).toBe('FF FB 2C');
    expect(hexOf(encodeOption('wont', 44))).toBe('FF FC 2C');
    expect(hexOf(encodeOption('do', 0))).toBe('FF FD 00');
    expect(hexOf(encodeOption('dont', 0))).toBe('FF FE 00');
    expect(hexOf(encodeSubnegotiation(44, bytesOf('01 00 00 FF 00')))).toBe(
      'FF FA 2C 01 00 00 FF FF 00 FF F0',
    );
  });

  test('gives every byte back, wherever the stream is cut', () => {
    fc.assert(
      fc.property(bytes, pieceLength, (sent, length) => {
        const { events, state } = readInPieces(escapeTelnet(sent), length);
        expect(textOf(events)).toEqual([...sent]);
        expect(state).toEqual(telnetStart);
      }),
    );
  });

  test('keeps bytes, options and subnegotiations apart and in order, wherever it is cut', () => {
    const parts = fc.array(fc.tuple(bytes, interruption), { maxLength: 8 });
    fc.assert(
      fc.property(parts, pieceLength, (all, length) => {
        const stream = all.flatMap(([text, event]) => [...escapeTelnet(text), ...encode(event)]);
        const { events } = readInPieces(Uint8Array.from(stream), length);
        expect(textOf(events)).toEqual(all.flatMap(([text]) => [...text]));
        expect(events.filter((event) => event.kind !== 'bytes')).toEqual(all.map(([, event]) => event));
      }),
    );
  });

  test('passes over commands that mean nothing to a line', () => {
    // NOP, ARE YOU THERE, GO AHEAD, and an end of a subnegotiation that never began.
    const { events } = readInPieces(bytesOf('41 FF F1 42 FF F6 43 FF F9 44 FF F0 45'), 3);
    expect(textOf(events)).toEqual([0x41, 0x42, 0x43, 0x44, 0x45]);
  });

  test('drops a subnegotiation that breaks off or says nothing', () => {
    const { events } = readInPieces(bytesOf('FF FA 2C 65 FF F1 41 FF FA FF F0 42'), 1);
    expect(events).toEqual([
      { kind: 'bytes', bytes: Uint8Array.of(0x41) },
      { kind: 'bytes', bytes: Uint8Array.of(0x42) },
    ]);
  });

  test('does not fill the memory for a peer that never ends a subnegotiation', () => {
    const { state } = readInPieces(Uint8Array.from([0xff, 0xfa, ...Array(5000).fill(1)]), 1000);
    expect(state.at === 'subnegotiation' && state.bytes.length).toBe(256);
  });

  test('survives whatever arrives', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), pieceLength, (noise, length) => {
        expect(textOf(readInPieces(noise, length).events).length).toBeLessThanOrEqual(noise.length);
      }),
    );
  });
});
