import type { Answer, Decision } from '../decision.ts';
import type { Effect } from '../effects.ts';
import type { DomainEvent } from '../events.ts';
import type { RefusalCode } from '../refusals.ts';
import type { StayId, VisitId } from '../words.ts';

/** Yes: these events, these effects, and whom the answer is about. */
export function accept(
  events: readonly DomainEvent[],
  about: { visit?: VisitId; stay?: StayId } = {},
  effects: readonly Effect[] = [],
): Decision {
  return { events, effects, answer: { ok: true, visit: about.visit ?? null, stay: about.stay ?? null } };
}

/** No: an expected one, with the events that even a no may leave behind. */
export function refuse(
  refusal: RefusalCode,
  details: Omit<Extract<Answer, { ok: false }>, 'ok' | 'refusal'> = {},
  events: readonly DomainEvent[] = [],
): Decision {
  return { events, effects: [], answer: { ok: false, refusal, ...details } };
}
