import type { DomainEvent } from './events.ts';
import type { Moment } from './moment.ts';
import type { Stay } from './state.ts';
import { placementOf } from './stay.ts';

/** Why nobody can say for sure any more that the parcel is inside; the stay goes on as it is recorded. */
export type DoubtCause = 'forced-open' | 'wrong-door' | 'uncommanded-open' | 'sensor-disagrees';

/**
 * Marks a parcel of which nobody can say for sure any more that it is where the ledger says. The first cause
 * stays, for it says when the doubt began, until a sensor adds that the compartment is empty. The code goes
 * on working (rule R11), nothing is declared lost.
 */
export function doubtCustody(stay: Stay, cause: DoubtCause, at: Moment): readonly DomainEvent[] {
  const isNews = stay.doubt === null || (cause === 'sensor-disagrees' && stay.doubt !== cause);
  return isNews ? [{ type: 'custody.doubted', at, ...placementOf(stay), cause }] : [];
}
