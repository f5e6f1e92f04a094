import type { CheckId } from './checks.ts';

/** What one check came to. `not-observable`: it was done, but this board cannot show the answer. */
export type Result = 'passed' | 'failed' | 'not-done' | 'not-observable';

export type Finding = {
  readonly id: CheckId;
  readonly result: Result;
  /** What was seen, or why nothing was; a sentence without its full stop. */
  readonly detail: string;
};

export function passedWith(id: CheckId, detail: string): Finding {
  return { id, result: 'passed', detail };
}

export function failedWith(id: CheckId, detail: string): Finding {
  return { id, result: 'failed', detail };
}

export function notDone(id: CheckId, detail: string): Finding {
  return { id, result: 'not-done', detail };
}

export function notObservable(id: CheckId, detail: string): Finding {
  return { id, result: 'not-observable', detail };
}

export function either(isPassed: boolean, id: CheckId, detail: string): Finding {
  return isPassed ? passedWith(id, detail) : failedWith(id, detail);
}

/** `1 read`, `3 reads`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${String(number)} ${number === 1 ? one : many}`;
}

/** Milliseconds as people read them. */
export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : String(Math.round(value))} ms`;
}

/** Channels whose doors differ between two reads of the same board. */
export function changedChannels(
  one: readonly { readonly door: string }[],
  other: readonly { readonly door: string }[],
): readonly number[] {
  return one.flatMap((state, index) => (state.door === other[index]?.door ? [] : [index + 1]));
}
