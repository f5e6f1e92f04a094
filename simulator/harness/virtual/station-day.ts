import type { Policy } from '#domain/policy';
import { createDice } from '../../dice.ts';
import type { Dice } from '../../dice.ts';
import { isMistaken } from '../../checkers/claims.ts';
import { everyChecker } from '../../checkers/every-checker.ts';
import type { Recipient } from '../../people/recipient.ts';
import { loadByteHardware } from './byte-hardware.ts';
import type { Alterations } from './controller.ts';
import { countInto, emptyCounts } from './counting.ts';
import type { Counts } from './counting.ts';
import { Crowd } from './crowd.ts';
import { breakBefore, heal, planTroubles } from './nature.ts';
import { VirtualWorld, WorldBroken } from './virtual-world.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** Down to the bytes every poll is played; an hour of it costs about as much as a day at the ports. */
const byteDayShare = 1 / 24;
/** The last rounds of visits after everything was mended; step-up paces them. */
const calmMsMax = 4 * hourMs;
const roundMsMax = 30 * minuteMs;
/** The last acks come within a second. */
const quietMs = 5_000;

export type StationDayInput = {
  readonly seed: number;
  readonly days: number;
  readonly depth: 'ports' | 'bytes';
  readonly alterations?: Alterations;
  readonly parcelsPerDay?: number;
};

export type StationDayOutcome = Readonly<Counts> & {
  /** Hash of the last event: the chain makes it stand for every byte of the log. */
  readonly lastHash: string;
};

/** Plays the days of one seed: troubles and people first, then everything is mended, then it is judged. */
export async function playStationDays(input: StationDayInput): Promise<StationDayOutcome> {
  const { seed, days, depth, alterations = {}, parcelsPerDay = 40 } = input;
  const counts = emptyCounts();
  const world = new VirtualWorld({
    seed,
    policy: policyOf(createDice(seed).split('policy')),
    alterations,
    checkers: [...everyChecker(), countInto(counts)],
    ...(depth === 'bytes' ? { hardware: await loadByteHardware() } : {}),
  });
  try {
    await live(world, depth === 'bytes' ? days * byteDayShare : days, parcelsPerDay);
    const lastHash = world.controller.run?.store.outbox.position().lastHash ?? '';
    return { ...counts, lastHash };
  } catch (error) {
    if (!(error instanceof WorldBroken)) throw error;
    throw new WorldBroken(`${error.message}\nAgain: ${replayLine(input)}`);
  } finally {
    world.close();
  }
}

/** Half of the operators are in a hurry and ask for money, so that parcels go back on the same day. */
function policyOf(dice: Dice): Partial<Policy> {
  if (dice.below(2) === 0) return {};
  return {
    retentionHours: 1 + dice.below(4),
    reminderHours: [-1, 0, 1],
    overdueRecallHours: 1 + dice.below(3),
    fee: { currency: 'CNY', amountMinor: 50, periodHours: 1, maxMinor: 300 },
  };
}

/** The line that plays one seed again. */
function replayLine({ seed, days, depth }: StationDayInput): string {
  const shareBytes = depth === 'bytes' ? 100 : 0;
  return `npm run simulate -- --replay ${String(seed)} --days ${String(days)} --share-bytes ${String(shareBytes)}`;
}

async function live(world: VirtualWorld, days: number, parcelsPerDay: number): Promise<void> {
  const lengthMs = Math.round(days * 24 * hourMs);
  breakBefore(world, world.dice.split('before'));
  await world.start();
  const isShort = days < 0.5;
  const crowd = new Crowd(world, {
    lengthMs,
    parcelsPerDay: isShort ? parcelsPerDay * 2 : parcelsPerDay,
    hasStrangers: true,
    fetchOnlyMs: lengthMs / 4,
    waitMs: { low: minuteMs, high: Math.min(4 * hourMs, lengthMs / 4) },
    isHasty: false,
  });
  crowd.invite();
  planTroubles(world, world.dice.split('nature'), lengthMs);
  await world.run(lengthMs);
  await calmDown(world, crowd, Math.min(roundMsMax, lengthMs / 12));
  world.judge();
}

/** Whoever has a message and a parcel inside must be served before the world may come to rest. */
async function calmDown(world: VirtualWorld, crowd: Crowd, roundMs: number): Promise<void> {
  heal(world);
  const unserved = (): Recipient | undefined => crowd.recipients.find((one) => isUnserved(one, world));
  let restedMs = 0;
  for (let waitedMs = 0; waitedMs < calmMsMax; waitedMs += roundMs) {
    void crowd.tidyUp();
    await world.run(roundMs);
    // Messages that an outage held up send people on their way; so both must be over, and so must be the
    // visit of somebody who went away from an open door.
    const isDeserted = world.controller.run?.station.state().visit === null;
    if (world.isReconciled() && unserved() === undefined && isDeserted) break;
  }
  // A deadline may fall into the last second, and its ack must come too.
  do await world.run(quietMs);
  while (!world.isReconciled() && (restedMs += quietMs) < roundMsMax);
  const who = unserved()?.who;
  if (who !== undefined) world.fail('patience', `the ${who} was never served`);
}

/** Would still come, to a compartment that is not waiting for somebody to look at its wiring. */
function isUnserved(recipient: Recipient, world: VirtualWorld): boolean {
  const place = world.hands.placeOf(recipient.parcel.waybill);
  const state = world.controller.run?.station.state() ?? null;
  return recipient.isWaiting && place !== null && !isMistaken(state, place);
}
