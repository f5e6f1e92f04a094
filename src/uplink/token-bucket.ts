/** At most this many at once, so that a refilled bucket does not become a burst of a second's worth. */
const burstMax = 200;
/** Shorter waits would wake the process for single events. */
const shortestWaitMs = 5;

/** Spends at most `perSecondMax` in the long run. */
export class TokenBucket {
  readonly #perSecondMax: number;
  readonly #capacity: number;
  #tokens: number;
  #filledAtMs: number;

  constructor(nowMs: number, perSecondMax: number) {
    this.#perSecondMax = perSecondMax;
    this.#capacity = Math.max(1, Math.min(perSecondMax, burstMax));
    this.#tokens = this.#capacity;
    this.#filledAtMs = nowMs;
  }

  /** Whether one may be spent now; if so, it is. */
  take(nowMs: number): boolean {
    const earned = ((nowMs - this.#filledAtMs) * this.#perSecondMax) / 1_000;
    this.#tokens = Math.min(this.#capacity, this.#tokens + earned);
    this.#filledAtMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Milliseconds until the next one. */
  waitMs(): number {
    return Math.max(shortestWaitMs, Math.ceil(((1 - this.#tokens) * 1_000) / this.#perSecondMax));
  }
}
