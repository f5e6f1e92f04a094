import type { Effect } from './effects.ts';
import type { DomainEvent } from './events.ts';
import type { Refusal } from './refusals.ts';
import type { CaseNumber, StayId, VisitId } from './words.ts';

/** What the caller is told when the answer is yes. */
export type Accepted = {
  readonly ok: true;
  readonly visit: VisitId | null;
  readonly stay: StayId | null;
  /** The case that the person was given, where the answer is about one. */
  readonly case?: CaseNumber;
};
export type Answer = Accepted | Refusal;

/** A refusal may come with events: a wrong code is refused and charged in the same breath. */
export type Decision = {
  readonly events: readonly DomainEvent[];
  readonly effects: readonly Effect[];
  readonly answer: Answer;
};
