import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  badgeRule,
  codeRule,
  contactRule,
  extensionRule,
  fitEntry,
  groupSlots,
  reduceEntry,
  waybillRule,
} from '../../../src/web/kiosk/code-entry.ts';
import type { EntryKey } from '../../../src/web/kiosk/code-entry.ts';

const sign = (written: string): EntryKey => ({ key: 'sign', sign: written });

function press(keys: string): string {
  return Array.from(keys).reduce((typed, key) => reduceEntry(typed, sign(key), codeRule), '');
}

describe('the entry of a code', () => {
  it('takes digits in the order in which they are pressed', () => {
    expect(press('123456789')).toBe('123456789');
  });

  it('takes nothing but digits, and never more than the rule allows', () => {
    expect(press('12a-3 4.')).toBe('1234');
    expect(press('1234567890')).toBe('123456789');
  });

  it('forgets the last digit by backspace, and all by clear', () => {
    expect(reduceEntry('123', { key: 'backspace' }, codeRule)).toBe('12');
    expect(reduceEntry('', { key: 'backspace' }, codeRule)).toBe('');
    expect(reduceEntry('123', { key: 'clear' }, codeRule)).toBe('');
  });

  it('never holds anything else, whatever is pressed', () => {
    const key = fc.oneof(
      fc.string({ minLength: 1, maxLength: 3, unit: 'binary' }).map(sign),
      fc.constantFrom<EntryKey>({ key: 'backspace' }, { key: 'clear' }),
    );
    fc.assert(
      fc.property(fc.array(key), (keys) => {
        const typed = keys.reduce((text, pressed) => reduceEntry(text, pressed, extensionRule), '');
        expect(typed).toMatch(/^[0-9]{0,6}$/);
      }),
    );
  });
});

describe('R9 the slots of a code', () => {
  it('stand 3-3-3, empty ones included', () => {
    expect(groupSlots('1234', 9)).toEqual([
      ['1', '2', '3'],
      ['4', null, null],
      [null, null, null],
    ]);
  });

  it('stand 3-3 for the extension', () => {
    expect(groupSlots('246802', 6)).toEqual([
      ['2', '4', '6'],
      ['8', '0', '2'],
    ]);
  });
});

describe('a text that arrives at once', () => {
  it('keeps what a waybill can hold', () => {
    expect(fitEntry(' SF 1234-5678\r\n', waybillRule)).toBe('SF1234-5678');
  });

  it('keeps what a badge can hold', () => {
    expect(fitEntry('C:10.01_x', badgeRule)).toBe('C:10.01_x');
    expect(fitEntry('C 1001/*', badgeRule)).toBe('C1001');
  });

  it('keeps what a telephone number can hold', () => {
    expect(fitEntry('+86 138-0013-8000', contactRule)).toBe('+8613800138000');
    expect(fitEntry('12345678901234567890', contactRule)).toHaveLength(16);
  });
});
