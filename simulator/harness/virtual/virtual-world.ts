import { defaultPolicy } from '#domain/policy';
import type { Policy } from '#domain/policy';
import type { ShelfPlan } from '#domain/shelves';
import type { StationPlan } from '#domain/state';
import type { Checker, Truth, Witnessed } from '../../checkers/witness.ts';
import { createDice } from '../../dice.ts';
import type { Dice } from '../../dice.ts';
import type { VirtualCabinet } from '../../physics/cabinet.ts';
import type { CompartmentView } from '../../physics/happenings.ts';
import { Agenda } from './agenda.ts';
import { BoardConditions } from './board-conditions.ts';
import { Chronicle, timeOf } from './chronicle.ts';
import { Controller } from './controller.ts';
import type { Alterations, Witness } from './controller.ts';
import { Hands } from './hands.ts';
import { portHardware } from './hardware.ts';
import type { BuildHardware } from './hardware.ts';
import { MemoryCard } from './memory-card.ts';
import { seededChance } from './seeded-chance.ts';
import { SeededSecrets } from './seeded-vault.ts';
import type { NoticeContent } from './seeded-vault.ts';
import { SimulatedBroker } from './simulated-broker.ts';
import { SimulatedCentre } from './simulated-centre.ts';
import { VirtualKiosk } from './virtual-kiosk.ts';
import { planOf, smallStation } from './virtual-plan.ts';
import type { VirtualCompartment } from './virtual-plan.ts';
import { FallibleClock } from './fallible-clock.ts';

export type VirtualWorldInput = {
  readonly seed: number;
  readonly compartments?: readonly VirtualCompartment[];
  /** None where nothing is said. */
  readonly shelves?: ShelfPlan;
  readonly policy?: Partial<Policy>;
  readonly checkers?: readonly Checker[];
  readonly alterations?: Alterations;
  /** Straight on the metal where nothing else is given. */
  readonly hardware?: BuildHardware;
};

/** Something was seen that must never be seen. */
export class WorldBroken extends Error {
  override readonly name = 'WorldBroken';
}

/** How long a station may take from power to service. */
const startMsMax = 20_000;
const storySentenceCount = 40;
const stationId = 'virtual-1';

/** A station with everything around it, in virtual time: the same seed makes the same world. */
export class VirtualWorld implements Truth {
  readonly seed: number;
  readonly agenda = new Agenda();
  readonly dice: Dice;
  readonly plan: StationPlan;
  readonly cabinet: VirtualCabinet;
  readonly conditions = new BoardConditions();
  readonly clock: FallibleClock;
  readonly broker: SimulatedBroker;
  readonly centre: SimulatedCentre;
  readonly controller: Controller;
  readonly secrets: SeededSecrets;
  readonly kiosk: VirtualKiosk;
  readonly hands: Hands;
  readonly chronicle = new Chronicle();
  readonly card = new MemoryCard();
  readonly witness: Witness;
  readonly #checkers: readonly Checker[];
  readonly #deceived = new Set<string>();
  readonly #messages = new Map<string, NoticeContent>();
  readonly #awaited = new Map<string, (notice: NoticeContent) => void>();
  #broken: string | null = null;

  constructor(input: VirtualWorldInput) {
    const { seed, compartments = smallStation(), policy = {}, alterations = {} } = input;
    const { agenda, card } = this;
    this.seed = seed;
    this.dice = createDice(seed);
    this.plan = planOf(stationId, compartments, input.shelves);
    this.#checkers = input.checkers ?? [];
    this.witness = (seen) => this.#see({ ...seen, atMs: agenda.nowMs() });
    const { plan, conditions } = this;
    const hardware = (input.hardware ?? portHardware)({ seed, agenda, plan, conditions });
    this.cabinet = hardware.cabinet;
    this.cabinet.observe((happening) => this.witness({ kind: 'metal', happening }));
    this.clock = new FallibleClock();
    const secrets = new SeededSecrets(seed, seededChance(this.dice.split('secrets')));
    this.secrets = secrets;
    this.broker = new SimulatedBroker(agenda, this.dice.split('broker'));
    this.broker.tap(({ topic, payload }) => this.witness({ kind: 'published', topic, payload }));
    this.centre = this.#openCentre(secrets);
    this.controller = new Controller({
      agenda,
      wall: this.clock,
      card,
      secrets,
      broker: this.broker,
      plan,
      policy: { ...defaultPolicy, ...policy },
      dice: this.dice.split('controller'),
      openDoors: hardware.openDoors,
      witness: this.witness,
      alterations,
      defect: (error) => this.#break({ name: 'defect' }, String(error)),
    });
    this.kiosk = new VirtualKiosk(this.controller, secrets, this.witness);
    this.hands = new Hands(this.cabinet, agenda, this.witness);
  }

  /** Gives the station power and waits until it serves. */
  async start(cause: 'power-up' | 'restart' = 'power-up'): Promise<void> {
    this.controller.start(cause);
    for (let waitedMs = 0; waitedMs < startMsMax && !this.controller.isServing; waitedMs += 100) {
      await this.run(100);
    }
  }

  /** Lets time pass; throws `WorldBroken` with the story where something was seen that must never be. */
  async run(byMs: number): Promise<void> {
    await this.agenda.run(byMs);
    if (this.#broken !== null) throw new WorldBroken(this.#broken);
  }

  /** The message that a recipient has on the phone: the newest one for this contact. */
  messageTo(contact: string): NoticeContent | null {
    return this.#messages.get(contact) ?? null;
  }

  /** Calls `listener` when the message for this contact comes, at once where it is there already. */
  onMessage(contact: string, listener: (notice: NoticeContent) => void): void {
    const newest = this.messageTo(contact);
    if (newest !== null) listener(newest);
    else this.#awaited.set(contact, listener);
  }

  /** Ends the world: something in it, or a judge of it, found what must not be. */
  fail(name: string, wrong: string): void {
    this.#break({ name }, wrong);
  }

  /** Wear or a fault that makes sensors say what is not so; nobody is blamed for believing it afterwards. */
  deceive(compartment: string): void {
    this.#deceived.add(compartment);
  }

  nowMs(): number {
    return this.agenda.nowMs();
  }

  contentsOf(compartment: string): readonly string[] {
    return this.hands.contentsOf(compartment);
  }

  viewOf(compartment: string): CompartmentView {
    const found = this.cabinet.find(compartment);
    if (found === null) throw new RangeError(`there is no compartment ${compartment}`);
    return found.view();
  }

  isSilent(board: string): boolean {
    return this.conditions.isSilent(board);
  }

  isServing(): boolean {
    return this.controller.isServing;
  }

  isDeceived(compartment: string): boolean {
    return this.#deceived.has(compartment) || this.conditions.isLate;
  }

  /** Whether the centre has everything and the station knows it. */
  isReconciled(): boolean {
    const position = this.controller.run?.store.outbox.position();
    return position !== undefined && position.ackedSeq === position.lastSeq;
  }

  /** Says how things stand to every checker; throws where one of them objects. */
  judge(): void {
    const store = this.controller.run?.store ?? null;
    if (store === null) throw new WorldBroken('the world came to rest without power');
    const position = store.outbox.position();
    const last = {
      state: this.controller.run?.station.state() ?? null,
      outbox: position,
      centre: { epoch: this.centre.lastEpoch, lastSeq: this.centre.lastSeq },
    };
    for (const checker of this.#checkers) {
      const wrong = checker.end?.(this, last) ?? null;
      if (wrong !== null) this.#break(checker, wrong);
    }
    if (this.#broken !== null) throw new WorldBroken(this.#broken);
  }

  close(): void {
    this.agenda.halt();
    this.controller.dispose();
    this.card.discard();
  }

  #openCentre(secrets: SeededSecrets): SimulatedCentre {
    return new SimulatedCentre({
      station: stationId,
      agenda: this.agenda,
      broker: this.broker,
      secrets,
      wallMs: () => this.clock.trueMs(this.agenda.nowMs()),
      stored: (event) => this.witness({ kind: 'stored', event }),
      sent: (document) => this.witness({ kind: 'sent', document }),
      tell: (notice) => {
        const { stay, contact, code, extension } = notice;
        this.witness({ kind: 'told', stay, secrets: [code, extension] });
        this.#messages.set(contact, notice);
        this.#awaited.get(contact)?.(notice);
        this.#awaited.delete(contact);
      },
    });
  }

  #see(witnessed: Witnessed): void {
    this.chronicle.write(witnessed);
    if (witnessed.kind === 'power' && witnessed.power === 'off') this.#cutCoils();
    if (this.#broken !== null) return;
    for (const checker of this.#checkers) {
      const wrong = this.#look(checker, witnessed);
      if (wrong !== null) this.#break(checker, wrong);
    }
  }

  /** A checker that falls over must not look like a failing disk to the station that it watches. */
  #look(checker: Checker, witnessed: Witnessed): string | null {
    try {
      return checker.see(witnessed, this);
    } catch (error) {
      return `the checker itself failed: ${error instanceof Error ? String(error.stack) : String(error)}`;
    }
  }

  #cutCoils(): void {
    for (const label of this.cabinet.labels) this.cabinet.find(label)?.cutCoil();
  }

  #break({ name }: Pick<Checker, 'name'>, wrong: string): void {
    this.#broken ??= [
      `${name}: ${wrong}`,
      `Seen at ${timeOf(this.nowMs())} in the world of seed ${String(this.seed)}. What led to it:`,
      ...this.chronicle.last(storySentenceCount).map((sentence) => `  ${sentence}`),
    ].join('\n');
    this.agenda.halt();
  }
}
