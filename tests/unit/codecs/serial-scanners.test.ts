import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutLines, endText, nothingSaid } from '#codecs/scanners/serial-text';
import { decodeGm65Answer, decodeGm65Command, endGm65, nothingFromGm65 } from '#codecs/scanners/gm65';
import { encodeGm65Answer, encodeGm65Command, measureGm65Command, partGm65 } from '#codecs/scanners/gm65';
import type { Gm65Answer, Gm65Command } from '#codecs/scanners/gm65';
import { scanBytesMax, type RawScan } from '#codecs/scanners/raw-scan';
import { Unencodable } from '#codecs/unencodable';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const textOf = ({ bytes, flaw }: RawScan): string => flaw ?? String.fromCharCode(...bytes);

function lines(...pieces: readonly string[]): { scans: readonly string[]; rest: readonly string[] } {
  let pending = nothingSaid;
  const scans = pieces.flatMap((piece) => {
    const cut = cutLines(pending, bytesOf(piece));
    pending = cut.pending;
    return cut.scans.map(textOf);
  });
  return { scans, rest: endText(pending).map(textOf) };
}

function parted(...pieces: readonly (string | Uint8Array)[]) {
  let pending = nothingFromGm65;
  const answers: Gm65Answer[] = [];
  const scans = pieces.flatMap((piece) => {
    const part = partGm65(pending, typeof piece === 'string' ? bytesOf(piece) : piece);
    pending = part.pending;
    answers.push(...part.answers);
    return part.scans.map(textOf);
  });
  return { scans, answers: answers.map(({ to }) => to), rest: endGm65(pending).map(textOf) };
}

const beat = encodeGm65Answer({ to: 'heartbeat', values: Uint8Array.of(0) });
const done = encodeGm65Answer({ to: 'command', values: Uint8Array.of(0) });

describe('text of a serial line', () => {
  it.each(['\r', '\n', '\r\n', '\n\r'])('ends at %j', (end) => {
    expect(lines(`first${end}second${end}`)).toEqual({ scans: ['first', 'second'], rest: [] });
  });

  it('is the same however it is cut', () => {
    expect(lines('fi', 'rs', 't\r', '\nsec', 'ond\r')).toEqual({ scans: ['first', 'second'], rest: [] });
  });

  it('without an end is given by silence', () => {
    expect(lines('first\rsec')).toEqual({ scans: ['first'], rest: ['sec'] });
  });

  it('T11 is given up when it is too long, and the next scan is whole', () => {
    const long = 'x'.repeat(scanBytesMax + 1);
    expect(lines(`${long}\rnext\r`)).toEqual({ scans: ['too-long', 'next'], rest: [] });
    expect(lines(...Array.from(long), '\rnext\r').scans).toEqual(['too-long', 'next']);
    expect(lines(long)).toEqual({ scans: [], rest: ['too-long'] });
    expect(lines(`${'x'.repeat(scanBytesMax)}\r`).scans).toEqual(['x'.repeat(scanBytesMax)]);
  });
});

describe('a GM65', () => {
  it('answers in between scans', () => {
    expect(parted(beat, 'first\r\n', done, 'second\r', beat)).toEqual({
      scans: ['first', 'second'],
      answers: ['heartbeat', 'command', 'heartbeat'],
      rest: [],
    });
  });

  it('is understood byte by byte', () => {
    const stream = [...beat, ...bytesOf('first\r'), ...done, ...bytesOf('second\r')];
    const { scans, answers } = parted(...stream.map((byte) => Uint8Array.of(byte)));
    expect([scans, answers]).toEqual([
      ['first', 'second'],
      ['heartbeat', 'command'],
    ]);
  });

  it('T11 cannot be made to answer by a barcode: what only begins like an answer is text', () => {
    expect(parted('\u0002abc\r')).toEqual({ scans: ['\u0002abc'], answers: [], rest: [] });
    const wrong = Uint8Array.from(beat).with(beat.length - 1, 0);
    expect(parted(wrong, 'x\r').answers).toEqual([]);
  });

  it('gives up waiting for an answer when the line falls silent', () => {
    expect(parted(beat.subarray(0, 4))).toEqual({
      scans: [],
      answers: [],
      rest: [String.fromCharCode(...beat.subarray(0, 4))],
    });
  });

  it.each<Gm65Command>([
    { kind: 'heartbeat' },
    { kind: 'save' },
    { kind: 'read', address: 0x2a, count: 2 },
    { kind: 'write', address: 0xd0, values: Uint8Array.of(0x80, 0x01) },
  ])('takes $kind and finds it in a stream', (command) => {
    const frame = encodeGm65Command(command);
    expect(decodeGm65Command(frame)).toEqual({ ok: true, value: command });
    expect(measureGm65Command(Uint8Array.from([1, ...frame, 2]), 1)).toEqual({
      at: 'whole',
      length: frame.length,
    });
  });

  it('refuses every command and answer with one wrong bit', () => {
    const frames = [encodeGm65Command({ kind: 'read', address: 0x2a, count: 2 }), beat];
    for (const frame of frames) {
      for (let bit = 0; bit < frame.length * 8; bit += 1) {
        const wrong = frame.with(bit >> 3, (frame[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
        // One bit turns the head of an answer into that of the other kind; the check does not cover it.
        if (frame === beat && bit === 0) continue;
        expect([decodeGm65Command(wrong).ok, decodeGm65Answer(wrong).ok]).toEqual([false, false]);
      }
    }
  });

  it('has no frame for what a register cannot hold', () => {
    expect(() => encodeGm65Command({ kind: 'read', address: 0x10000, count: 1 })).toThrow(Unencodable);
    const nothing = new Uint8Array(0);
    expect(() => encodeGm65Command({ kind: 'write', address: 0, values: nothing })).toThrow(Unencodable);
    expect(() => encodeGm65Answer({ to: 'command', values: nothing })).toThrow(Unencodable);
  });

  it('cuts any stream alike wherever it is cut', () => {
    const piece = fc.oneof(
      fc.constant(beat),
      fc.constant(done),
      fc.string({ minLength: 1, maxLength: 20 }).map((text) => bytesOf(`${text}\r`)),
      fc.uint8Array({ maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(200)), (pieces, cuts) => {
        const stream = Uint8Array.from(pieces.flatMap((one) => [...one]));
        const places = cuts.filter((cut) => cut < stream.length).toSorted((a, b) => a - b);
        const cut = [0, ...places].map((from, index) => stream.slice(from, places[index] ?? stream.length));
        expect(parted(...cut)).toEqual(parted(stream));
      }),
      { numRuns: 500 },
    );
  });
});
