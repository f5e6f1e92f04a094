/**
 * Numbers whose middle is asked for at the end, in memory that does not grow with how many there are: whole
 * numbers from 0 to `valueMax`; what is larger counts as the largest.
 */
export class Tally {
  readonly #counts: Uint32Array;
  #count = 0;

  constructor(valueMax: number) {
    this.#counts = new Uint32Array(valueMax + 1);
  }

  add(value: number): void {
    const place = Math.min(this.#counts.length - 1, Math.max(0, Math.floor(value)));
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    this.#count += 1;
  }

  /** The lower one of the two in the middle; null where there are none. */
  median(): number | null {
    const half = Math.ceil(this.#count / 2);
    let passed = 0;
    for (const [value, count] of this.#counts.entries()) {
      passed += count;
      if (passed >= half && half > 0) return value;
    }
    return null;
  }
}

/** How often each word came; there are only as many as the contract has. */
export class Counts {
  readonly #counts = new Map<string, number>();

  add(word: string): void {
    this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
  }

  of(word: string): number {
    return this.#counts.get(word) ?? 0;
  }

  all(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }
}
