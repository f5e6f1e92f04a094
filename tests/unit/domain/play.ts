import { strict as assert } from 'node:assert';
import { findUnlisted } from '#simulator/checkers/transitions';
import { nothingDeclared, nothingKnown } from '#domain/advice';
import type { Wanted } from '#domain/allocation';
import type { Chance } from '#domain/chance';
import { recipientCodeOf } from '#domain/codes';
import type { Command } from '#domain/commands';
import { decide } from '#domain/decide';
import type { Accepted, Decision } from '#domain/decision';
import type { DomainEvent, EventType } from '#domain/events';
import { evolve } from '#domain/evolve';
import type { Jurisdiction } from '#domain/jurisdiction';
import { initialState } from '#domain/initial-state';
import type { Moment } from '#domain/moment';
import { defaultPolicy } from '#domain/policy';
import type { Policy } from '#domain/policy';
import type { ShelfPlan } from '#domain/shelves';
import type { StartDeposit } from '#domain/workflows/deposit-guards';
import type { Code, PlannedCompartment, StationState } from '#domain/state';
import { checkDecision } from './checks.ts';
import type {
  BoardId,
  BootId,
  CodeId,
  CodeMac,
  CompartmentLabel,
  CourierId,
  Door,
  Occupancy,
  Size,
  Waybill,
} from '#domain/words';

/** Plays commands against the pure core, with a clock that moves only when told. */

/** What a careful courier says of a sound parcel that nobody announced. */
export const soundParcel = {
  contact: { sealed: 'sealed', masked: '138******78' },
  declared: {
    ...nothingDeclared,
    consent: { channel: 'phone', ref: null },
    contactRepeat: 'same',
  },
  knowledge: nothingKnown,
} as const;

/** A compartment for whatever parcel of this size. */
export function wantedOf(size: Size): Wanted {
  return { size, needsReach: false, waybill: 'SF1' as Waybill, courier: 'c1' as CourierId };
}

export const label = (text: string): CompartmentLabel => text as CompartmentLabel;

export function planned(
  name: string,
  size: Size,
  more: Partial<PlannedCompartment> = {},
): PlannedCompartment {
  return {
    label: label(name),
    size,
    board: 'board-1' as BoardId,
    heightMm: 500,
    doorSensor: true,
    occupancySensor: true,
    ...more,
  };
}

/** The controller starts again, has read nothing yet, and every board answers. */
export const restartCommand = {
  do: 'start-station',
  cause: 'restart',
  softwareVersion: '0',
  readings: [],
  silentBoards: [],
} as const;

export const threeDoors = [planned('A01', 'S'), planned('A02', 'S'), planned('A03', 'M')];

type StartOptions = {
  readonly compartments?: readonly PlannedCompartment[];
  readonly policy?: Partial<Policy>;
  readonly jurisdiction?: Jurisdiction;
  readonly shelves?: ShelfPlan;
};

export class Play {
  state: StationState;
  readonly events: DomainEvent[] = [];
  #wallMs = Date.UTC(2026, 0, 1);
  #monoMs = 0;
  #boot = 'boot-1' as BootId;
  #clock: Moment['clock'] = 'trusted';
  #drawn = 0;

  readonly chance: Chance = {
    id: () => `id-${String(++this.#drawn)}`,
    digits: (count) => String(++this.#drawn).padStart(count, '0').slice(-count),
  };

  constructor({ compartments = threeDoors, policy = {}, jurisdiction = 'cn', ...more }: StartOptions = {}) {
    this.state = initialState(
      { station: 'test', jurisdiction, compartments, ...more },
      { ...defaultPolicy, ...policy },
    );
    for (const { label: name, doorSensor, occupancySensor } of compartments) {
      this.see(name, doorSensor ? 'closed' : 'unknown', occupancySensor ? 'empty' : 'unknown');
    }
    this.do({ do: 'change-link', link: 'up' });
    this.events.length = 0;
  }

  get now(): Moment {
    return { wallMs: this.#wallMs, monoMs: this.#monoMs, boot: this.#boot, clock: this.#clock };
  }

  wait(ms: number): void {
    this.#wallMs += ms;
    this.#monoMs += ms;
  }

  /** The process starts anew after `offMs`; the wall clock may be doubtful afterwards. */
  reboot(offMs: number, clock: Moment['clock'] = 'trusted'): void {
    this.#boot = `${this.#boot}+` as BootId;
    this.#wallMs += offMs;
    this.#monoMs = 0;
    this.#clock = clock;
  }

  /** Somebody or something sets the wall clock; what runs since the start of the process goes on. */
  setWall(byMs: number, clock: Moment['clock'] = this.#clock): void {
    this.#wallMs += byMs;
    this.#clock = clock;
  }

  do(command: Command): Decision {
    const decision = decide(this.state, command, this.now, this.chance);
    for (const event of decision.events) {
      const after = evolve(this.state, event);
      // Every story of the core is held against the tables of the machines.
      const unlisted = findUnlisted(this.state, event, after);
      assert(unlisted === null, unlisted ?? '');
      this.state = after;
    }
    this.events.push(...decision.events);
    checkDecision(decision, this.state, command, this.now);
    return decision;
  }

  /** The answer must be yes. */
  yes(command: Command): Accepted {
    const { answer } = this.do(command);
    assert(answer.ok, `refused: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** The answer must be no; returns the code of the refusal. */
  no(command: Command): string {
    const { answer } = this.do(command);
    assert(!answer.ok, 'was accepted');
    return answer.refusal;
  }

  see(name: string, door: Door, occupancy: Occupancy): Decision {
    return this.do({ do: 'see-door', compartment: label(name), door, occupancy });
  }

  /** The last pulse ends; the door is read before its outcome is reported, as the hardware does. */
  settle(outcome: 'opened' | 'no-movement' | 'unseen' | 'not-sent'): Decision {
    const intention = this.state.intentions.at(-1);
    assert(intention !== undefined, 'no pulse is pending');
    if (outcome === 'opened')
      this.see(intention.compartment, 'open', this.occupancyOf(intention.compartment));
    return this.do({ do: 'settle-unlock', intention: intention.id, outcome });
  }

  occupancyOf(name: string): Occupancy {
    return this.state.compartments.find((compartment) => compartment.label === name)?.occupancy ?? 'unknown';
  }

  admit(): Accepted & { readonly visit: NonNullable<Accepted['visit']> } {
    const accepted = this.yes({ do: 'admit-courier', courier: { id: 'c1' as CourierId, carrier: 'SF' } });
    assert(accepted.visit !== null);
    return { ...accepted, visit: accepted.visit };
  }

  startDeposit(
    visit: NonNullable<Accepted['visit']>,
    waybill = 'SF1234567890123',
    size: Size = 'S',
    more: Partial<Pick<StartDeposit, 'contact' | 'declared' | 'knowledge'>> = {},
  ): Decision {
    return this.do({ do: 'start-deposit', visit, waybill, size, ...soundParcel, ...more });
  }

  /** A whole deposit into the smallest compartment with sensors; returns the stay. */
  deposit(waybill = 'SF1234567890123'): NonNullable<Accepted['stay']> {
    const { visit } = this.admit();
    const { answer } = this.startDeposit(visit, waybill);
    assert(answer.ok && answer.stay !== null, JSON.stringify(answer));
    const compartment = this.compartmentOf(answer.stay);
    this.settle('opened');
    this.see(compartment, 'closed', 'occupied');
    this.issueCode(answer.stay);
    this.yes({ do: 'finish-visit', visit });
    return answer.stay;
  }

  issueCode(stay: NonNullable<Accepted['stay']>): void {
    const mac = (kind: string): CodeMac => `${kind}-of-${stay}` as CodeMac;
    const record = { code: mac('code'), extension: mac('extension'), key: 'k1', issuedAt: this.now };
    this.yes({ do: 'record-code', stay, record, notice: 'sealed notice' });
  }

  enterCodeOf(
    stay: NonNullable<Accepted['stay']>,
    extension: 'right' | 'wrong' | 'absent' = 'absent',
  ): Decision {
    return this.do({
      do: 'enter-code',
      wellFormed: true,
      withExtension: extension !== 'absent',
      knowledge: { kind: 'active', code: this.ownCodeOf(stay)?.id ?? ('ended' as CodeId), extension },
    });
  }

  ownCodeOf(stay: NonNullable<Accepted['stay']>): Code | undefined {
    return recipientCodeOf(this.state, stay);
  }

  /** The recipient's own code of a stay. */
  codeOf(stay: NonNullable<Accepted['stay']>): Code {
    const found = this.ownCodeOf(stay);
    assert(found !== undefined, 'no such code');
    return found;
  }

  enterWrongCode(withExtension = false, wellFormed = true): Decision {
    return this.do({ do: 'enter-code', wellFormed, withExtension, knowledge: { kind: 'unknown' } });
  }

  compartmentOf(stay: NonNullable<Accepted['stay']>): string {
    const found = this.state.stays.find(({ id }) => id === stay);
    assert(found !== undefined, 'no such stay');
    return found.compartment;
  }

  count(type: EventType): number {
    return this.events.filter((event) => event.type === type).length;
  }

  last<T extends EventType>(type: T): Extract<DomainEvent, { type: T }> {
    const found = this.events.findLast(
      (event): event is Extract<DomainEvent, { type: T }> => event.type === type,
    );
    assert(found !== undefined, `no event ${type}`);
    return found;
  }
}
