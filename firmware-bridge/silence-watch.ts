/**
 * Timeouts in a row after which a board counts as silent for the question whether the line itself is dead.
 */
const timeoutsMax = 3;

/** Tells a dead line from a dead board: the line is doubted only when every board of it is silent. */
export class SilenceWatch {
  readonly #timeouts: Map<number, number>;

  constructor(boards: readonly number[]) {
    this.#timeouts = new Map(boards.map((board) => [board, 0]));
  }

  answered(board: number): void {
    this.#timeouts.set(board, 0);
  }

  timedOut(board: number): void {
    this.#timeouts.set(board, (this.#timeouts.get(board) ?? 0) + 1);
  }

  isEverybodySilent(): boolean {
    return [...this.#timeouts.values()].every((count) => count >= timeoutsMax);
  }

  forget(): void {
    for (const board of this.#timeouts.keys()) this.#timeouts.set(board, 0);
  }
}
