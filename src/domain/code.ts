import type { Chance } from './chance.ts';

/**
 * The number a recipient types: eight random digits and a check digit, shown 3-3-3 (rule R9).
 *
 * The check digit is H. M. Damm's (2004): it finds every single mistyped digit and every swap of neighbours,
 * so that such a slip can neither open another door nor cost a guess. It carries no secret.
 */

/** A totally anti-symmetric quasigroup of order ten; row: interim digit, column: next digit. */
const quasigroup = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const;

const randomDigitCount = 8;
const codeLength = randomDigitCount + 1;
const extensionLength = 6;

/** The interim digit after `digits`; for digits with a right check digit at the end it is 0. */
function foldDigits(digits: string): number {
  let interim = 0;
  for (const digit of digits) interim = quasigroup[interim]?.[Number(digit)] ?? Number.NaN;
  return interim;
}

/** The check digit that makes `digits` well-formed when it is appended; `digits` are decimal digits only. */
export function checkDigit(digits: string): string {
  return String(foldDigits(digits));
}

/** Nine digits: eight random ones and the check digit. */
export function drawCode(chance: Chance): string {
  const digits = chance.digits(randomDigitCount);
  return digits + checkDigit(digits);
}

/** Six random digits, asked for only in step-up. */
export function drawExtension(chance: Chance): string {
  return chance.digits(extensionLength);
}

/** What a person typed, without spaces and hyphens, if it has a code's nine digits; otherwise null. */
export function readCode(text: string): string | null {
  return readDigits(text, codeLength);
}

/** Likewise for the six digits of an extension. */
export function readExtension(text: string): string | null {
  return readDigits(text, extensionLength);
}

function readDigits(text: string, length: number): string | null {
  const digits = text.replace(/[\s-]/g, '');
  return digits.length === length && /^[0-9]+$/.test(digits) ? digits : null;
}

/** Whether nine digits carry their right check digit. */
export function isWellFormed(digits: string): boolean {
  return digits.length === codeLength && foldDigits(digits) === 0;
}

/** Twelve random digits and the check digit: long enough that nobody has to be asked for more. */
const dropOffCodeLength = 13;

/** What a sender typed, without spaces and hyphens, if it has a drop-off code's digits; otherwise null. */
export function readDropOffCode(text: string): string | null {
  return readDigits(text, dropOffCodeLength);
}

/** Whether the digits of a drop-off code carry their right check digit. */
export function isDropOffCode(digits: string): boolean {
  return digits.length === dropOffCodeLength && foldDigits(digits) === 0;
}

/** The way a code is shown and read out: `123 456 789`. */
export function showCode(code: string): string {
  return code.replace(/(\d{3})(?=\d)/g, '$1 ');
}
