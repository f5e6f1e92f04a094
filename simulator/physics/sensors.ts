import type { Mechanism } from './mechanism.ts';

/** What is wrong with the hook switch of a latch. */
export type HookWear = 'sound' | 'stuck-open' | 'stuck-closed' | 'inverted';
/** What is wrong with the infrared sensor behind a door. */
export type InfraredWear = 'sound' | 'stuck-occupied' | 'stuck-empty' | 'inverted';

/** Whether the hook switch says "closed". It feels the latch, never the door or the parcel. */
export function hookReadsClosed(mechanism: Mechanism, wear: HookWear): boolean {
  const isEngaged = mechanism.latch === 'engaged';
  const readings = { sound: isEngaged, 'stuck-open': false, 'stuck-closed': true, inverted: !isEngaged };
  return readings[wear];
}

/** Whether the infrared sensor says "something is inside". */
export function infraredReadsOccupied(mechanism: Mechanism, wear: InfraredWear): boolean {
  const isInside = mechanism.parcel === 'inside';
  const readings = { sound: isInside, 'stuck-occupied': true, 'stuck-empty': false, inverted: !isInside };
  return readings[wear];
}
