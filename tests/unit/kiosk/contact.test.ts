import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskContact, readContact } from '#kiosk/contact';

describe('reading a contact', () => {
  test.each([
    ['13812345678', '13812345678'],
    ['138 1234 5678', '13812345678'],
    ['+86 138 1234 5678', '+8613812345678'],
    ['110', '110'],
    ['12345678901234567890', '12345678901234567890'],
  ])('"%s" is %s', (typed, contact) => {
    expect(readContact(typed)).toBe(contact);
  });

  test.each(['', '12', '+12', '123456789012345678901', '138-1234', 'anna', '12+345', '++123', '138\n1234'])(
    '"%s" is no contact',
    (typed) => {
      expect(readContact(typed)).toBeNull();
    },
  );
});

describe('masking a contact', () => {
  test.each([
    ['13812345678', '138******78'],
    ['+8613812345678', '+861********78'],
    ['1234567890', '12******90'],
    ['12345678', '******78'],
    ['1234567', '******7'],
    ['123456', '******'],
    ['110', '***'],
  ])('%s is shown as %s', (contact, masked) => {
    expect(maskContact(contact)).toBe(masked);
  });

  test('never shows more than five digits and always hides six, or all there are', () => {
    const phone = fc.stringMatching(/^\+?[0-9]{3,19}$/);
    fc.assert(
      fc.property(phone, (contact) => {
        const masked = maskContact(contact);
        const digitCount = contact.replace('+', '').length;
        const hidden = masked.replaceAll(/[^*]/g, '').length;
        expect(masked).toHaveLength(contact.length);
        expect(hidden).toBeGreaterThanOrEqual(Math.min(6, digitCount));
        expect(digitCount - hidden).toBeLessThanOrEqual(5);
      }),
    );
  });
});
