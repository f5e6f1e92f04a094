import { setTimeout as pause } from 'node:timers/promises';
import type { HardwareDoors } from '#hardware/doors';
import type { IntentionId } from '#domain/words';
import { createDice } from '#simulator/dice';
import { answersOf } from '../bus/answers.ts';
import { longestExchangeMs } from '../bus/exchange-time.ts';
import type { Place } from '../bus/place.ts';
import { MeasurementFailed } from '../floor/conversation.ts';
import { startHarness } from '../floor/harness.ts';
import type { Harness, LineCounters, Pace } from '../floor/harness.ts';
import { waitForQuiet } from '../quiet.ts';
import { labelOf, startDoors, withHastyDoors } from './station-doors.ts';

export type UnlockOrder = {
  readonly place: Place;
  /** Address of a board that says nothing, or null. */
  readonly deadBoard: number | null;
  readonly rounds: number;
  /** In each round. */
  readonly wishCount: number;
  /** How long the line is polled before the first wish. */
  readonly settleMs: number;
};

export type UnlockRound = {
  /** From the wish to the first byte of the unlock frame on the line. */
  readonly waitsMs: readonly number[];
  /** Time in which bytes or the profile's silence had the line, 0 to 1. */
  readonly lineShare: number;
  readonly counters: LineCounters;
};

export type Unlocks = {
  readonly rounds: readonly UnlockRound[];
  /** How long the longest exchange of this line keeps it. */
  readonly exchangeMs: number;
};

const firstSeed = 20_261_122;

/**
 * Between a frame and the next wish: until the unlock, the end of its pulse where the station ends it, and
 * the look at its door are over; then several exchanges wide, so that a wish meets the line anywhere.
 */
function paceOf(exchangeMs: number): Pace {
  const gapMinUs = Math.round((3 * exchangeMs + 15) * 1000);
  return { gapMinUs, gapMaxUs: gapMinUs + 80_000 };
}

/** Unlocks doors of living boards at random moments while the product polls all boards of the line. */
export async function measureUnlocks(program: string, order: UnlockOrder): Promise<Unlocks> {
  const place = withHastyDoors(order.place);
  const answers = answersOf(place, order.deadBoard);
  const exchangeMs = longestExchangeMs(place, answers);
  const harness = await startHarness(program, 1, place.baud);
  try {
    await harness.teach(answers);
    const doors = await startDoors(harness.ports[0] ?? '', place);
    try {
      await pause(order.settleMs);
      const rounds: UnlockRound[] = [];
      for (let round = 0; round < order.rounds; round++) {
        await waitForQuiet();
        const wishes = { seed: firstSeed + round, pace: paceOf(exchangeMs) };
        rounds.push(await runRound(harness, doors, { ...order, place }, wishes));
      }
      return { rounds, exchangeMs };
    } finally {
      await doors.stop();
    }
  } finally {
    await harness.stop();
  }
}

async function runRound(
  harness: Harness,
  doors: HardwareDoors,
  { place, deadBoard, wishCount }: UnlockOrder,
  { seed, pace }: { readonly seed: number; readonly pace: Pace },
): Promise<UnlockRound> {
  const living = place.addresses.filter((address) => address !== deadBoard);
  const dice = createDice(seed);
  let count = 0;
  const unlockOne = (): void => {
    const address = living[dice.below(living.length)] ?? 0;
    doors.unlock(`wish-${seed}-${(count += 1)}` as IntentionId, labelOf(address));
  };
  await harness.readLines();
  const waitsUs = await harness.wish(wishCount, pace, seed, unlockOne);
  const [counters] = await harness.readLines();
  if (counters === undefined || waitsUs.length !== wishCount) {
    throw new MeasurementFailed(`${waitsUs.length} of ${wishCount} unlocks were seen`);
  }
  const { busyUs, spanUs, requests } = counters;
  const lineShare = (busyUs + requests * place.profile.timing.gapMs * 1000) / spanUs;
  return { waitsMs: waitsUs.map((waitUs) => waitUs / 1000), lineShare, counters };
}
