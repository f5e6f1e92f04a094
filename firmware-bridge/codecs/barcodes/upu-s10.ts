/**
 * UPU standard S10: two letters for the service, eight digits, a check digit, the country. The weights 8 6 4
 * 2 3 5 9 7 and the rule of the check digit as jkeen/tracking_number_data has them.
 */
import { accepted, refused } from '../decoded.ts';
import type { Decoded } from '../lock-board-codec.ts';
import { countries } from './countries.ts';

export type S10 = {
  /** `EA` to `EZ` express, `CA` to `CZ` parcels, `RA` to `RZ` registered, and so on. */
  readonly service: string;
  readonly serial: string;
  readonly country: string;
};

const weights = [8, 6, 4, 2, 3, 5, 9, 7] as const;

/** 11 minus the weighted sum modulo 11, where 10 becomes 0 and 11 becomes 5. `serial` has eight digits. */
export function s10CheckDigit(serial: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(serial[index]), 0);
  const check = 11 - (sum % 11);
  if (check === 10) return '0';
  return check === 11 ? '5' : String(check);
}

/** Whether a text has the shape of an S10 number, right or wrong. */
export function hasS10Shape(text: string): boolean {
  return /^[A-Z]{2}\d{9}[A-Z]{2}$/.test(text);
}

export function parseS10(text: string): Decoded<S10> {
  if (!hasS10Shape(text)) return refused('not two letters, nine digits and two letters');
  const serial = text.slice(2, 10);
  const country = text.slice(11);
  if (s10CheckDigit(serial) !== text[10]) return refused('the check digit is wrong');
  if (!countries.has(country)) return refused(`there is no country ${country}`);
  return accepted({ service: text.slice(0, 2), serial, country });
}

export function writeS10({ service, serial, country }: S10): string {
  return service + serial + s10CheckDigit(serial) + country;
}
