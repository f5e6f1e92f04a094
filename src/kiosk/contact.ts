/** How many digits of a contact must never be shown (R-CN-14 of the notes on law: at least six). */
const hiddenDigitsMin = 6;
const headMax = 3;
const tailMax = 2;

const digitCountMin = 3;
const lengthMax = 20;

/** A phone number as it was typed, without its spaces; null if it cannot be one. */
export function readContact(typed: string): string | null {
  const contact = typed.replace(/ /g, '');
  const isPhone = /^\+?[0-9]+$/.test(contact) && contact.length <= lengthMax;
  return isPhone && contact.replace('+', '').length >= digitCountMin ? contact : null;
}

/**
 * What may be shown of a contact: at most its first three and last two digits, and always at least six digits
 * hidden, so that a short number shows less or nothing. `contact` comes from `readContact`.
 */
export function maskContact(contact: string): string {
  const plus = contact.startsWith('+') ? '+' : '';
  const digits = contact.slice(plus.length);
  const shown = Math.max(0, digits.length - hiddenDigitsMin);
  const tail = Math.min(tailMax, shown);
  const head = Math.min(headMax, shown - tail);
  const hidden = '*'.repeat(digits.length - head - tail);
  return plus + digits.slice(0, head) + hidden + digits.slice(digits.length - tail);
}
