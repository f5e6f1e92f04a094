import type { Command } from '#domain/commands';
import type { Answer } from '#domain/decision';
import type { DomainEvent, EventType } from '#domain/events';
import type { FaultCode } from '#domain/faults';
import type { Compartment, Stay, StationState } from '#domain/state';
import type { PublishedEvent } from '#contract/cloud-event';
import type { Checker } from '../../checkers/witness.ts';
import type { Declared } from './virtual-kiosk.ts';
import { VirtualWorld } from './virtual-world.ts';
import type { VirtualWorldInput } from './virtual-world.ts';

/** The scene cannot go on as it was written: the message says what was expected. */
export class SceneBroken extends Error {
  override readonly name = 'SceneBroken';
}

/** Longer than three pulses with their looks take. */
const openingMsMax = 15_000;
const stepMs = 50;

/**
 * A world for a story in sentences: one person does one thing after the other, and time passes only when the
 * story says so or when somebody waits for a door.
 */
export class Scene {
  readonly world: VirtualWorld;
  readonly events: DomainEvent[] = [];
  /** What the centre has on its disk. */
  readonly stored: PublishedEvent[] = [];

  private constructor(input: Omit<VirtualWorldInput, 'checkers'>, checkers: readonly Checker[]) {
    const listener: Checker = {
      name: 'scene',
      see: (witnessed) => {
        if (witnessed.kind === 'commit') this.events.push(...witnessed.events);
        if (witnessed.kind === 'stored') this.stored.push(witnessed.event);
        return null;
      },
    };
    this.world = new VirtualWorld({ ...input, checkers: [listener, ...checkers] });
  }

  /** A station that serves, with every door shut and a link to its centre. */
  static async open(
    input: Omit<VirtualWorldInput, 'checkers'>,
    checkers: readonly Checker[],
  ): Promise<Scene> {
    const scene = new Scene(input, checkers);
    await scene.world.start();
    await scene.world.run(5_000);
    return scene;
  }

  get state(): StationState {
    const { run } = this.world.controller;
    if (run === null) throw new SceneBroken('the station has no power');
    return run.station.state();
  }

  async ask(who: string, command: Command): Promise<Answer> {
    return this.answered(this.world.kiosk.ask(who, command));
  }

  /** Waits for an answer of the kiosk; a dark screen gives none, which no story expects by accident. */
  async answered(asking: Promise<Answer | null>): Promise<Answer> {
    await this.world.run(stepMs);
    const answer = await asking;
    if (answer === null) throw new SceneBroken('the screen went dark before it answered');
    return answer;
  }

  /** Lets time pass until no pulse is under way any more. */
  async settle(): Promise<void> {
    for (let waitedMs = 0; waitedMs < openingMsMax; waitedMs += stepMs) {
      await this.world.run(stepMs);
      if (this.state.intentions.length === 0) return;
    }
    throw new SceneBroken('a pulse has no outcome');
  }

  stayOf(waybill: string): Stay | null {
    return this.state.stays.find((stay) => stay.waybill === waybill) ?? null;
  }

  compartment(label: string): Compartment {
    const found = this.state.compartments.find((compartment) => compartment.label === label);
    if (found === undefined) throw new SceneBroken(`there is no compartment ${label}`);
    return found;
  }

  eventsOf<T extends EventType>(type: T): readonly Extract<DomainEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<DomainEvent, { type: T }> => event.type === type);
  }

  hasFault(code: FaultCode, subject: string): boolean {
    return this.state.faults.some((fault) => fault.code === code && fault.subject === subject);
  }

  /** What a parcel is when the story does not care. */
  declare(declared: Partial<Declared>): Declared {
    const number = String(1 + Math.floor(this.world.nowMs())).padStart(10, '0');
    return { waybill: `SF${number}`, size: 'S', contact: `138${number.slice(-8)}`, ...declared };
  }
}
