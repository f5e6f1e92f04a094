import type { EpochBeginning } from '#domain/events/station-events';
import type { Policy } from '#domain/policy';
import type { StationPlan } from '#domain/state';
import { encodeEvent } from '#contract/event-encoder';
import { openLedger } from '#ledger/ledger';
import type { OpenLedger } from '#ledger/ledger';
import type { Doors, Ledger, Log } from '#station/ports';
import { AbsenceWatch } from '#station/absence-watch';
import { QuietWatch } from '#station/quiet-watch';
import { Station } from '#station/station';
import type { Verify } from '#uplink/signatures';
import { startUplink } from '#uplink/uplink';
import type { Witnessed } from '../../checkers/witness.ts';
import type { Dice } from '../../dice.ts';
import type { Agenda } from './agenda.ts';
import { Life } from './life.ts';
import type { WallClock } from './life.ts';
import type { MemoryCard } from './memory-card.ts';
import { quietReadings } from './quiet-readings.ts';
import { seededChance } from './seeded-chance.ts';
import type { SeededSecrets } from './seeded-vault.ts';
import type { SimulatedBroker } from './simulated-broker.ts';

type Unstamped = Witnessed extends infer One ? (One extends Witnessed ? Omit<One, 'atMs'> : never) : never;
export type Witness = (witnessed: Unstamped) => void;

/** Where the power can go in the middle of a decision. */
export type CutPoint = 'before-commit' | 'after-commit' | 'before-pulse' | 'after-pulse';

/** What a test may put in the place of a port, to see that somebody notices. */
export type Alterations = {
  readonly ledger?: (ledger: Ledger) => Ledger;
  readonly doors?: (doors: Doors) => Doors;
  readonly log?: (log: Log) => Log;
  readonly verify?: (verify: Verify) => Verify;
};

export type ControllerParts = {
  readonly agenda: Agenda;
  readonly wall: WallClock;
  readonly card: MemoryCard;
  readonly secrets: SeededSecrets;
  readonly broker: SimulatedBroker;
  readonly plan: StationPlan;
  readonly policy: Policy;
  readonly dice: Dice;
  readonly openDoors: (life: Life) => Doors;
  readonly witness: Witness;
  readonly alterations: Alterations;
  /** The process halted itself, and nobody had cut its power. */
  readonly defect: (error: unknown) => void;
};

type Run = {
  readonly life: Life;
  readonly store: OpenLedger;
  /** As the station has it: watched, and altered where a test wants it so. */
  readonly ledger: Ledger;
  readonly station: Station;
};

/** What a service manager takes. */
const restartMs = 1_000;

/** Virtual stations stand where the local time is UTC. */
const utcMinute = (wallMs: number): number => Math.floor(wallMs / 60_000) % 1_440;

/** The controller's process: it runs, it is cut off, it is started again on the same card. */
export class Controller {
  /** Asked at each point where the power could go; true takes it away there. */
  trap: (point: CutPoint) => boolean = () => false;
  readonly #parts: ControllerParts;
  #run: Run | null = null;
  #startCount = 0;

  constructor(parts: ControllerParts) {
    this.#parts = parts;
  }

  /** The run that is powered now; null in the dark. */
  get run(): Run | null {
    return this.#run;
  }

  get isServing(): boolean {
    return this.#run?.station.isServing() ?? false;
  }

  start(cause: 'power-up' | 'restart'): void {
    if (this.#run !== null) return;
    const { agenda, wall, card, plan, policy, dice, witness, secrets, openDoors, alterations } = this.#parts;
    this.#startCount += 1;
    const name = `boot-${String(this.#startCount)}`;
    const life = new Life(agenda, wall, name);
    const log = this.#openLog(life);
    const salts = seededChance(dice.split(`salts of ${name}`));
    const store = openLedger({
      path: card.path,
      markPath: card.markPath,
      station: plan.station,
      encode: encodeEvent,
      now: () => life.now(),
      newEpoch: () => seededChance(dice.split(`epoch of ${name}`)).digits(16),
      newSalt: () => salts.digits(32),
      log,
    });
    const { ledger: alterLedger = same, doors: alterDoors = same } = alterations;
    const ledger = this.#watchLedger(life, alterLedger(store.ledger));
    const station = new Station({
      plan,
      policy,
      ledger,
      doors: this.#watchDoors(life, alterDoors(openDoors(life))),
      vault: secrets.vault,
      clock: life.clock,
      chance: seededChance(dice.split(name)),
      log,
      softwareVersion: '1.0.0',
      startCause: cause,
      beginning: beginningOf(store),
      halt: (error) => {
        if (life.isOn) this.#parts.defect(error);
      },
    });
    this.#run = { life, store, ledger, station };
    witness({ kind: 'power', power: 'on' });
    void station.start().then(() => {
      if (!life.isOn) return;
      witness({ kind: 'power', power: 'serving' });
      new QuietWatch({ control: station, clock: life.clock, minuteOfDay: utcMinute }).start();
      new AbsenceWatch({ control: station, clock: life.clock, lastSeenAt: store.lastSeenAt }).start();
      this.#startUplink(life, store, station, log, cause);
    });
  }

  /** The power is gone, at this very instant. */
  cut(): void {
    const run = this.#run;
    if (run === null) return;
    const { agenda, card, broker, witness } = this.#parts;
    this.#run = null;
    run.life.end();
    card.freeze();
    broker.forget(run.life);
    // The memory is gone with the power; the handle is given back when nobody is inside it any more.
    agenda.after(0, () => run.store.ledger.close());
    witness({ kind: 'power', power: 'off' });
  }

  /** The process has ended itself, and the service manager starts it again. */
  #restart(life: Life): void {
    if (this.#run?.life !== life) return;
    this.cut();
    this.#parts.agenda.after(restartMs, () => this.start('restart'));
  }

  /** Ends the last run without a trace in the world. */
  dispose(): void {
    this.#run?.life.end();
    this.#run?.store.ledger.close();
    this.#run = null;
  }

  #startUplink(
    life: Life,
    store: OpenLedger,
    station: Station,
    log: Log,
    cause: 'power-up' | 'restart',
  ): void {
    const { broker, dice, secrets, plan, alterations } = this.#parts;
    const { verify: alterVerify = same } = alterations;
    startUplink({
      settings: {
        station: plan.station,
        broker: 'mqtt://virtual',
        clientId: plan.station,
        username: null,
        password: null,
        eventsPerSecondMax: 1_000,
        willDelaySeconds: 30,
        keepAliveSeconds: 20,
      },
      control: station,
      outbox: store.outbox,
      clock: life.clock,
      chance: seededChance(dice.split(`uplink of ${life.boot}`)),
      log,
      verify: alterVerify(secrets.verify),
      keys: { centre: keyNamed('centre'), ack: keyNamed('ack') },
      softwareVersion: '1.0.0',
      bootId: life.boot,
      bootReason: store.openedAs.cause === 'continued' ? cause : 'new-store',
      description: { cabinets: ['A'], compartments: [], profileHash: '0'.repeat(64) },
      readings: quietReadings,
      outran: () => this.#restart(life),
      dial: broker.dialFor(life),
    });
  }

  #openLog(life: Life): Log {
    const { witness, alterations } = this.#parts;
    const write = (fields: Readonly<Record<string, unknown>>, message: string): void => {
      if (life.isOn) witness({ kind: 'logged', line: `${message} ${JSON.stringify(fields)}` });
    };
    const { log: alterLog = same } = alterations;
    return alterLog({ info: write, warn: write, error: write });
  }

  #watchLedger(life: Life, ledger: Ledger): Ledger {
    const { witness } = this.#parts;
    return {
      load: (plan, policy) => ledger.load(plan, policy),
      recallWaybill: (waybill, now) => ledger.recallWaybill(waybill, now),
      recallCode: (code, extension, now) => ledger.recallCode(code, extension, now),
      knowsCode: (code) => ledger.knowsCode(code),
      recallAnswer: (key) => ledger.recallAnswer(key),
      findPrunable: (now, keepMs) => ledger.findPrunable(now, keepMs),
      anchor: (now) => ledger.anchor(now),
      findPurgeable: (now, keepMs) => ledger.findPurgeable(now, keepMs),
      close: () => ledger.close(),
      commit: (commit) => {
        if (this.trap('before-commit')) this.cut();
        // What a process that is gone still does must not reach the card: to its loop the disk has failed.
        if (!life.isOn) throw new PowerGone('before a commit');
        ledger.commit(commit);
        const { before, after, events, at } = commit;
        witness({ kind: 'commit', before, after, events, at });
        if (this.trap('after-commit')) this.cut();
      },
    };
  }

  #watchDoors(life: Life, doors: Doors): Doors {
    const { witness } = this.#parts;
    return {
      start: (report) =>
        doors.start((news) => {
          if (!life.isOn) return;
          witness({ kind: 'report', report: news });
          report(news);
        }),
      unlock: (intention, compartment, turn) => {
        if (life.isOn && this.trap('before-pulse')) this.cut();
        if (!life.isOn) return;
        witness({ kind: 'pulse', intention, compartment });
        doors.unlock(intention, compartment, turn);
        if (this.trap('after-pulse')) this.cut();
      },
      attend: (compartments) => {
        if (life.isOn) doors.attend(compartments);
      },
      stop: () => doors.stop(),
    };
  }
}

/** The process ended in the middle of a call. */
class PowerGone extends Error {
  override readonly name = 'PowerGone';
}

function keyNamed(name: 'centre' | 'ack'): {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
} {
  return { kty: 'OKP', crv: 'Ed25519', x: name };
}

function beginningOf({ openedAs }: OpenLedger): EpochBeginning | null {
  const { cause, ...previous } = openedAs;
  return cause === 'continued' ? null : { cause, ...previous };
}

function same<T>(one: T): T {
  return one;
}
