import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanNotice } from '#contract/http';
import { joinPosReport, type PosPending } from '#codecs/scanners/hid-pos';
import { nothingTyped, typeReport } from '#codecs/scanners/hid-keyboard';
import { cutLines, endText, nothingSaid } from '#codecs/scanners/serial-text';
import { endGm65, nothingFromGm65, partGm65 } from '#codecs/scanners/gm65';
import type { RawScan } from '#codecs/scanners/raw-scan';
import type { Waybill } from '#domain/words';
import { interpretScan } from '#hardware/scan-meaning';
import { scanNoticeOf } from '#kiosk/kiosk-notices';
import type { ScanMeaning } from '#station/ports';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 0xff);

function read(text: string, aim: string | null = null): ScanMeaning {
  return interpretScan({ bytes: bytesOf(text), aim, flaw: null });
}

const waybill = (number: string, isKnownShape: boolean, badge: string | null): ScanMeaning => ({
  kind: 'waybill',
  waybill: number as Waybill,
  isKnownShape,
  badge,
});
const rejected = (reason: string): object => ({ kind: 'rejected', reason });

describe('a scan', () => {
  it.each([
    ['of a carrier', 'SF1234567890123', null, waybill('SF1234567890123', true, 'SF1234567890123')],
    ['in small letters', 'jt0006968326954\r', null, waybill('JT0006968326954', true, 'jt0006968326954')],
    [
      'with its symbology in front',
      ']C0SF1234567890123\r\n',
      null,
      waybill('SF1234567890123', true, 'SF1234567890123'),
    ],
    [
      'with the symbology twice',
      ']C0SF1234567890123',
      ']C0',
      waybill('SF1234567890123', true, 'SF1234567890123'),
    ],
    ['with spaces', ' 4625 9877 9470 531 ', ']C0', waybill('462598779470531', true, null)],
    ['of nobody we know', 'AB-12345678', ']C0', waybill('AB-12345678', false, 'AB-12345678')],
    ['by UPU S10', 'RB123456785GB', null, waybill('RB123456785GB', true, 'RB123456785GB')],
    ['of a shipping unit', '00106141411234567897', ']C1', waybill('106141411234567897', true, null)],
    [
      'of a shipping unit whose symbology is not told',
      '00106141411234567897',
      null,
      waybill('106141411234567897', true, null),
    ],
    [
      'of a unit among other fields',
      '0010614141123456789742010007\u001d403ROUTE1',
      ']C1',
      waybill('106141411234567897', true, null),
    ],
    [
      'of a unit with its separator by name',
      '42010007{GS}00106141411234567897',
      ']C1',
      waybill('106141411234567897', true, null),
    ],
    ['of a consignment', '401AB1234567890', ']Q3', waybill('AB1234567890', true, null)],
  ])('%s is a waybill', (_, text, aim, meaning) => {
    expect(read(text, aim)).toEqual(meaning);
  });

  it.each(['DEMO-COURIER-1', '04A2B3C4', 'a.b:c_d'])('of %s is a badge', (badge) => {
    expect(read(badge)).toEqual({ kind: 'badge', badge });
  });

  it('R9 of a message is the two numbers of the stay', () => {
    expect(read('LATCHKEY1-663240215123456', ']Q1')).toEqual({
      kind: 'pickup-code',
      code: '663240215',
      extension: '123456',
    });
  });

  it.each([
    ['Newland', '@SETUPE1'],
    ['Newland with a value', '#KBWCTY0;'],
    ['a common handheld', '%%SpecCode93'],
    ['another one', '^#SC^303FFF0'],
  ])('T11 of a setup code of %s is a configuration', (_, text) => {
    expect(read(text, ']C0')).toEqual({ kind: 'configuration' });
  });

  it('T11 of what the scanner says about itself is a configuration', () => {
    expect(read('Product Name: Voyager 1602g', ']X0').kind).toBe('configuration');
    expect(read('REVINF\u0006.', ']Z6').kind).toBe('configuration');
  });

  it.each([
    ['the check digit of S10', 'RB123456786US', null, 'check-digit-wrong'],
    ['the country of S10', 'RB123456785XX', null, 'check-digit-wrong'],
    ['the check digit of a shipping unit', '00106141411234567890', ']C1', 'check-digit-wrong'],
    ['the fields of GS1', '0012', ']C1', 'gs1-malformed'],
    ['a GS1 label without a waybill', '0112312312312333', ']C1', 'not-for-us'],
    ['an article of the trade', '4006381333931', ']E0', 'not-for-us'],
    ['a web address', 'https://example.org/p?c=663240215', ']Q1', 'web-address'],
    ['an address without its scheme', 'WWW.example.org/12345678', ']Q1', 'web-address'],
    ['an address of an application', 'weixin://dl/business/1234567890', ']Q1', 'web-address'],
    ['another length of our QR code', 'LATCHKEY1-66324021512345', ']Q1', 'pickup-code-malformed'],
    ['a wrong check digit of the code', 'LATCHKEY1-663240216123456', ']Q1', 'pickup-code-malformed'],
    ['too little', 'AB\r', null, 'too-short'],
    ['nothing', '', null, 'too-short'],
    ['too much', 'x'.repeat(513), null, 'too-long'],
    ['words', 'SELECT * FROM parcels', ']Q1', 'not-for-us'],
    ['text beyond ASCII', 'SF12345678\u00e9', ']Q1', 'unprintable'],
    ['a separator where none belongs', 'SF1234\u001d567890', ']C0', 'unprintable'],
  ])('with %s is refused', (_, text, aim, reason) => {
    expect(read(text, aim)).toEqual(rejected(reason));
  });

  it('T11 with any control character in it is refused, wherever it stands', () => {
    const controls = [...Array(32).keys(), 0x7f].filter((code) => ![0x09, 0x0a, 0x0d].includes(code));
    for (const code of controls) {
      const control = String.fromCharCode(code);
      for (const text of [`SF12${control}34567890123`, `${control}SF1234567890123`]) {
        expect([code, read(text, ']C0')]).toEqual([code, rejected('unprintable')]);
      }
    }
    for (const text of ['SF123\r4567890', 'SF123\n4567890', 'SF123\t4567890', '\tSF1234567890123']) {
      expect(read(text, ']C0')).toEqual(rejected('unprintable'));
    }
  });

  it('T11 of which the decoder says that it must not be believed is refused', () => {
    for (const flaw of ['key-chord', 'too-long'] as const) {
      expect(interpretScan({ bytes: bytesOf('SF1234567890123'), aim: null, flaw })).toEqual(rejected(flaw));
    }
  });
});

/** Everything that a decoder makes of a sequence of random reports. */
type Play = (reports: readonly Uint8Array[]) => readonly RawScan[];

const decoders: readonly (readonly [string, fc.Arbitrary<Uint8Array>, Play])[] = [
  ['HID POS', posReport(), playPos],
  ['keyboard', keyboardReport(), playKeyboard],
  ['serial text', fc.oneof(fc.uint8Array({ maxLength: 64 }), printedLine()), playText],
  ['GM65', fc.oneof(fc.uint8Array({ maxLength: 64 }), printedLine(), moduleAnswer()), playGm65],
];

describe('T11 whatever a scanner sends', () => {
  it.each(decoders)(
    'by %s, nothing is thrown and nothing but the allowed signs comes out',
    (_, report, play) => {
      let reportCount = 0;
      let usableCount = 0;
      fc.assert(
        fc.property(fc.array(report, { minLength: 30, maxLength: 40 }), (reports) => {
          reportCount += reports.length;
          usableCount += play(reports).filter(judge).length;
        }),
        { numRuns: 3_400 },
      );
      expect(reportCount).toBeGreaterThan(100_000);
      expect(usableCount).toBeGreaterThan(100);
    },
    60_000,
  );
});

/** Whatever is understood fits the contract of the screen to the sign; tells whether it was of use. */
function judge(scan: RawScan): boolean {
  const meaning = interpretScan(scan);
  const notice = scanNoticeOf('front', meaning);
  expect(notice).not.toBeNull();
  expect(scanNotice.safeParse(notice).success).toBe(true);
  const isUsable = meaning.kind !== 'rejected' && meaning.kind !== 'configuration';
  if (scan.flaw !== null) expect(meaning).toEqual({ kind: 'rejected', reason: scan.flaw });
  else if (isUsable) expect([...scan.bytes].filter(isForbidden)).toEqual([]);
  return isUsable;
}

/** Signs that no understood scan may hold; CR, LF and Tab end it and GS separates fields of GS1. */
function isForbidden(byte: number): boolean {
  return (byte < 0x20 && ![0x09, 0x0a, 0x0d, 0x1d].includes(byte)) || byte > 0x7e;
}

function posReport(): fc.Arbitrary<Uint8Array> {
  const printable = fc.integer({ min: 0x20, max: 0x7e });
  const any = fc.oneof({ weight: 4, arbitrary: printable }, fc.nat(255));
  return fc
    .record({
      text: fc.array(any, { minLength: 61, maxLength: 61 }),
      head: fc.constantFrom([0x02], [], [0x02, 0x00], [0x03]),
      length: fc.oneof({ weight: 5, arbitrary: fc.nat(24) }, fc.nat(255)),
      aim: fc.constantFrom(...['C0', 'C1', 'Q1', 'E0', 'X0', '!!'].map((one) => `]${one}`), '\0\0\0'),
      flag: fc.constantFrom(0, 0, 0, 1, 2),
    })
    .map(({ text, head, length, aim, flag }) =>
      Uint8Array.from([...head, length, ...bytesOf(aim), ...text.slice(0, 58), flag]),
    );
}

function keyboardReport(): fc.Arbitrary<Uint8Array> {
  const modifiers = fc.oneof({ weight: 30, arbitrary: fc.constant(0) }, fc.nat(255));
  const code = fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 0x04, max: 0x27 }) },
    { weight: 4, arbitrary: fc.constantFrom(0, 0x28, 0x2b, 0x30) },
    fc.nat(255),
  );
  return fc.tuple(modifiers, code, fc.nat(20)).map(([mods, key, length]) => {
    const report = new Uint8Array(length > 2 ? 8 : length);
    report.set([mods, 0, key].slice(0, report.length));
    return report;
  });
}

function printedLine(): fc.Arbitrary<Uint8Array> {
  return fc.stringMatching(/^[0-9A-Z.-]{1,20}\r$/).map(bytesOf);
}

function moduleAnswer(): fc.Arbitrary<Uint8Array> {
  return fc.constantFrom(
    Uint8Array.of(0x03, 0, 0, 1, 0, 0x33, 0x31),
    Uint8Array.of(0x02, 0, 0, 1, 0, 0x33, 0x31),
    Uint8Array.of(0x02, 0, 0, 255),
  );
}

function playPos(reports: readonly Uint8Array[]): readonly RawScan[] {
  let pending: PosPending = null;
  return reports.flatMap((report, index) => {
    const joined = joinPosReport(pending, report, index);
    pending = joined.pending;
    return joined.scans;
  });
}

/** Besides, it keeps watch over the keys: no scan is believed that held a chord. */
function playKeyboard(reports: readonly Uint8Array[]): readonly RawScan[] {
  let pending = nothingTyped;
  let isSpoilt = false;
  return reports.flatMap((report, index) => {
    const typed = typeReport(pending, report, 1_000 + index);
    pending = typed.pending;
    if (report.length === 8) isSpoilt ||= ((report[0] ?? 0) & 0xcc) !== 0 && !isRollOver(report);
    if (isSpoilt) expect(typed.scans.map(({ flaw }) => flaw).filter((flaw) => flaw === null)).toEqual([]);
    if (typed.scans.length > 0) isSpoilt = false;
    return typed.scans;
  });
}

function isRollOver(report: Uint8Array): boolean {
  return report.subarray(2).some((key) => key > 0 && key < 4);
}

function playText(pieces: readonly Uint8Array[]): readonly RawScan[] {
  let pending = nothingSaid;
  const scans = pieces.flatMap((piece) => {
    const cut = cutLines(pending, piece);
    pending = cut.pending;
    return cut.scans;
  });
  return [...scans, ...endText(pending)];
}

function playGm65(pieces: readonly Uint8Array[]): readonly RawScan[] {
  let pending = nothingFromGm65;
  const scans = pieces.flatMap((piece) => {
    const part = partGm65(pending, piece);
    pending = part.pending;
    return part.scans;
  });
  return [...scans, ...endGm65(pending)];
}
