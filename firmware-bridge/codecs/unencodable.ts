/**
 * A defect of the caller: what was asked for has no frame in this protocol, and no other frame is sent
 * instead.
 */
export class Unencodable extends Error {
  override readonly name = 'Unencodable';
}

/** Returns `value` if it is a whole number from `min` to `max`; throws `Unencodable` otherwise. */
export function within(what: string, value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new Unencodable(`${what} ${String(value)} is not between ${String(min)} and ${String(max)}`);
}
