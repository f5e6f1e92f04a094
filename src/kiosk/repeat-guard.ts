import type { Command } from '#domain/commands';
import type { Answer } from '#domain/decision';
import type { StationControl } from '#station/control';
import type { Ledger, Vault } from '#station/ports';

/** What somebody wants of the station, and how a repetition of it is recognised. */
export type Wish = {
  /** The Idempotency-Key; null where the route does without one. */
  readonly key: string | null;
  /** Route and, where one is involved, visit. */
  readonly scope: string;
  /** The body as its schema read it: fields in the order of the schema, so that its JSON is canonical. */
  readonly body: unknown;
  /** Built only when the wish is not a repetition. */
  readonly command: () => Command | Promise<Command>;
};

export type RepeatGuard = (wish: Wish) => Promise<Answer>;

const keyReused: Answer = { ok: false, refusal: 'key-reused' };

/**
 * Asks the station at most once per Idempotency-Key (rule R17). The key is bound to route, visit and body by
 * a keyed fingerprint, the answer is committed with the decision, and a repetition gets the original answer,
 * also after a restart. Requests with the same key wait for each other, so that two of them never both
 * decide.
 */
export function createRepeatGuard(
  control: Pick<StationControl, 'ask'>,
  recallAnswer: Ledger['recallAnswer'],
  fingerprintOf: Vault['fingerprintOf'],
): RepeatGuard {
  const underway = new Map<string, Promise<Answer>>();

  const answerOnce = async (key: string, wish: Wish): Promise<Answer> => {
    const fingerprint = fingerprintOf(`${wish.scope}\n${JSON.stringify(wish.body ?? null)}`);
    const kept = recallAnswer(key);
    if (kept !== null) return kept.fingerprint === fingerprint ? kept.answer : keyReused;
    return control.ask(await wish.command(), { key, fingerprint });
  };

  return async (wish) => {
    const { key } = wish;
    if (key === null) return control.ask(await wish.command());
    for (let other = underway.get(key); other !== undefined; other = underway.get(key)) {
      await Promise.allSettled([other]);
    }
    const answer = answerOnce(key, wish);
    underway.set(key, answer);
    try {
      return await answer;
    } finally {
      underway.delete(key);
    }
  };
}
