import type { DomainEvent } from './events.ts';
import type { Moment } from './moment.ts';
import type { DoubtCause, Stay } from './state.ts';
import { placementOf } from './stay.ts';

/**
 * Marks a parcel of which nobody can say for sure any more that it is where the ledger says. The first cause
 * stays: it says when the doubt began. The code goes on working (rule R11), nothing is declared lost.
 */
export function doubtCustody(stay: Stay, cause: DoubtCause, at: Moment): readonly DomainEvent[] {
  return stay.doubt === null ? [{ type: 'custody.doubted', at, ...placementOf(stay), cause }] : [];
}
