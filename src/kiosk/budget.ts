/**
 * What a group of routes may cost in the long run, whoever asks: `burstMax` at once, then one in `everyMs`.
 * A person never meets it; a script that presses a button ten times a second does.
 */
export class Budget {
  readonly #burstMax: number;
  readonly #everyMs: number;
  #spent = 0;
  #countedAtMs = 0;

  constructor(burstMax: number, everyMs: number) {
    this.#burstMax = burstMax;
    this.#everyMs = everyMs;
  }

  /** Spends one and answers 0, or answers how many milliseconds are left until one is free. */
  spend(nowMs: number): number {
    this.#spent = Math.max(0, this.#spent - (nowMs - this.#countedAtMs) / this.#everyMs);
    this.#countedAtMs = nowMs;
    if (this.#spent > this.#burstMax - 1) {
      return Math.ceil((this.#spent - this.#burstMax + 1) * this.#everyMs);
    }
    this.#spent += 1;
    return 0;
  }
}
