import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aimOf, splitAim, symbologies, symbologyOf } from '#codecs/barcodes/aim';
import { carrierShapes, carriersOf } from '#codecs/barcodes/chinese-waybills';
import { countries } from '#codecs/barcodes/countries';
import { checkDigitMod10, gs, isSscc, parseElements, writeElements } from '#codecs/barcodes/gs1';
import { parsePickupQr, writePickupQr } from '#codecs/barcodes/pickup-qr';
import { parseS10, s10CheckDigit, writeS10 } from '#codecs/barcodes/upu-s10';

const digits = (count: number): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^\\d{${String(count)}}$`));

describe('AIM identifiers', () => {
  it.each([
    [']C0', 'code-128'],
    [']C1', 'gs1-128'],
    [']Q0', 'qr'],
    [']Q1', 'qr'],
    [']Q2', 'qr'],
    [']Q3', 'gs1-qr'],
    [']Q4', 'gs1-qr'],
    [']d0', 'data-matrix'],
    [']d1', 'data-matrix'],
    [']d2', 'gs1-data-matrix'],
    [']E0', 'ean'],
    [']E4', 'ean'],
    [']e0', 'gs1-databar'],
    [']I1', 'interleaved-2-of-5'],
    [']A0', 'code-39'],
    [']L0', 'pdf417'],
    [']z0', 'aztec'],
    [']h1', 'han-xin'],
    [']X0', 'no-barcode'],
    [']Z6', 'no-barcode'],
    [']W0', 'unknown'],
    [null, 'unknown'],
  ])('%s names %s', (aim, symbology) => {
    expect(symbologyOf(aim)).toBe(symbology);
  });

  it('every symbology has one that leads back to it', () => {
    for (const symbology of symbologies) expect(symbologyOf(aimOf(symbology))).toBe(symbology);
  });

  it('are taken off the front of a text, and nothing else is', () => {
    expect(splitAim(']C1001')).toEqual({ aim: ']C1', rest: '001' });
    for (const text of ['SF1', '', ']', ']C', 'x]C1', ']?1a']) {
      expect(splitAim(text)).toEqual({ aim: null, rest: text });
    }
  });
});

describe('GS1 element strings', () => {
  it('are read as they are written', () => {
    const element = fc.oneof(
      digits(18).map((value) => ({ ai: '00', value })),
      digits(14).map((value) => ({ ai: '01', value })),
      digits(6).map((value) => ({ ai: '3102', value })),
      digits(13).map((value) => ({ ai: '410', value })),
      fc.stringMatching(/^[!-~]{1,30}$/).map((value) => ({ ai: '401', value })),
      fc.stringMatching(/^[!-~]{1,20}$/).map((value) => ({ ai: '10', value })),
    );
    fc.assert(
      fc.property(fc.array(element, { minLength: 1, maxLength: 8 }), (elements) => {
        expect(parseElements(writeElements(elements))).toEqual({ ok: true, value: elements });
      }),
    );
  });

  it('may begin with the mark that scanners usually keep, and may mark where no mark is needed', () => {
    const value = [
      { ai: '20', value: '01' },
      { ai: '10', value: 'A' },
    ];
    expect(parseElements(`${gs}2001${gs}10A`)).toEqual({ ok: true, value });
  });

  it.each([
    ['nothing', ''],
    ['an identifier that does not exist', '05123'],
    ['an identifier alone', '10'],
    ['a fixed length that is cut short', '0012345'],
    ['letters where digits belong', '00ABCDEFGHIJKLMNOPQR'],
    ['an empty field', `10${gs}99A`],
    ['a field that is too long', `99${'x'.repeat(91)}`],
    ['a control character', '10A\u0007B'],
    ['letters in the identifier', '4X0ABC'],
  ])('with %s are refused', (_, text) => {
    expect(parseElements(text).ok).toBe(false);
  });

  it('the check digit finds every single wrong digit', () => {
    fc.assert(
      fc.property(digits(17), fc.nat(17), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const sscc = body + checkDigitMod10(body);
        const wrong = String((Number(sscc[at]) + by) % 10);
        expect(isSscc(sscc)).toBe(true);
        expect(isSscc(sscc.slice(0, at) + wrong + sscc.slice(at + 1))).toBe(false);
      }),
    );
  });
});

describe('UPU S10', () => {
  it('is read as it is written', () => {
    const country = fc.constantFrom(...countries);
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{2}$/), digits(8), country, (service, serial, land) => {
        const s10 = { service, serial, country: land };
        expect(parseS10(writeS10(s10))).toEqual({ ok: true, value: s10 });
      }),
    );
  });

  it('finds every single wrong digit but those that the rule cannot tell apart', () => {
    fc.assert(
      fc.property(digits(8), fc.nat(7), fc.integer({ min: 1, max: 9 }), (serial, at, by) => {
        const other = serial.slice(0, at) + String((Number(serial[at]) + by) % 10) + serial.slice(at + 1);
        // Two sums share a check digit of 0 or 5: 11 minus 1 and 11 minus 11, 11 minus 0 and 11 minus 6.
        const check = s10CheckDigit(serial);
        if (!['0', '5'].includes(check)) expect(s10CheckDigit(other)).not.toBe(check);
      }),
    );
  });

  it('knows the countries of the world', () => {
    expect(countries.size).toBe(249);
    expect(['CN', 'GB', 'US', 'XX', 'cn'].map((country) => countries.has(country))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('Chinese waybills', () => {
  it.each(carrierShapes.filter(({ example }) => example !== null))(
    '$example has the shape of $carrier',
    ({ carrier, example }) => {
      expect(carriersOf(example ?? '')).toContain(carrier);
    },
  );

  it.each(['LBX123456789012345-A-1', 'SF123456789012', 'JDX123456789012', 'YT1234567890123'])(
    '%s has a shape',
    (waybill) => {
      expect(carriersOf(waybill)).not.toEqual([]);
    },
  );

  it.each(['', 'SF', 'SF12345678901234', 'ABC-1234567', '12345678', 'LBX1-A-1'])('%j has none', (text) => {
    expect(carriersOf(text)).toEqual([]);
  });
});

describe('the QR code of a message', () => {
  const numbers = { code: '663240215', extension: '123456' };

  it('holds the two numbers and fits the alphanumeric set of QR', () => {
    const text = writePickupQr(numbers);
    expect(text).toBe('LATCHKEY1-663240215123456');
    expect(text).toMatch(/^[0-9A-Z $%*+\-./:]{25}$/);
    expect(parsePickupQr(text)).toEqual({ ok: true, value: numbers });
  });

  it.each([
    '663240215123456',
    'LATCHKEY1-66324021512345',
    'LATCHKEY1-6632402151234567',
    'LATCHKEY2-663240215123456',
    'latchkey1-663240215123456',
    ' LATCHKEY1-663240215123456',
    'LATCHKEY1-663240215123456\n',
    'https://x/LATCHKEY1-663240215123456',
  ])('%j is none', (text) => {
    expect(parsePickupQr(text).ok).toBe(false);
  });
});
