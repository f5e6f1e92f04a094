import { stepUpPaceMs, wrongCodeWindowMs } from '#domain/policy';
import type { Checker, Witnessed } from './witness.ts';

type Entered = Extract<Witnessed, { kind: 'asked' }> & {
  readonly command: Extract<Extract<Witnessed, { kind: 'asked' }>['command'], { do: 'enter-code' }>;
};

/**
 * I7 and rule R9: a wrong well-formed code is charged on disk before anybody is answered; for 24 hours no
 * code opens without its extension, and both together are tried at most every ten seconds, restart or not.
 */
export function watchGuessing(): Checker {
  let chargedCount = 0;
  let wrongCount = 0;
  let chargedMs = Number.NEGATIVE_INFINITY;
  /** The charge before that one: a guess is charged at the moment of its answer. */
  let chargedBeforeMs = Number.NEGATIVE_INFINITY;
  let triedMs = Number.NEGATIVE_INFINITY;

  function judge({ command, answer, atMs }: Entered): string | null {
    if (answer === null) return null;
    const isGuess = !answer.ok && answer.refusal === 'code-unknown';
    if (isGuess && command.wellFormed && command.knowledge.kind === 'unknown') wrongCount += 1;
    if (wrongCount > chargedCount) return 'a wrong code was answered and not charged';
    const steppedUpMs = atMs > chargedMs ? chargedMs : chargedBeforeMs;
    const isSteppedUp = atMs - steppedUpMs < wrongCodeWindowMs;
    if (answer.ok && isSteppedUp && !command.withExtension) return 'a code alone opened after a wrong one';
    // Who adds an extension that nobody asked for has guessed a code, and nothing else.
    if (!isGuess || !command.withExtension || !isSteppedUp) return null;
    const isTooSoon = atMs - triedMs < stepUpPaceMs;
    triedMs = atMs;
    return isTooSoon ? 'two guesses with extensions were taken within ten seconds' : null;
  }

  return {
    name: 'guessing',
    see(witnessed) {
      if (witnessed.kind === 'commit') {
        const charges = witnessed.events.filter(({ type }) => type === 'code.rejected').length;
        chargedCount += charges;
        if (charges > 0 && witnessed.atMs > chargedMs) {
          chargedBeforeMs = chargedMs;
          chargedMs = witnessed.atMs;
        }
      }
      return witnessed.kind === 'asked' && witnessed.command.do === 'enter-code'
        ? judge(witnessed as Entered)
        : null;
    },
  };
}
