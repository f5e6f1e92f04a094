import { mkdtempSync, rmSync } from 'node:fs';
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
import type { Seals } from './parcels.ts';
import { startUp } from './past.ts';

export const decisions = ['deposit', 'pickup'] as const;
export type Decision = (typeof decisions)[number];
/** Microseconds from the question to the end of the commit, one for each decision. */
export type Samples = Readonly<Record<Decision, readonly number[]>>;
export type Sides = { readonly empty: Samples; readonly grown: Samples };

/** A person takes a few seconds between two steps. */
const rhythm = stepByStep(2_000);
/** The empty ledger is replaced by a new one after so many parcels, or it would not be empty any more. */
const blockCount = 250;

/**
 * A parcel on the empty ledger, a parcel on the grown one, and so on; who is first changes each time. Only
 * the decisions are measured: the look-up of the code, the verdict of the core, the durable commit.
 */
export function measureDecisions(folder: string, grown: Life, seals: Seals, count: number): Sides {
  const sides = { empty: noSamples(), grown: noSamples() };
  startUp(grown);
  for (let done = 0; done < count; done += blockCount) {
    const place = mkdtempSync(join(folder, 'empty-'));
    const empty = new Life(join(place, 'ledger.sqlite'), beginning);
    startUp(empty);
    for (let index = 0; index < blockCount; index += 1) {
      const turns = [() => takeTurn(empty, seals, sides.empty), () => takeTurn(grown, seals, sides.grown)];
      for (const turn of index % 2 === 0 ? turns : turns.toReversed()) turn();
    }
    empty.close();
    rmSync(place, { recursive: true });
  }
  return sides;
}

function noSamples(): Record<Decision, number[]> {
  return { deposit: [], pickup: [] };
}

function takeTurn(life: Life, seals: Seals, samples: Record<Decision, number[]>): void {
  const visit = admitCourier(life, rhythm);
  const deposit = measure(samples.deposit, () => {
    const begun = beginDeposit(life, visit, seals);
    life.commit();
    return begun;
  });
  const placed = endDeposit(life, deposit, seals, rhythm);
  finishVisit(life, visit, rhythm);
  const pickup = measure(samples.pickup, () => {
    const begun = beginPickup(life, placed);
    life.commit();
    return begun;
  });
  endPickup(life, pickup, rhythm);
}

function measure<Result>(samples: number[], task: () => Result): Result {
  const begunAt = performance.now();
  const result = task();
  samples.push((performance.now() - begunAt) * 1_000);
  return result;
}
