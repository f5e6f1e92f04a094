import { topicsOf } from '#contract/topics';
import type { Dice } from '../../dice.ts';
import type { CutPoint } from './controller.ts';
import type { VirtualWorld } from './virtual-world.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

const cutPoints: readonly CutPoint[] = ['before-commit', 'after-commit', 'before-pulse', 'after-pulse'];
const wornLatches = [
  { at: 'stuck' },
  { at: 'sticky', pulsesNeeded: 2 },
  { at: 'sticky', pulsesNeeded: 4 },
  { at: 'worn' },
] as const;
const wornHooks = ['stuck-open', 'stuck-closed'] as const;
const wornInfrareds = ['stuck-occupied', 'stuck-empty', 'inverted'] as const;

type Trouble = (world: VirtualWorld, dice: Dice) => void;

/** Each kind of trouble, and how often a day brings it at most. */
const troubles: readonly { readonly countMax: number; readonly bring: Trouble }[] = [
  { countMax: 2, bring: cutPower },
  { countMax: 2, bring: cutPowerInDecision },
  { countMax: 1, bring: killProcess },
  { countMax: 2, bring: loseBroker },
  { countMax: 1, bring: stopCentre },
  { countMax: 2, bring: silenceBoard },
  { countMax: 2, bring: wearLatch },
  { countMax: 1, bring: wearSensor },
  { countMax: 1, bring: rattleHook },
  { countMax: 1, bring: slowLine },
  { countMax: 1, bring: moveClock },
  { countMax: 2, bring: forgeDocument },
];

/** Plans what goes wrong within `lengthMs`; the same dice plan the same. */
export function planTroubles(world: VirtualWorld, dice: Dice, lengthMs: number): void {
  const days = Math.max(1, Math.round(lengthMs / (24 * hourMs)));
  for (const [index, { countMax, bring }] of troubles.entries()) {
    const own = dice.split(`trouble ${String(index)}`);
    const count = own.below(countMax * days + 1);
    for (let at = 0; at < count; at += 1) {
      world.agenda.after(Math.round(own.between(0, lengthMs)), () => bring(world, own));
    }
  }
  const { faults } = world.broker;
  faults.droppedShare = dice.below(3) === 0 ? 0.02 : 0;
  faults.doubledShare = dice.below(2) === 0 ? 0.05 : 0;
  faults.deafShare = dice.below(3) === 0 ? 0.1 : 0;
}

/** What has been broken for a while when the station is switched on. */
export function breakBefore(world: VirtualWorld, dice: Dice): void {
  if (dice.below(3) > 0) return;
  const found = [wearLatch, wearSensor, silenceBoard, rattleHook];
  for (let count = 0; count <= dice.below(3); count += 1) pick(dice, found)?.(world, dice);
}

/** Everything works again from now on; what was believed meanwhile stays believed. */
export function heal(world: VirtualWorld): void {
  world.witness({ kind: 'nature', what: 'Everything is mended.' });
  Object.assign(world.broker.faults, { droppedShare: 0, doubledShare: 0, deafShare: 0 });
  world.broker.restore();
  world.centre.setWorking(true);
  world.conditions.heal();
  world.controller.trap = () => false;
  world.clock.errorMs = 0;
  world.clock.doubtMs = 0;
  world.clock.settledQuality = 'trusted';
  for (const label of world.cabinet.labels) {
    world.cabinet.find(label)?.setWear({ latch: { at: 'sound' }, hook: 'sound', infrared: 'sound' });
  }
  world.controller.start('power-up');
}

function cutPower(world: VirtualWorld, dice: Dice): void {
  world.controller.cut();
  darkness(world, dice, 'power-up');
}

function cutPowerInDecision(world: VirtualWorld, dice: Dice): void {
  const point = pick(dice, cutPoints);
  let leftCount = 1 + dice.below(6);
  world.controller.trap = (here) => {
    if (here !== point) return false;
    leftCount -= 1;
    if (leftCount !== 0) return false;
    darkness(world, dice, 'power-up');
    return true;
  };
}

/** The supervisor has it back in seconds, and the boards have kept their power. */
function killProcess(world: VirtualWorld, dice: Dice): void {
  say(world, 'The process is killed.');
  world.controller.cut();
  world.agenda.after(Math.round(dice.between(200, 5_000)), () => world.controller.start('restart'));
}

/** The power stays away for a while; without a battery clock the time is in doubt afterwards. */
function darkness(world: VirtualWorld, dice: Dice, cause: 'power-up' | 'restart'): void {
  const awayMs = Math.round(
    dice.below(3) === 0 ? dice.between(minuteMs, 3 * hourMs) : dice.between(50, minuteMs),
  );
  if (dice.below(2) === 0) {
    world.clock.doubtMs = Math.round(dice.between(0, hourMs));
    if (dice.below(2) === 0) world.clock.settledQuality = dice.below(2) === 0 ? 'bounded' : 'unknown';
  }
  world.agenda.after(awayMs, () => world.controller.start(cause));
}

function loseBroker(world: VirtualWorld, dice: Dice): void {
  say(world, 'The broker cannot be reached.');
  world.broker.cut();
  world.agenda.after(Math.round(dice.between(secondMs, 6 * hourMs)), () => world.broker.restore());
}

function stopCentre(world: VirtualWorld, dice: Dice): void {
  say(world, 'The centre stops.');
  world.centre.setWorking(false);
  world.agenda.after(Math.round(dice.between(secondMs, hourMs)), () => world.centre.setWorking(true));
}

function silenceBoard(world: VirtualWorld, dice: Dice): void {
  const board = pick(dice, [...new Set(world.plan.compartments.map((planned) => planned.board))]);
  if (board === undefined) return;
  say(world, `The board ${board} falls silent.`);
  world.conditions.setSilent(board, true);
  const silentMs = Math.round(dice.between(secondMs, 30 * minuteMs));
  world.agenda.after(silentMs, () => world.conditions.setSilent(board, false));
}

function wearLatch(world: VirtualWorld, dice: Dice): void {
  const label = pick(dice, world.cabinet.labels) ?? '';
  const latch = pick(dice, wornLatches) ?? wornLatches[0];
  say(world, `The latch of ${label} is ${latch.at}.`);
  world.cabinet.find(label)?.setWear({ latch });
  world.agenda.after(Math.round(dice.between(10 * minuteMs, 4 * hourMs)), () => {
    say(world, `The latch of ${label} is mended.`);
    world.cabinet.find(label)?.setWear({ latch: { at: 'sound' } });
  });
}

function wearSensor(world: VirtualWorld, dice: Dice): void {
  const label = pick(dice, world.cabinet.labels) ?? '';
  const isHook = dice.below(2) === 0;
  const hook = pick(dice, wornHooks) ?? 'sound';
  const infrared = pick(dice, wornInfrareds) ?? 'sound';
  world.deceive(label);
  say(world, `The ${isHook ? `hook of ${label} is ${hook}` : `infrared of ${label} is ${infrared}`}.`);
  world.cabinet.find(label)?.setWear(isHook ? { hook } : { infrared });
}

function rattleHook(world: VirtualWorld, dice: Dice): void {
  const label = pick(dice, world.cabinet.labels) ?? '';
  world.deceive(label);
  say(world, `The hook of ${label} rattles.`);
  world.conditions.setBouncing(label, true);
}

function slowLine(world: VirtualWorld, dice: Dice): void {
  const { conditions, agenda } = world;
  const lateMs = Math.round(dice.between(100, 3_000));
  Object.assign(conditions, { lateMs, isLate: true });
  say(world, `Readings are ${String(lateMs)} ms late.`);
  agenda.after(Math.round(dice.between(minuteMs, hourMs)), () => {
    conditions.lateMs = 0;
    // What set out before is still on its way.
    agenda.after(lateMs + secondMs, () => (conditions.isLate = false));
  });
}

/** A clock that is wrong says so: trust comes from what sets it (rule R35). */
function moveClock(world: VirtualWorld, dice: Dice): void {
  world.clock.errorMs = Math.round(dice.between(-10 * 24 * hourMs, 30 * 24 * hourMs));
  world.clock.settledQuality = 'unknown';
  say(world, `The wall clock is wrong by ${String(world.clock.errorMs)} ms.`);
}

/** Somebody on the broker wants every parcel out: by another key, for another station, or by an old word. */
function forgeDocument(world: VirtualWorld, dice: Dice): void {
  const { plan, secrets, broker, controller } = world;
  const recalls = controller.run?.station.state().stays.map(({ id }) => id) ?? [];
  const document = { document: 'parcels', station: plan.station, version: 1_000_000, notified: [], recalls };
  const forgeries = [
    secrets.sign(document, 'ack'),
    secrets.sign({ ...document, station: 'virtual-2' }, 'centre'),
    secrets.sign({ ...document, version: 0 }, 'centre'),
  ];
  say(world, 'Somebody forges a document of the centre.');
  broker.publish(topicsOf(plan.station).desired('parcels'), pick(dice, forgeries) ?? '', false);
}

function say(world: VirtualWorld, what: string): void {
  world.witness({ kind: 'nature', what });
}

function pick<T>(dice: Dice, from: readonly T[]): T | undefined {
  return from[dice.below(from.length)];
}
