import { describe, expect, it } from 'vitest';
import { encodeKeystrokes, nothingTyped, typeReport } from '#codecs/scanners/hid-keyboard';
import { encodePosReport, encodePosScan, joinPosReport, decodePosReport } from '#codecs/scanners/hid-pos';
import type { PosLayout, PosPending } from '#codecs/scanners/hid-pos';
import { scanBytesMax, type RawScan } from '#codecs/scanners/raw-scan';
import { Unencodable } from '#codecs/unencodable';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = ({ bytes, flaw }: RawScan): string => flaw ?? String.fromCharCode(...bytes);

/** Feeds reports, `gapMs` apart, and tells the scans that came out. */
function pos(reports: readonly Uint8Array[], gapMs = 5): readonly RawScan[] {
  let pending: PosPending = null;
  return reports.flatMap((report, index) => {
    const joined = joinPosReport(pending, report, index * gapMs);
    pending = joined.pending;
    return joined.scans;
  });
}

function typed(reports: readonly (readonly number[])[], gapMs = 5): readonly string[] {
  let pending = nothingTyped;
  return reports.flatMap((report, index) => {
    const next = typeReport(pending, Uint8Array.from(report), 10_000 + index * gapMs);
    pending = next.pending;
    return next.scans.map(textOf);
  });
}

const key = (code: number, modifiers = 0): readonly number[] => [modifiers, 0, code, 0, 0, 0, 0, 0];
const none = key(0);
const enter = key(0x28);
const one = key(0x1e);
const stroke = (code: number, modifiers = 0): readonly (readonly number[])[] => [key(code, modifiers), none];

describe('HID POS', () => {
  it.each(['usual', 'shifted', 'without-id'] as const)('is read in the layout %s', (layout: PosLayout) => {
    const report = { aim: ']C1', bytes: bytesOf('0010614141123456'), vendor: 0x7c, isContinued: true };
    expect(decodePosReport(encodePosReport(report, layout))).toEqual({ ok: true, value: report });
  });

  it('may tell no symbology', () => {
    const [scan] = pos(encodePosScan(bytesOf('SF123'), null));
    expect(scan).toEqual({ bytes: bytesOf('SF123'), aim: null, flaw: null });
  });

  it('joins packets until one says that it is the last', () => {
    const text = 'x'.repeat(130);
    const reports = encodePosScan(bytesOf(text), ']Q1');
    expect(reports).toHaveLength(3);
    expect(pos(reports).map(textOf)).toEqual([text]);
  });

  it('reads a report of 62 bytes, whose flag stands right behind the text', () => {
    const short = (isContinued: boolean): Uint8Array => {
      const report = encodePosReport({ aim: ']Q1', bytes: bytesOf('ab'), vendor: 0, isContinued: false });
      return Uint8Array.from([...report.subarray(0, 61), isContinued ? 1 : 0]);
    };
    expect(pos([short(true), short(false)]).map(textOf)).toEqual(['abab']);
  });

  it('does not take the letter of the symbology for the flag', () => {
    const report = encodePosReport({ aim: ']C0', bytes: bytesOf('ab'), vendor: 0, isContinued: false });
    report[63] = 0x43;
    expect(pos([report]).map(textOf)).toEqual(['ab']);
  });

  it('gives up what is pending when the rest comes late or is of another symbology', () => {
    const [first = none, last = none] = encodePosScan(bytesOf('x'.repeat(60)), ']Q1').map((one) => [...one]);
    const other = encodePosScan(bytesOf('other'), ']C0');
    expect(pos([Uint8Array.from(first), ...other]).map(textOf)).toEqual(['other']);
    expect(pos([Uint8Array.from(first), Uint8Array.from(last)], 501).map(textOf)).toEqual(['xxxx']);
  });

  it('T11 gives up what is longer than any barcode of a station, once', () => {
    const reports = encodePosScan(bytesOf('x'.repeat(10_000)), ']Q1');
    expect(pos([...reports, ...encodePosScan(bytesOf('next'), ']Q1')]).map(textOf)).toEqual([
      'too-long',
      'next',
    ]);
    const longest = encodePosScan(bytesOf('x'.repeat(scanBytesMax)), ']Q1');
    expect(pos(longest).map(textOf)).toEqual(['x'.repeat(scanBytesMax)]);
  });

  it.each([
    ['another report', [0x03, 0x02, 0x5d, 0x43, 0x30, 0x41, 0x42]],
    ['a length beyond the report', [0x02, 0x39, 0x5d, 0x43, 0x30, 0x41]],
    ['no length', [0x02, 0x00, 0x5d, 0x43, 0x30, 0x41]],
    ['a report that is cut short', [0x02, 0x05, 0x5d, 0x43, 0x30, 0x41]],
    ['a bracket in the wrong place', [0x02, 0x01, 0x41, 0x42, 0x43, 0x5d, 0x43, 0x30]],
    ['nothing', []],
  ])('passes over %s', (_, report) => {
    expect(pos([Uint8Array.from(report)])).toEqual([]);
  });

  it('cannot write an empty barcode or more than a packet holds', () => {
    expect(() => encodePosScan(new Uint8Array(0), null)).toThrow(Unencodable);
    const report = { aim: null, bytes: new Uint8Array(57), vendor: 0, isContinued: false };
    expect(() => encodePosReport(report)).toThrow(Unencodable);
  });
});

describe('a scanner that types', () => {
  it('counts only keys that are newly pressed', () => {
    expect(typed([one, one, [0, 0, 0x1e, 0x1f, 0, 0, 0, 0], key(0x1f), none, enter])).toEqual(['12']);
  });

  it('needs a release between two equal signs, or one of them is lost', () => {
    expect(typed([one, none, one, none, enter])).toEqual(['11']);
    expect(typed([one, one, enter])).toEqual(['1']);
  });

  it('takes several new keys of one report in their order', () => {
    expect(typed([[0, 0, 0x04, 0x05, 0x06, 0, 0, 0], none, enter])).toEqual(['abc']);
  });

  it('passes over a report of a keyboard that has lost track', () => {
    expect(typed([one, none, [0, 0, 1, 1, 1, 1, 1, 1], key(0x1f), none, enter])).toEqual(['12']);
  });

  it('ends at Enter, at Tab and at the Enter of the number pad', () => {
    for (const end of [0x28, 0x2b, 0x58]) expect(typed([...stroke(0x1e), key(end)])).toEqual(['1']);
    expect(typed([enter, none, enter])).toEqual([]);
  });

  it('reads the number pad, and reports with an id in front', () => {
    expect(typed([...stroke(0x59), ...stroke(0x62), enter])).toEqual(['10']);
    expect(
      typed([
        [0x01, ...one],
        [0x01, ...none],
        [0x01, ...enter],
      ]),
    ).toEqual(['1']);
  });

  it('turns Ctrl and the closing bracket into GS', () => {
    expect(typed([key(0, 0x01), key(0x30, 0x01), key(0, 0x01), none, ...stroke(0x1e), enter])).toEqual([
      '\u001d1',
    ]);
  });

  it.each([
    ['Ctrl and O', [...stroke(0x12, 0x01)]],
    ['Ctrl, Shift and the bracket', [...stroke(0x30, 0x03)]],
    ['Alt and the number pad', [key(0, 0x04), key(0x59, 0x04), key(0, 0x04), none]],
    ['right Alt', [...stroke(0x1e, 0x40)]],
    ['the Windows key alone', [key(0, 0x08), none]],
    ['the Windows key and R', [...stroke(0x15, 0x80)]],
    ['Caps Lock', [...stroke(0x39)]],
    ['a function key', [...stroke(0x3e)]],
    ['an arrow', [...stroke(0x4f)]],
    ['Escape', [...stroke(0x29)]],
    ['Backspace', [...stroke(0x2a)]],
    ['Print Screen', [...stroke(0x46)]],
    ['Shift and Enter', [...stroke(0x28, 0x02)]],
  ])('T11 throws the whole scan away when it holds %s', (_, chord) => {
    const scans = typed([...stroke(0x1e), ...chord, ...stroke(0x1f), enter, none, ...stroke(0x20), enter]);
    expect(scans).toEqual(['key-chord', '3']);
  });

  it('drops what stands still, so that a person at a keyboard is no scanner', () => {
    expect(typed([one, none, enter], 201)).toEqual([]);
    expect(typed([one, none, enter], 200)).toEqual(['1']);
  });

  it('Incident 36 T11 gives up what is longer than any barcode of a station', () => {
    const strokes = Array.from({ length: scanBytesMax + 1 }, () => stroke(0x1e)).flat();
    expect(typed([...strokes, enter])).toEqual(['too-long']);
  });

  it('passes over what is no report of a keyboard', () => {
    expect(typed([[0, 0, 0x1e], [], [0, 0, 0x1e, 0, 0, 0, 0, 0, 0, 0], enter])).toEqual([]);
  });

  it('reads what it wrote, for every sign that has a key', () => {
    const signs = Array.from({ length: 95 }, (_, index) => 0x20 + index);
    const text = Uint8Array.from([...signs, 0x1d]);
    expect(typed(encodeKeystrokes(text).map((report) => [...report]))).toEqual([
      String.fromCharCode(...text),
    ]);
    expect(() => encodeKeystrokes(Uint8Array.of(0x1b))).toThrow(Unencodable);
  });
});
