import { everyChecker } from '../../checkers/every-checker.ts';
import type { Checker } from '../../checkers/witness.ts';
import { countInto, emptyCounts } from './counting.ts';
import type { Counts } from './counting.ts';
import { Crowd } from './crowd.ts';
import { VirtualWorld } from './virtual-world.ts';
import { smallStation } from './virtual-plan.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const monthDays = 30;
const compartmentsPerBoard = 60;
/** With six parcels a round, a pickup each and the rounds, this makes more than 100 000 visits a month. */
const parcelsPerDay = 2_900;
const powerCutsPerMonth = 20;
/** At most 1 000 events a second leave the station (rule R25). */
const drainMsMax = 4 * hourMs;

export type MonthInput = { readonly seed: number; readonly tell: (sentence: string) => void };

/**
 * Thirty days without a link and with 100 000 visits, power cuts among them; then the link comes back and the
 * centre must have everything, once. Until then sealed notices leave on the phone of the courier, the way
 * that rule R13 calls `relay`: otherwise nobody could come for a parcel.
 */
export async function playMonth({ seed, tell }: MonthInput): Promise<Counts> {
  const counts = emptyCounts();
  const relay: { carry: (notice: string) => void } = { carry: () => undefined };
  const world = new VirtualWorld({
    seed,
    compartments: smallStation(compartmentsPerBoard),
    checkers: [...everyChecker(), countInto(counts), carryNotices((notice) => relay.carry(notice))],
  });
  relay.carry = (notice) => void world.agenda.after(minuteMs, () => world.centre.takeNotice(notice));
  try {
    await live(world, counts, tell);
    return counts;
  } finally {
    world.close();
  }
}

async function live(world: VirtualWorld, counts: Counts, tell: MonthInput['tell']): Promise<void> {
  await world.start();
  await world.run(minuteMs);
  world.broker.cut();
  const crowd = new Crowd(world, {
    lengthMs: monthDays * dayMs,
    parcelsPerDay,
    hasStrangers: false,
    fetchOnlyMs: 3 * hourMs,
    waitMs: { low: 2 * minuteMs, high: 20 * minuteMs },
    isHasty: true,
  });
  crowd.invite();
  planPowerCuts(world);
  for (let day = 1; day <= monthDays; day += 1) {
    await world.run(dayMs);
    tell(`Day ${String(day)}: ${String(counts.visitCount)} visits, ${String(counts.eventCount)} events.`);
  }
  await world.run(hourMs);
  const unserved = crowd.recipients.find((recipient) => recipient.isWaiting);
  if (unserved !== undefined) world.fail('patience', `the ${unserved.who} was never served`);
  tell('The link comes back.');
  world.broker.restore();
  for (let waitedMs = 0; waitedMs < drainMsMax && !world.isReconciled(); waitedMs += 5 * minuteMs) {
    await world.run(5 * minuteMs);
  }
  await world.run(minuteMs);
  world.judge();
}

function planPowerCuts(world: VirtualWorld): void {
  const dice = world.dice.split('power of the month');
  for (let count = 0; count < powerCutsPerMonth; count += 1) {
    world.agenda.after(Math.round(dice.between(0, (monthDays - 1) * dayMs)), () => {
      world.controller.cut();
      const awayMs = Math.round(dice.between(100, 10 * minuteMs));
      world.agenda.after(awayMs, () => world.controller.start('power-up'));
    });
  }
}

/** The courier's phone photographs the sealed code of each deposit, and has a network outside. */
function carryNotices(carry: (notice: string) => void): Checker {
  return {
    name: 'relay',
    see(witnessed) {
      if (witnessed.kind !== 'commit') return null;
      for (const event of witnessed.events) if (event.type === 'code.issued') carry(event.notice);
      return null;
    },
  };
}
