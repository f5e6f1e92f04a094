import { onTestFinished } from 'vitest';
import type { Answer } from '#domain/decision';
import type { StayId, VisitId } from '#domain/words';
import { Scene, SceneBroken } from '#simulator/harness/virtual/scene';
import type { Declared } from '#simulator/harness/virtual/virtual-kiosk';
import type { VirtualCompartment } from '#simulator/harness/virtual/virtual-plan';
import type { AnnouncedParcel } from '#simulator/harness/virtual/simulated-centre';
import type { ShelfPlan } from '#domain/shelves';
import type { Policy } from '#domain/policy';
import type { Wear } from '#simulator/physics/happenings';
import { everyChecker } from '#simulator/checkers/every-checker';
import { auditorOf } from './auditing.ts';
import { depositingOf } from './depositing.ts';
import { recallingOf } from './recalling.ts';
import { backupsOf } from './restoring.ts';

/**
 * A stage for stories in virtual time: the real station on a real ledger between a simulated cabinet and a
 * simulated centre. Every checker of the simulation watches each story. See README.md beside this file.
 */
export type ScenarioInput = {
  readonly seed?: number;
  /** Eight compartments with parcel sensors (A01…) and eight without (B01…) where nothing else is said. */
  readonly compartments?: readonly VirtualCompartment[];
  /** None where nothing else is said. */
  readonly shelves?: ShelfPlan;
  readonly policy?: Partial<Policy>;
  /** For stories in which something happens on purpose that no station may do by itself. */
  readonly unwatched?: readonly string[];
};

export async function openScenario({ seed = 1, unwatched = [], ...input }: ScenarioInput = {}) {
  const checkers = everyChecker().filter(({ name }) => !unwatched.includes(name));
  const scene = await Scene.open({ seed, ...input }, checkers);
  onTestFinished(() => scene.world.close());
  const cabinet = cabinetOf(scene);
  return {
    scene,
    cabinet,
    courier: { ...courierOf(scene, cabinet), ...depositingOf(scene), ...recallingOf(scene, cabinet) },
    recipient: recipientOf(scene, cabinet),
    auditor: auditorOf(scene),
    /** Whoever stands there and presses what anybody may press. */
    passer: {
      saysSomebodyIsInside: () => scene.ask('passer-by', { do: 'report-inside' }),
      saysItIsEmpty: (compartment: string) =>
        scene.ask('passer-by', { do: 'confirm-empty', compartment: compartment as never }),
    },
    station: stationOf(scene),
    centre: {
      /** Types of the events that the centre has on its disk, for example `pickup.completed`. */
      knows: () => scene.stored.map(({ type }) => type.replace(/^latchkey\.|\.v1$/g, '')),
      tally: () => scene.world.centre.tally,
      wantsBack: ({ waybill }: Delivered) =>
        scene.ask('centre', { do: 'recall-parcel', stay: must(scene.stayOf(waybill)?.id, 'no such parcel') }),
      givesEveryParcel: (extraHours: number) =>
        scene.ask('centre', { do: 'extend-policy', cause: 'weather', extraHours }),
      /** Tells the station of a parcel that is on its way. */
      announces: async (parcel: AnnouncedParcel) => {
        scene.world.centre.announce(parcel);
        await scene.world.run(1_000);
      },
      /** What has happened at a station that lost its ledger is not told to it. */
      keepsBooksShut: () => scene.world.centre.keepBooksShut(),
      stops: () => scene.world.centre.setWorking(false),
      comesBack: () => scene.world.centre.setWorking(true),
      /** What the recipient of a parcel has on the phone; null while nothing came. */
      messageTo: (contact: string) => scene.world.messageTo(contact),
    },
    time: { pass: (ms: number) => scene.world.run(ms) },
    power: {
      cut: () => scene.world.controller.cut(),
      /** The power goes at the next such point of a decision. */
      cutAt: (point: 'before-commit' | 'after-commit' | 'before-pulse' | 'after-pulse') => {
        let isDone = false;
        scene.world.controller.trap = (here) => {
          const isHere = here === point && !isDone;
          isDone ||= isHere;
          return isHere;
        };
      },
      restore: () => scene.world.start('power-up'),
    },
    /** Only the process dies; the boards keep their power. */
    process: {
      dies: () => scene.world.controller.cut(),
      starts: () => scene.world.start('restart'),
    },
    link: { cut: () => scene.world.broker.cut(), restore: () => scene.world.broker.restore() },
    clock: scene.world.clock,
    card: {
      backUp: () => scene.world.card.backUp(),
      /** The older database lies on the card again; what the station knew since is gone. */
      putBack: () => {
        scene.world.card.putBack();
        scene.world.witness({ kind: 'card' });
      },
    },
    backups: backupsOf(scene),
    faults: faultsOf(scene),
  };
}

function cabinetOf(scene: Scene) {
  const { hands } = scene.world;
  const done = async (outcome: { readonly ok: boolean; readonly reason?: string }): Promise<void> => {
    if (!outcome.ok) throw new SceneBroken(`hands could not do it: ${String(outcome.reason)}`);
    // The sensors have seen it: an idle door is read at least once a second.
    await scene.world.run(1_200);
  };
  return {
    /** What the metal does, whatever the station believes. */
    isOpen: (compartment: string) => hands.isOpen(compartment),
    contentOf: (compartment: string) => hands.contentOf(compartment),
    put: (compartment: string, waybill: string) => done(hands.put(compartment, waybill)),
    /** Without a waybill whatever lies in front. */
    take: (compartment: string, waybill?: string) => done(hands.take(compartment, waybill)),
    shut: (compartment: string) => done(hands.close(compartment)),
    force: (compartment: string) => done(hands.force(compartment)),
    childHides: (compartment: string) => done(hands.hide(compartment)),
  };
}

type Cabinet = ReturnType<typeof cabinetOf>;

function courierOf(scene: Scene, cabinet: Cabinet) {
  const who = 'courier';
  const visit = (): VisitId => scene.state.visit?.id ?? ('none' as VisitId);
  const stay = (): StayId => scene.state.visit?.task?.stay ?? ('none' as StayId);
  const door = (): string => must(scene.state.visit?.task?.compartment, 'no door is open for the courier');
  const settled = async (asking: Promise<Answer>): Promise<Answer> => {
    const answer = await asking;
    await scene.settle();
    return answer;
  };
  const courier = {
    signsIn: (badge = 'courier-1') => scene.answered(scene.world.kiosk.showBadge(who, badge)),
    /** Declares a parcel and waits for the door that opens for it. */
    scans: (declared: Partial<Declared> = {}) =>
      settled(scene.answered(scene.world.kiosk.startDeposit(who, visit(), scene.declare(declared)))),
    /** The door that the screen names. */
    door,
    putsIn: (waybill: string) => cabinet.put(door(), waybill),
    takesOut: () => cabinet.take(door()),
    shuts: () => cabinet.shut(door()),
    confirms: () => settled(scene.ask(who, { do: 'confirm-deposit', visit: visit(), stay: stay() })),
    cancels: (parcelInside: 'yes' | 'no' | 'unknown') =>
      settled(scene.ask(who, { do: 'cancel-deposit', visit: visit(), stay: stay(), parcelInside })),
    finishes: () => scene.ask(who, { do: 'finish-visit', visit: visit() }),
    /** From the badge to the goodbye; says where the parcel lies. */
    async deposits(declared: Partial<Declared> = {}) {
      const parcel = scene.declare(declared);
      accepted(await courier.signsIn());
      accepted(await courier.scans(parcel));
      const compartment = door();
      await courier.putsIn(parcel.waybill);
      await courier.shuts();
      if (scene.state.visit?.task != null) accepted(await courier.confirms());
      accepted(await courier.finishes());
      await scene.world.run(3_000);
      return { ...parcel, compartment };
    },
  };
  return courier;
}

type Delivered = Declared & { readonly compartment: string };

function recipientOf(scene: Scene, cabinet: Cabinet) {
  const who = 'recipient';
  const visit = (): VisitId => scene.state.visit?.id ?? ('none' as VisitId);
  const { kiosk } = scene.world;
  const types = async (code: string, extension: string): Promise<Answer> => {
    const answer = await scene.answered(kiosk.typeCode(who, code, extension));
    await scene.settle();
    return answer;
  };
  const recipient = {
    types,
    /** Types the nine digits of the message for this parcel, and the six where asked to. */
    async typesCodeOf({ contact, waybill }: Delivered, how: 'usual' | 'with-extension' = 'usual') {
      const { code, extension } = must(scene.world.messageTo(contact), `nobody was told of ${waybill}`);
      const place = scene.world.hands.placeOf(waybill);
      const hasExtension = how !== 'usual';
      const answer = await types(code, hasExtension ? extension : '');
      if (place !== null) {
        scene.world.witness({ kind: 'claimed', waybill, compartment: place, answer, hasExtension });
      }
      return answer;
    },
    reopens: async () => {
      const answer = await scene.ask(who, { do: 'reopen-door', visit: visit() });
      await scene.settle();
      return answer;
    },
    saysTaken: () => scene.ask(who, { do: 'confirm-pickup', visit: visit(), taken: true }),
    saysNotTaken: () => scene.ask(who, { do: 'confirm-pickup', visit: visit(), taken: false }),
    finishes: () => scene.ask(who, { do: 'finish-visit', visit: visit() }),
    /** From the code to the goodbye. */
    async collects(parcel: Delivered) {
      accepted(await recipient.typesCodeOf(parcel));
      await cabinet.take(parcel.compartment);
      await cabinet.shut(parcel.compartment);
      if (scene.state.visit?.task != null) accepted(await recipient.saysTaken());
      return recipient.finishes();
    },
  };
  return recipient;
}

function stationOf(scene: Scene) {
  return {
    state: () => scene.state,
    stayOf: (waybill: string) => scene.stayOf(waybill),
    compartment: (label: string) => scene.compartment(label),
    events: scene.eventsOf.bind(scene),
    hasFault: scene.hasFault.bind(scene),
    step: () => scene.state.visit?.task?.at ?? null,
  };
}

function faultsOf(scene: Scene) {
  const { world } = scene;
  return {
    /** What is worn or broken at a compartment: latch, hook or infrared. */
    wear: async (compartment: string, wear: Partial<Wear>) => {
      if (wear.hook !== undefined || wear.infrared !== undefined) world.deceive(compartment);
      must(world.cabinet.find(compartment), `there is no ${compartment}`).setWear(wear);
      await world.run(1_200);
    },
    bouncing: (compartment: string) => {
      world.deceive(compartment);
      world.conditions.setBouncing(compartment, true);
    },
    silence: async (board: string) => {
      world.conditions.setSilent(board, true);
      await world.run(4_000);
    },
    answer: async (board: string) => {
      world.conditions.setSilent(board, false);
      await world.run(4_000);
    },
    broker: world.broker.faults,
  };
}

/** The answer must be yes. */
export function accepted(answer: Answer): Extract<Answer, { ok: true }> {
  if (!answer.ok) throw new SceneBroken(`refused: ${JSON.stringify(answer)}`);
  return answer;
}

/** The answer must be no; gives the code of the refusal. */
export function refused(answer: Answer): string {
  if (answer.ok) throw new SceneBroken('was accepted');
  return answer.refusal;
}

function must<T>(value: T | null | undefined, missing: string): T {
  if (value === null || value === undefined) throw new SceneBroken(missing);
  return value;
}
