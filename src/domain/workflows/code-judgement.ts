import { findCode } from '../codes.ts';
import type { CodeKnowledge } from '../commands/code-commands.ts';
import type { TypedNumbers } from '../commands/shelf-commands.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { isSteppedUp, stepUpWaitS } from '../guesses.ts';
import type { Moment } from '../moment.ts';
import type { Code, StationState } from '../state.ts';
import { refuse } from './verdict.ts';

/** What is said to whoever has the right numbers of a code that opens nothing any more (rule R12). */
export const refusalOfRetired = {
  collected: 'already-collected',
  recalled: 'no-longer-here',
  revoked: 'code-revoked',
  other: 'no-longer-here',
} as const satisfies Readonly<Record<Extract<CodeKnowledge, { kind: 'retired' }>['end'], string>>;

/**
 * Code and extension together, as rule R9 asks in step-up; on shelves, where a station has more codes than
 * nine digits could protect (rule R10), always. Slips and guesses are charged to the same budget.
 */
export function judgeNumbers(
  state: StationState,
  { wellFormed, knowledge }: TypedNumbers,
  now: Moment,
): { readonly code: Code } | { readonly refused: Decision } {
  const steppedUp = isSteppedUp(state.guesses, now);
  const waitS = steppedUp ? stepUpWaitS(state.guesses, now) : 0;
  if (waitS > 0) return { refused: refuse('try-later', { waitS }) };
  if (knowledge.kind !== 'unknown' && knowledge.extension === 'right') {
    if (knowledge.kind === 'retired') return { refused: refuse(refusalOfRetired[knowledge.end]) };
    const code = findCode(state, knowledge.code);
    return code === undefined ? { refused: refuse('code-unknown') } : { code };
  }
  return { refused: refuse('code-unknown', {}, charge(wellFormed, knowledge, steppedUp, now)) };
}

/** What a wrong entry costs; digits that this station retired are a late visitor, not a guess (rule R9). */
export function charge(
  wellFormed: boolean,
  knowledge: CodeKnowledge,
  steppedUp: boolean,
  now: Moment,
): readonly DomainEvent[] {
  const isGuess = wellFormed && knowledge.kind !== 'retired';
  const charged: DomainEvent[] = isGuess ? [{ type: 'code.rejected', at: now }] : [];
  const paced: DomainEvent[] = steppedUp ? [{ type: 'code.paced', at: now }] : [];
  return [...charged, ...paced];
}
