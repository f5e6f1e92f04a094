/** Addresses that are counted one by one in a window; all further ones share a count. */
const addressCountMax = 1_000;
const windowMs = 60_000;
const everybodyElse = '';

/**
 * Bounds what one address may ask in a minute, so that a broken page or a flood leaves time for the doors.
 * Written here because it stands before every code (decision 5): the usual plugin waits for promises, which
 * costs as much as it costs to read the body.
 */
export class RequestLimit {
  readonly #requestsPerMinuteMax: number;
  readonly #counts = new Map<string, number>();
  #endsAtMs = Number.NEGATIVE_INFINITY;

  constructor(requestsPerMinuteMax: number) {
    this.#requestsPerMinuteMax = requestsPerMinuteMax;
  }

  /** Counts a request; the answer is how long its sender must wait in milliseconds, 0 if not at all. */
  count(address: string, nowMs: number): number {
    if (nowMs >= this.#endsAtMs) {
      this.#counts.clear();
      this.#endsAtMs = nowMs + windowMs;
    }
    const isCounted = this.#counts.has(address) || this.#counts.size < addressCountMax;
    const key = isCounted ? address : everybodyElse;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count > this.#requestsPerMinuteMax ? this.#endsAtMs - nowMs : 0;
  }
}
