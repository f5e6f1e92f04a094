/**
 * Scales that send a line of text again and again, with a header that tells whether the weight has settled:
 * A&D EK-L series, manual section 9-2 ("ST,+001234.5  g"), and Tiger TI-02-P, manual section 7.1
 * ("ST,GS,   1.234,kg"), whose like most counter scales send. CR LF ends a line.
 */

/** What a scale says: a weight in whole grams, less than nothing with a tare, or that it carries too much. */
export type WeightSaid =
  | { readonly kind: 'weight'; readonly grams: number; readonly isSteady: boolean }
  | { readonly kind: 'overloaded' };

const lineShape = /^(ST|US|OL),(?:(?:GS|NT),)?\s*([+-]?)\s*(\d+(?:\.\d+)?),?\s*(g|kg|lb)$/;
const gramsPer: Readonly<Record<string, number>> = { g: 1, kg: 1_000, lb: 453.592_37 };

/** Null for a line that says nothing about a weight, for example a count of pieces. */
export function decodeWeight(line: Uint8Array): WeightSaid | null {
  const text = String.fromCharCode(...line).trim();
  const [, header, sign, digits, unit = ''] = lineShape.exec(text) ?? [];
  if (header === undefined) return null;
  if (header === 'OL') return { kind: 'overloaded' };
  const grams = Math.round(Number(digits) * (gramsPer[unit] ?? Number.NaN));
  return { kind: 'weight', grams: sign === '-' ? -grams : grams, isSteady: header === 'ST' };
}

/** The line of an A&D scale in grams: header, polarity, eight places with the point, unit in three places. */
export function encodeWeight(said: WeightSaid): Uint8Array {
  const header = said.kind === 'overloaded' ? 'OL' : said.isSteady ? 'ST' : 'US';
  const grams = said.kind === 'overloaded' ? 999_999.9 : said.grams;
  const polarity = grams < 0 ? '-' : '+';
  const text = `${header},${polarity}${Math.abs(grams).toFixed(1).padStart(8, '0')}  g\r\n`;
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
