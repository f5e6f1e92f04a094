import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beginning, Life } from './life.ts';
import {
  admitCourier,
  beginDeposit,
  beginPickup,
  endDeposit,
  endPickup,
  finishVisit,
  stepByStep,
} from './parcels.ts';
import type { Rhythm, Seals } from './parcels.ts';
import { startUp } from './past.ts';

export type Written = {
  /** Bytes that were handed to the kernel in calls that write. */
  readonly calledBytes: number;
  /** Bytes that the kernel sent to the disk for them, in whole pages; 0 where the folder is in memory. */
  readonly diskBytes: number;
  readonly commitCount: number;
  readonly eventCount: number;
};

export const parcelsPerDay = 200;
const parcelsPerCourier = 20;
const pauseMs = 3_000;

/**
 * What a station writes on a day on which 200 parcels come and 200 go: database, write-ahead log and mark.
 * Every step is flushed, as with people, and the centre acknowledges after each, as it does on a good link.
 * What the file system writes for its own journal is not in here.
 */
export function measureDay(folder: string, seals: Seals): Written {
  const life = new Life(join(mkdtempSync(join(folder, 'day-')), 'ledger.sqlite'), beginning);
  startUp(life);
  let commitCount = 0;
  const step = stepByStep(pauseMs);
  const rhythm: Rhythm = (its) => {
    step(its);
    acknowledge(its);
    commitCount += 1;
  };
  const before = readWritten();
  const seqBefore = life.opened.outbox.position().lastSeq;
  for (let done = 0; done < parcelsPerDay; done += parcelsPerCourier) {
    const visit = admitCourier(life, rhythm);
    const placed = Array.from({ length: parcelsPerCourier }, () => {
      const begun = beginDeposit(life, visit, seals);
      rhythm(life);
      return endDeposit(life, begun, seals, rhythm);
    });
    finishVisit(life, visit, rhythm);
    for (const parcel of placed) {
      const begun = beginPickup(life, parcel);
      rhythm(life);
      endPickup(life, begun, rhythm);
    }
  }
  const eventCount = life.opened.outbox.position().lastSeq - seqBefore;
  // Whatever still lies in the write-ahead log goes into the database at the close, and belongs to this day.
  life.close();
  const after = readWritten();
  return {
    calledBytes: after.calledBytes - before.calledBytes,
    diskBytes: after.diskBytes - before.diskBytes,
    commitCount,
    eventCount,
  };
}

function acknowledge({ opened: { outbox } }: Life): void {
  const { epoch, lastSeq, lastHash } = outbox.position();
  outbox.acknowledge(epoch, lastSeq, lastHash);
}

/** The kernel's count of what this process wrote since it began. */
function readWritten(): { readonly calledBytes: number; readonly diskBytes: number } {
  const counts = readFileSync('/proc/self/io', 'utf8');
  const of = (name: string): number => Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(counts)?.[1]);
  return { calledBytes: of('wchar'), diskBytes: of('write_bytes') };
}
