/**
 * The QR code that may stand in the message to a recipient: `LATCHKEY1-`, the nine digits of the code and the
 * six of the extension (rule R9), 25 signs of the alphanumeric QR set. It carries what the message says in
 * words and nothing else: no name, no phone number, no address of a web page. A scan of it counts like
 * typing, with the same budget for guesses. Another length or another prefix is not a pickup code; the `1`
 * grows with the format.
 */
import { accepted, refused } from '../decoded.ts';
import type { Decoded } from '../lock-board-codec.ts';

export type PickupNumbers = { readonly code: string; readonly extension: string };

export const pickupQrPrefix = 'LATCHKEY1-';
const format = /^LATCHKEY1-(\d{9})(\d{6})$/;

export function parsePickupQr(text: string): Decoded<PickupNumbers> {
  const [, code, extension] = format.exec(text) ?? [];
  if (code === undefined || extension === undefined) return refused('not a pickup code of this station kind');
  return accepted({ code, extension });
}

export function writePickupQr({ code, extension }: PickupNumbers): string {
  return `${pickupQrPrefix}${code}${extension}`;
}
