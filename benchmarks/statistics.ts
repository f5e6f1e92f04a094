import assert from 'node:assert/strict';

/** The value below which this share of the values lies; `share` from 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const ordered = values.toSorted((one, other) => one - other);
  const value = ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * share))];
  assert(value !== undefined, 'a quantile of nothing');
  return value;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
