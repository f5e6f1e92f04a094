import type { Dice } from '../../dice.ts';

/** What is wrong between the cabinet and the controller, beyond the metal itself. */
export class BoardConditions {
  readonly #silent = new Set<string>();
  readonly #bouncing = new Set<string>();
  readonly #listeners = new Set<() => void>();
  /** Added to every reading on its way, in milliseconds. */
  lateMs = 0;
  /** Some readings are on their way for longer than usual. */
  isLate = false;

  isSilent(board: string): boolean {
    return this.#silent.has(board);
  }

  setSilent(board: string, isSilent: boolean): void {
    if (isSilent) this.#silent.add(board);
    else this.#silent.delete(board);
    for (const listener of this.#listeners) listener();
  }

  /** The hook of this compartment rattles whenever its door moves. */
  setBouncing(compartment: string, isBouncing: boolean): void {
    if (isBouncing) this.#bouncing.add(compartment);
    else this.#bouncing.delete(compartment);
  }

  isBouncing(compartment: string): boolean {
    return this.#bouncing.has(compartment);
  }

  heal(): void {
    this.#bouncing.clear();
    this.lateMs = 0;
    this.isLate = false;
    for (const board of this.#silent) this.setSilent(board, false);
  }

  /** The returned function stops listening. */
  onSilence(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** How long a lock board and its line take, in milliseconds; the dice choose within. */
export const boardPace = {
  firstRead: { low: 60, high: 400 },
  command: { low: 4, high: 60 },
  attendedRead: { low: 15, high: 105 },
  idleRead: { low: 40, high: 950 },
  /** Three polls without an answer. */
  silenceNoticed: { low: 600, high: 3_000 },
  answerNoticed: { low: 100, high: 2_000 },
  pulseMs: 200,
  settleMs: 50,
  confirmMs: 100,
  openDetectMs: 2_000,
} as const;

export function throwPace(
  dice: Dice,
  { low, high }: { readonly low: number; readonly high: number },
): number {
  return Math.round(dice.between(low, high));
}
