import { everyChecker } from '../../checkers/every-checker.ts';
import { openByteDoors } from './byte-doors.ts';
import type { Alterations } from './controller.ts';
import { Crowd } from './crowd.ts';
import { heal, planTroubles } from './nature.ts';
import { VirtualWorld, WorldBroken } from './virtual-world.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** Down to the bytes every poll is played; an hour of it costs about as much as a day at the ports. */
const byteDayShare = 1 / 24;
/** The last rounds of visits after everything was mended; step-up paces them. */
const calmMs = 4 * hourMs;
const roundMs = 30 * minuteMs;
const deliveryMs = 5 * minuteMs;

export type StationDayInput = {
  readonly seed: number;
  readonly days: number;
  readonly depth: 'ports' | 'bytes';
  readonly alterations?: Alterations;
  readonly parcelsPerDay?: number;
};

export type StationDayOutcome = {
  readonly visitCount: number;
  readonly eventCount: number;
  readonly pulseCount: number;
  readonly startCount: number;
  /** Hash of the last event: the chain makes it stand for every byte of the log. */
  readonly lastHash: string;
};

/** Plays the days of one seed: troubles and people first, then everything is mended, then it is judged. */
export async function playStationDays(input: StationDayInput): Promise<StationDayOutcome> {
  const { seed, days, depth, alterations = {}, parcelsPerDay = 40 } = input;
  const counts = { visitCount: 0, eventCount: 0, pulseCount: 0, startCount: 0 };
  const world = new VirtualWorld({
    seed,
    alterations,
    checkers: [...everyChecker(), countInto(counts)],
    ...(depth === 'bytes' ? { openDoors: openByteDoors } : {}),
  });
  try {
    await live(world, depth === 'bytes' ? days * byteDayShare : days, parcelsPerDay);
    const lastHash = world.controller.run?.store.outbox.position().lastHash ?? '';
    return { ...counts, lastHash };
  } finally {
    world.close();
  }
}

async function live(world: VirtualWorld, days: number, parcelsPerDay: number): Promise<void> {
  const lengthMs = Math.round(days * 24 * hourMs);
  await world.start();
  const isShort = days < 0.5;
  const crowd = new Crowd(world, {
    lengthMs,
    parcelsPerDay: isShort ? parcelsPerDay * 4 : parcelsPerDay,
    hasStrangers: true,
  });
  crowd.invite();
  planTroubles(world, world.dice.split('nature'), lengthMs);
  await world.run(lengthMs);
  await calmDown(world, crowd, isShort ? calmMs / 8 : calmMs);
  world.judge();
}

/** Whoever has a message and a parcel inside must be served before the world may come to rest. */
async function calmDown(world: VirtualWorld, crowd: Crowd, patienceMs: number): Promise<void> {
  heal(world);
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += roundMs) {
    void crowd.tidyUp();
    await world.run(roundMs);
    if (!crowd.recipients.some((recipient) => recipient.isWaiting)) break;
  }
  await world.run(deliveryMs);
  const unserved = crowd.recipients.find((recipient) => recipient.isWaiting);
  if (unserved !== undefined) world.fail('patience', `the ${unserved.who} was never served`);
}

function countInto(counts: { -readonly [K in Exclude<keyof StationDayOutcome, 'lastHash'>]: number }) {
  return {
    name: 'counting',
    see(witnessed: Parameters<ReturnType<typeof everyChecker>[number]['see']>[0]): null {
      if (witnessed.kind === 'pulse') counts.pulseCount += 1;
      if (witnessed.kind === 'power' && witnessed.power === 'on') counts.startCount += 1;
      if (witnessed.kind !== 'commit') return null;
      counts.eventCount += witnessed.events.length;
      counts.visitCount += witnessed.events.filter(({ type }) => type === 'visit.started').length;
      return null;
    },
  };
}

export { WorldBroken };
