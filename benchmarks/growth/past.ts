import { plan } from './life.ts';
import type { Life } from './life.ts';
import { admitCourier, beginDeposit, beginPickup, endDeposit, endPickup, finishVisit } from './parcels.ts';
import type { Placed, Rhythm, Seals } from './parcels.ts';

/** What a station has behind it. */
export type Past = { readonly stayCount: number; readonly eventCount: number };

/** The station starts and finds all its doors closed and empty. */
export function startUp(life: Life): void {
  const readings = plan.compartments.map(({ label: compartment }) => {
    return { compartment, door: 'closed', occupancy: 'empty' } as const;
  });
  const found = { beginning: null, readings, silentBoards: [] } as const;
  life.tell({ do: 'start-station', cause: 'restart', softwareVersion: 'benchmark', ...found });
  life.commit();
}

/**
 * Lets `stayCount` parcels come and go, a full cabinet at a time: every event is decided by the core and
 * written by the ledger, only that all deposits of a round share one commit, and all pickups another one.
 * `tests/integration/ledger/past.test.ts` shows that the rows are those of single commits.
 */
export function liveThrough(life: Life, seals: Seals, stayCount: number, rhythm: Rhythm): Past {
  for (let left = stayCount; left > 0; left -= plan.compartments.length) {
    const placed = fillCabinet(life, seals, Math.min(left, plan.compartments.length), rhythm);
    life.commit();
    for (const parcel of placed) endPickup(life, beginPickupWith(life, parcel, rhythm), rhythm);
    life.commit();
  }
  return { stayCount, eventCount: life.opened.outbox.position().lastSeq };
}

function fillCabinet(life: Life, seals: Seals, count: number, rhythm: Rhythm): readonly Placed[] {
  const visit = admitCourier(life, rhythm);
  const placed = Array.from({ length: count }, () => {
    const begun = beginDeposit(life, visit, seals);
    rhythm(life);
    return endDeposit(life, begun, seals, rhythm);
  });
  finishVisit(life, visit, rhythm);
  return placed;
}

function beginPickupWith(life: Life, parcel: Placed, rhythm: Rhythm): ReturnType<typeof beginPickup> {
  const begun = beginPickup(life, parcel);
  rhythm(life);
  return begun;
}
