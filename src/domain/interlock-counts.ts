import type { DomainEvent } from './events.ts';
import type { Interlock } from './jurisdiction.ts';
import type { Moment } from './moment.ts';

/** How often a must of the law has stopped something at this station. */
export type InterlockCount = {
  readonly interlock: Interlock;
  readonly count: number;
  readonly lastAt: Moment;
};

export function interlocksAfter(
  all: readonly InterlockCount[],
  event: DomainEvent,
): readonly InterlockCount[] {
  const isRefusal =
    event.type === 'deposit.refused' || event.type === 'shelf.refused' || event.type === 'drop-off.refused';
  if (!isRefusal || event.interlock === null) return all;
  const { interlock, at: lastAt } = event;
  const index = all.findIndex((counted) => counted.interlock === interlock);
  const found = all[index];
  if (found === undefined) return [...all, { interlock, count: 1, lastAt }];
  return all.with(index, { interlock, count: found.count + 1, lastAt });
}
