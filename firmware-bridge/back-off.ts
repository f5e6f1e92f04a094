const firstMs = 1_000;
const longestMs = 30_000;

/** Waiting times of a line in trouble: 1, 2, 4, 8, 16, then always 30 seconds. */
export function backOffMs(attempt: number): number {
  return Math.min(firstMs * 2 ** attempt, longestMs);
}
