/**
 * GS1 element strings (GS1 General Specifications, chapters 3 and 7.8; lengths as the GS1 syntax dictionary
 * has them). Elements of a predefined length follow one another without a mark, all others end at GS (1D) or
 * at the end. The first FNC1 is not transmitted; the symbology tells that it was there.
 */
import { accepted, refused } from '../decoded.ts';
import type { Decoded } from '../lock-board-codec.ts';

export const gs = '\u001D';

/** One field: its application identifier and what it says. */
export type Element = { readonly ai: string; readonly value: string };

/** Digits after the identifier, by the first two digits of it; these never end with GS. */
const predefined: readonly (readonly [RegExp, number])[] = [
  [/^00/, 18],
  [/^0[1-3]/, 14],
  [/^04/, 16],
  [/^20/, 2],
  [/^41/, 13],
  [/^(1[1-9]|3[1-6])/, 6],
];

/** How many digits an identifier has, by its first two. */
const aiLengths: readonly (readonly [RegExp, number])[] = [
  [/^(0[0-4]|1[0-9]|2[0-2]|30|37|9[0-9])/, 2],
  [/^(23|24|25|40|41|42|71)/, 3],
  [/^(31|32|33|34|35|36|39|43|70|72|80|81|82)/, 4],
];

/** No element is longer: 91 to 99, company internal information. */
const valueLengthMax = 90;

/** Splits a text, without the symbology identifier, into its elements; refuses what is not cut clean. */
export function parseElements(text: string): Decoded<readonly Element[]> {
  const elements: Element[] = [];
  // Some scanners do transmit the first FNC1.
  let rest = text.startsWith(gs) ? text.slice(1) : text;
  while (rest !== '') {
    const taken = takeElement(rest);
    if (!taken.ok) return taken;
    elements.push(taken.value.element);
    rest = taken.value.rest;
  }
  return elements.length === 0 ? refused('there is no element') : accepted(elements);
}

function predefinedLength(ai: string): number | undefined {
  return predefined.find(([pattern]) => pattern.test(ai))?.[1];
}

function takeElement(text: string): Decoded<{ readonly element: Element; readonly rest: string }> {
  const aiLength = aiLengths.find(([pattern]) => pattern.test(text))?.[1];
  if (aiLength === undefined || !/^\d+$/.test(text.slice(0, aiLength)) || text.length <= aiLength) {
    return refused(`no application identifier at "${text.slice(0, 4)}"`);
  }
  const ai = text.slice(0, aiLength);
  const fixedLength = predefinedLength(ai);
  const end = fixedLength === undefined ? endOfVariable(text) : aiLength + fixedLength;
  const value = text.slice(aiLength, end);
  if (!isValue(value, fixedLength)) return refused(`(${ai}) does not have the right length or signs`);
  // A GS after a predefined length is superfluous and allowed.
  const rest = text[end] === gs ? text.slice(end + 1) : text.slice(end);
  return accepted({ element: { ai, value }, rest });
}

function endOfVariable(text: string): number {
  const end = text.indexOf(gs);
  return end === -1 ? text.length : end;
}

function isValue(value: string, fixedLength: number | undefined): boolean {
  if (fixedLength !== undefined) return value.length === fixedLength && /^\d+$/.test(value);
  return value.length > 0 && value.length <= valueLengthMax && /^[!-~]+$/.test(value);
}

/** The text of these elements, with GS only where a variable one is not the last. */
export function writeElements(elements: readonly Element[]): string {
  return elements
    .map(({ ai, value }, index) => {
      const isOpenEnded = predefinedLength(ai) === undefined && index < elements.length - 1;
      return ai + value + (isOpenEnded ? gs : '');
    })
    .join('');
}

/** Check digit of GS1 keys: weights 3 and 1 in turn from the right, then what is missing to the next ten. */
export function checkDigitMod10(digits: string): string {
  let sum = 0;
  for (const [index, digit] of Array.from(digits).toReversed().entries()) {
    sum += Number(digit) * (index % 2 === 0 ? 3 : 1);
  }
  return String((10 - (sum % 10)) % 10);
}

/** A serial shipping container code: 18 digits with a right check digit, without the identifier 00. */
export function isSscc(digits: string): boolean {
  return /^\d{18}$/.test(digits) && checkDigitMod10(digits.slice(0, -1)) === digits.at(-1);
}
