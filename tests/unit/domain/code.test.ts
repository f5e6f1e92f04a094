import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkDigit,
  drawCode,
  drawExtension,
  isDropOffCode,
  isWellFormed,
  readCode,
  readDropOffCode,
  readExtension,
  showCode,
} from '#domain/code';

const eightDigits = fc.stringMatching(/^[0-9]{8}$/);

describe('pickup codes', () => {
  it('carry the check digit of the published example 572 -> 4', () => {
    expect(checkDigit('572')).toBe('4');
  });

  it('R9 are eight random digits and a check digit, shown 3-3-3', () => {
    const code = drawCode({ id: () => '', digits: (count) => '12345678'.slice(0, count) });
    expect(code).toMatch(/^12345678[0-9]$/);
    expect(isWellFormed(code)).toBe(true);
    expect(showCode(code)).toBe(`123 456 78${code.slice(-1)}`);
  });

  it('are never well-formed after one mistyped digit', () => {
    fc.assert(
      fc.property(eightDigits, fc.nat(8), fc.integer({ min: 1, max: 9 }), (digits, place, shift) => {
        const code = digits + checkDigit(digits);
        const wrong = String((Number(code[place]) + shift) % 10);
        expect(isWellFormed(code.slice(0, place) + wrong + code.slice(place + 1))).toBe(false);
      }),
    );
  });

  it('are never well-formed after a swap of different neighbours', () => {
    fc.assert(
      fc.property(eightDigits, fc.nat(7), (digits, place) => {
        const code = digits + checkDigit(digits);
        fc.pre(code[place] !== code[place + 1]);
        const swapped = `${code.slice(0, place)}${code[place + 1] ?? ''}${code[place] ?? ''}${code.slice(place + 2)}`;
        expect(isWellFormed(swapped)).toBe(false);
      }),
    );
  });

  it('are read with the spaces and hyphens that people type, and with nothing else', () => {
    expect(readCode('123 456-789')).toBe('123456789');
    expect(readCode('12345678')).toBeNull();
    expect(readCode('12345678a')).toBeNull();
    expect(readCode('１２３４５６７８９')).toBeNull();
    expect(readExtension('12 34 56')).toBe('123456');
    expect(readExtension('1234567')).toBeNull();
  });

  it('never count as well-formed when a character is not a digit', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 9, maxLength: 9 }), (text) => {
        fc.pre(!/^[0-9]{9}$/.test(text));
        expect(isWellFormed(text)).toBe(false);
      }),
    );
  });
});

describe('what is typed', () => {
  it('counts without spaces and hyphens, and only with all its digits', () => {
    expect(readCode('123 456-789')).toBe('123456789');
    expect(readCode('123 456 78')).toBeNull();
    expect(readCode('123 456 7890')).toBeNull();
    expect(readCode('12345678x')).toBeNull();
    expect(readCode('x12345678')).toBeNull();
    expect(readExtension('123-456')).toBe('123456');
    expect(readExtension('1234567')).toBeNull();
  });

  it('R9 is asked for six random digits more in step-up', () => {
    expect(drawExtension({ id: () => '', digits: (count) => '987654321'.slice(0, count) })).toBe('987654');
  });

  it('is a drop-off code with twelve digits and the check digit of all of them', () => {
    const right = `123456789012${checkDigit('123456789012')}`;
    expect(readDropOffCode(`${right.slice(0, 4)} ${right.slice(4, 8)}-${right.slice(8)}`)).toBe(right);
    expect(readDropOffCode(right.slice(1))).toBeNull();
    expect(isDropOffCode(right)).toBe(true);
    expect(isDropOffCode(right.replace(/^1/, '2'))).toBe(false);
    const short = `12345678901${checkDigit('12345678901')}`;
    expect(isDropOffCode(short)).toBe(false);
    expect(isWellFormed(right)).toBe(false);
    expect(isWellFormed(short)).toBe(false);
  });
});
