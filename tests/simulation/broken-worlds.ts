import type { Doors, HardwareReport, Ledger } from '#station/ports';
import { noGuesses } from '#domain/guesses';
import { checkDigit } from '#domain/code';
import type { Policy } from '#domain/policy';
import type { StationState } from '#domain/state';
import { topicsOf } from '#contract/topics';
import type { Outbound } from '#domain/sending';
import type { StaffId } from '#domain/words';
import type { Alterations } from '#simulator/harness/virtual/controller';
import type { Scene } from '#simulator/harness/virtual/scene';
import { SceneBroken } from '#simulator/harness/virtual/scene';

/** Worlds in which one part does what it must not, each for the checker that has to find out. */

type Story = (scene: Scene) => Promise<void>;
export type BrokenWorld = {
  readonly checker: string;
  readonly what: string;
  readonly alterations?: Alterations;
  readonly policy?: Partial<Policy>;
  readonly story: Story;
};

const outbound: Outbound = {
  authority: { kind: 'attendant', staff: 'nobody' as StaffId },
  isLocalWaybill: false,
  weighing: null,
  collectWithinHours: 24,
  isCollectOverdue: false,
};

const contact = '13800000001';
const waybill = 'SF0000000001';

/** A courier brings a parcel into the first compartment that is offered. */
const deposit: Story = async (scene) => {
  const { kiosk, hands } = scene.world;
  await scene.answered(kiosk.showBadge('courier', 'courier-1'));
  const visit = must(scene.state.visit).id;
  const parcel = { waybill, contact, size: 'S' } as const;
  const answer = await scene.answered(kiosk.startDeposit('courier', visit, parcel));
  if (!answer.ok) return;
  await scene.settle();
  const { compartment } = must(must(scene.state.visit).task);
  hands.put(compartment, waybill);
  await scene.world.run(1_000);
  hands.close(compartment);
  await scene.world.run(5_000);
  if (scene.state.visit !== null) await scene.ask('courier', { do: 'finish-visit', visit });
};

/** Where the sensors do not tell, the courier does. */
const confirm: Story = async (scene) => {
  const { visit } = scene.state;
  if (visit?.task == null) return;
  await scene.ask('courier', { do: 'confirm-deposit', visit: visit.id, stay: must(visit.task.stay) });
  await scene.ask('courier', { do: 'finish-visit', visit: visit.id });
};

const typeCode: Story = async (scene) => {
  const { kiosk, hands } = scene.world;
  const compartment = must(hands.placeOf(waybill));
  const { code } = must(scene.world.messageTo(contact));
  const answer = await scene.answered(kiosk.typeCode('recipient', code, ''));
  scene.world.witness({ kind: 'claimed', waybill, compartment, answer, hasExtension: false });
  if (answer.ok) await scene.settle();
};

const pickup: Story = async (scene) => {
  const compartment = must(scene.world.hands.placeOf(waybill));
  await typeCode(scene);
  await scene.world.run(1_000);
  scene.world.hands.take(compartment);
  scene.world.hands.close(compartment);
  await scene.world.run(60_000);
};

const restart: Story = async (scene) => {
  scene.world.controller.cut();
  await scene.world.start();
  await scene.world.run(1_000);
};

const inTurn =
  (...stories: readonly Story[]): Story =>
  async (scene) => {
    for (const story of stories) await story(scene);
  };

function doors(change: (real: Doors) => Partial<Doors>): Alterations {
  return {
    doors: (real) => ({
      start: (report) => real.start(report),
      unlock: (intention, compartment, turn) => real.unlock(intention, compartment, turn),
      attend: (compartments) => real.attend(compartments),
      stop: () => real.stop(),
      ...change(real),
    }),
  };
}

function reporting(change: (seen: HardwareReport) => HardwareReport): Alterations {
  return doors((real) => ({ start: (report) => real.start((seen) => report(change(seen))) }));
}

/** The ledger's faces are plain objects, so what is not changed stays as it is. */
function ledger(change: (real: Ledger) => Partial<Ledger>): Alterations {
  return { ledger: (real) => ({ ...real, ...change(real) }) };
}

const loading = (change: (found: StationState) => StationState): Alterations =>
  ledger((real) => ({ load: (plan, policy) => change(real.load(plan, policy)) }));

/** A ledger that finds the parcel again after its end, as one that was put back would. */
function rememberingTooMuch(): Alterations {
  let kept: StationState['stays'] = [];
  return ledger((real) => ({
    load: (plan, policy) => ({ ...real.load(plan, policy), stays: kept }),
    commit(commit) {
      kept = [...kept, ...commit.after.stays.filter(({ id }) => kept.every((stay) => stay.id !== id))];
      real.commit(commit);
    },
  }));
}

/** A log that is told what it must never be told. */
function talkative(): BrokenWorld {
  let note = '';
  return {
    checker: 'secrecy',
    what: 'a log that writes a pickup code down',
    alterations: {
      log: (real) => ({ ...real, info: (fields, message) => real.info({ ...fields, note }, message) }),
    },
    story: inTurn(
      deposit,
      (scene) => {
        note = must(scene.world.messageTo(contact)).code;
        return Promise.resolve();
      },
      restart,
    ),
  };
}

/** The code is typed by nobody, and nobody stands at the door. */
const byItself: Story = async (scene) => {
  await scene.world.run(2_000);
  const { station } = must(scene.world.controller.run);
  const code = must(scene.state.codes[0]).id;
  const knowledge = { kind: 'active', code, extension: 'right' } as const;
  void station.ask({ do: 'enter-code', wellFormed: true, withExtension: true, knowledge });
  await scene.world.run(100);
  await scene.settle();
  void station.ask({ do: 'finish-visit', visit: must(scene.state.visit).id });
  await scene.world.run(100);
};

export const brokenWorlds: readonly BrokenWorld[] = [
  {
    checker: 'authority',
    what: 'doors that pulse another door as well',
    alterations: doors((real) => ({
      unlock(intention, compartment) {
        real.unlock(intention, compartment);
        real.unlock(intention, 'A05' as never);
      },
    })),
    story: deposit,
  },
  {
    checker: 'authority',
    what: 'doors that repeat a pulse by themselves',
    alterations: doors((real) => ({
      unlock(intention, compartment) {
        real.unlock(intention, compartment);
        real.unlock(intention, compartment);
      },
    })),
    story: deposit,
  },
  {
    checker: 'entitlement',
    what: 'a station that is told to open by nobody',
    story: inTurn(deposit, async (scene) => {
      await scene.world.run(60_000);
      const { station } = must(scene.world.controller.run);
      const code = must(scene.state.codes[0]).id;
      const knowledge = { kind: 'active', code, extension: 'right' } as const;
      void station.ask({ do: 'enter-code', wellFormed: true, withExtension: true, knowledge });
      await scene.world.run(1_000);
    }),
  },
  {
    checker: 'offers',
    what: 'a ledger and sensors that forget what lies inside',
    alterations: {
      ...loading((found) => ({ ...found, stays: [], codes: [] })),
      ...reporting((seen) => (seen.kind === 'reading' ? { ...seen, occupancy: 'unknown' } : seen)),
    },
    story: inTurn(deposit, confirm, restart, deposit),
  },
  {
    checker: 'custody',
    what: 'sensors that say empty, which nobody has told the world',
    alterations: reporting((seen) =>
      seen.kind === 'reading' && seen.door === 'closed' ? { ...seen, occupancy: 'empty' } : seen,
    ),
    story: inTurn(deposit, (scene) => scene.world.run(300_000)),
  },
  {
    checker: 'endings',
    what: 'a ledger that finds a collected parcel again',
    alterations: rememberingTooMuch(),
    story: inTurn(deposit, pickup, restart, typeAgain()),
  },
  {
    checker: 'remembering',
    what: 'a ledger that forgets a commit',
    alterations: ledger((real) => ({
      commit(commit) {
        if (commit.events.every(({ type }) => type !== 'visit.ended')) real.commit(commit);
      },
    })),
    story: inTurn(deposit, restart),
  },
  {
    checker: 'claims',
    what: 'a ledger that does not know its codes',
    alterations: ledger(() => ({ recallCode: () => ({ kind: 'unknown' }) })),
    story: inTurn(deposit, typeCode),
  },
  {
    checker: 'guessing',
    what: 'a ledger that forgets guesses in a restart',
    alterations: loading((found) => ({ ...found, guesses: noGuesses })),
    story: inTurn(
      deposit,
      async (scene) => {
        const digits = '12345678';
        await scene.answered(scene.world.kiosk.typeCode('guesser', digits + checkDigit(digits), ''));
      },
      restart,
      typeCode,
    ),
  },
  {
    checker: 'release',
    what: 'doors that swallow every pulse after a child was shut in',
    alterations: doors(() => ({ unlock: () => undefined })),
    story: async (scene) => {
      scene.world.hands.force('A02');
      await scene.world.run(2_000);
      scene.world.hands.hide('A02');
      await scene.world.run(10_000);
    },
  },
  {
    checker: 'release',
    what: 'doors that do not tell that one fell shut',
    alterations: reporting((seen) =>
      seen.kind === 'reading' && seen.compartment === 'A02' ? { ...seen, door: 'open' } : seen,
    ),
    story: async (scene) => {
      scene.world.hands.force('A02');
      await scene.world.run(2_000);
      scene.world.hands.hide('A02');
      await scene.world.run(10_000);
      await scene.ask('somebody', { do: 'pass-time' });
    },
  },
  {
    checker: 'delivery',
    what: 'a centre that never hears the end',
    story: inTurn(
      deposit,
      (scene) => {
        scene.world.centre.setWorking(false);
        return Promise.resolve();
      },
      restart,
    ),
  },
  {
    checker: 'transitions',
    what: 'a ledger that takes a parcel for one on its way out',
    alterations: loading((found) => ({
      ...found,
      stays: found.stays.map((stay) => ({ ...stay, outbound })),
    })),
    story: inTurn(deposit, restart, pickup, confirm),
  },
  talkative(),
  {
    checker: 'fees',
    what: 'a clock that is trusted and ten days ahead',
    policy: { fee: { currency: 'CNY', amountMinor: 50, periodHours: 1, maxMinor: 300 } },
    story: inTurn(
      deposit,
      async (scene) => {
        await scene.world.run(60_000);
        scene.world.clock.errorMs = 10 * 24 * 3_600_000;
      },
      restart,
      typeCode,
    ),
  },
  {
    checker: 'ceiling',
    what: 'a station that opens one door after the other by itself',
    story: inTurn(deposit, byItself, byItself),
  },
  {
    checker: 'orders',
    what: 'a station that believes every signature',
    alterations: { verify: () => (compact) => Promise.resolve(textOf(compact)) },
    story: inTurn(deposit, async (scene) => {
      const { broker, secrets } = scene.world;
      await scene.world.run(5_000);
      const recalls = scene.state.stays.map(({ id }) => id);
      const { station } = scene.state.plan;
      const forged = { document: 'parcels', station, version: 1_000_000, notified: [], recalls };
      broker.publish(topicsOf(station).desired('parcels'), secrets.sign(forged, 'ack'), false);
      await scene.world.run(5_000);
    }),
  },
  {
    checker: 'validity',
    what: 'a clock that is trusted and went back in the dark',
    story: inTurn(
      deposit,
      async (scene) => {
        await scene.world.run(3 * 3_600_000);
        scene.world.clock.errorMs = -3 * 3_600_000;
      },
      restart,
      async (scene) => {
        await scene.answered(scene.world.kiosk.showBadge('courier', 'courier-1'));
        const visit = must(scene.state.visit).id;
        await scene.ask('courier', { do: 'take-back', visit, waybill });
      },
    ),
  },
];

/** What stands before the signature. */
function textOf(compact: string): string {
  return Buffer.from(compact.split('.')[0] ?? '', 'base64url').toString('utf8');
}

/** The stay that should be over is used, so that what the ledger found comes to light. */
function typeAgain(): Story {
  return async (scene) => {
    const [stay] = scene.state.stays;
    if (stay === undefined) return;
    await scene.ask('nobody', { do: 'record-notified', stay: stay.id, notifiedAtMs: 0 });
  };
}

function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new SceneBroken('the story lacks what it needs');
  return value;
}
