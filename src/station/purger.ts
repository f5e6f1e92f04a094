import type { Command } from '#domain/commands';
import { eventKeepMs } from '#domain/policy';
import type { StationState } from '#domain/state';
import type { Clock, Ledger } from './ports.ts';

type Parts = {
  readonly ledger: Pick<Ledger, 'findPurgeable' | 'findPrunable' | 'anchor'>;
  readonly clock: Clock;
  readonly ask: (command: Command) => unknown;
};

const dayMs = 24 * 3_600_000;
/** Purged values are of people who left weeks ago; nobody waits for them to go. */
const lookIntervalMs = 600_000;

/**
 * Rule R20: personal values go when their time is over, in small batches, without a link and without anybody
 * asking for it. Never while somebody is at the kiosk: a purge carries the whole write-ahead log over. What
 * is proved by the mark grows in the same quiet minutes.
 */
export function createPurger({ ledger, clock, ask }: Parts): (state: StationState) => void {
  let lookAtMs = 0;

  return ({ visit, policy }) => {
    const now = clock.now();
    if (visit !== null || now.monoMs < lookAtMs) return;
    const found = ledger.findPurgeable(now, policy.personalDays * dayMs);
    // Where there was a batch there may be a second one: the next tick looks again.
    if (found !== null) return void ask({ do: 'purge-records', ...found });
    ledger.anchor(now);
    const prunable = ledger.findPrunable(now, eventKeepMs);
    if (prunable === null) lookAtMs = now.monoMs + lookIntervalMs;
    else ask({ do: 'prune-records', ...prunable });
  };
}
