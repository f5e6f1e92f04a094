import type { Waybill } from './words.ts';

/**
 * A waybill as it was typed or scanned, in its one normal form: trimmed, without inner spaces, upper case.
 * Null where it cannot be a waybill. Carriers' numbers overlap and most have no public check digit, so that
 * nothing but the shape is judged here: 8 to 34 letters, digits and hyphens, at least six of them digits.
 */
export function readWaybill(text: string): Waybill | null {
  const waybill = text.replace(/\s+/g, '').toUpperCase();
  const hasShape = /^[A-Z0-9][A-Z0-9-]{7,33}$/.test(waybill);
  const digitCount = waybill.replace(/[^0-9]/g, '').length;
  return hasShape && digitCount >= 6 ? (waybill as Waybill) : null;
}
