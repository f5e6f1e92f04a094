import assert from 'node:assert';
import { createHmac } from 'node:crypto';
import type { Advice } from '#domain/advice';
import type { Chance } from '#domain/chance';
import type { Command } from '#domain/commands';
import type { CodeKnowledge } from '#domain/commands/code-commands';
import { decide } from '#domain/decide';
import type { Answer } from '#domain/decision';
import type { DomainEvent } from '#domain/events';
import { evolveAll } from '#domain/evolve';
import { initialState } from '#domain/initial-state';
import { defaultPolicy } from '#domain/policy';
import type { CodeRecord, PlannedCompartment, StationPlan, StationState } from '#domain/state';
import type {
  BoardId,
  CodeMac,
  CompartmentLabel,
  CourierId,
  Door,
  IntentionId,
  Occupancy,
  Size,
  StayId,
  Waybill,
} from '#domain/words';
import type { StationControl } from '#station/control';
import type { Clock, KeptAnswer, Ledger, Vault } from '#station/ports';
import { soundParcel } from '../../unit/domain/play.ts';
import { parcelFor } from '../../unit/domain/recipient-play.ts';

const planned = (label: string, size: Size, heightMm: number): PlannedCompartment => ({
  label: label as CompartmentLabel,
  size,
  board: 'left-0' as BoardId,
  heightMm,
  doorSensor: true,
  occupancySensor: true,
});

/** Two small compartments and a medium one on one board, and one layer of a shelf with a gate. */
const plan: StationPlan = {
  jurisdiction: 'cn',
  station: 'north-gate',
  compartments: [planned('A01', 'S', 300), planned('A02', 'S', 700), planned('A03', 'M', 1_100)],
  shelves: {
    layers: [{ shelf: '5', layer: '2', firstNumber: 3001, positionCount: 3, heightMm: 900 }],
    hasGate: true,
  },
};

/** Keyed hashes are real; sealing only has to be told from the contact itself. */
export const vault: Pick<Vault, 'macOf' | 'dropOffMacOf' | 'fingerprintOf' | 'sealContact' | 'issueCode'> = {
  issueCode: ({ id }) =>
    Promise.resolve({
      record: { code: `code for ${id}` as CodeMac, extension: 'extension' as CodeMac, key: 'k1' },
      notice: 'sealed notice',
    }),
  macOf: (kind, digits) =>
    createHmac('sha256', 'code key').update(`${kind} ${digits}`).digest('hex') as CodeMac,
  dropOffMacOf: (digits) => createHmac('sha256', 'drop-off key').update(digits).digest('hex') as CodeMac,
  fingerprintOf: (text) => createHmac('sha256', 'fingerprint key').update(text).digest('hex'),
  sealContact: (contact) => Promise.resolve(`sealed ${vault.fingerprintOf(contact)}`),
};

/**
 * The real core behind a loop that commits to memory, and a ledger's answers about codes. The test plays the
 * hardware by `tell`.
 */
export class ScriptedStation implements StationControl {
  readonly asked: Command[] = [];
  readonly recalled: { readonly code: CodeMac; readonly extension: CodeMac | null }[] = [];
  readonly advices = new Map<Waybill, Advice>();
  readonly kept = new Map<string, KeptAnswer>();
  /** Codes that were active once. */
  readonly #ended = new Map<CodeMac, CodeRecord>();
  readonly #listeners = new Set<(state: StationState, events: readonly DomainEvent[]) => void>();
  readonly #clock: Clock;
  readonly #chance: Chance;
  #state: StationState = initialState(plan, defaultPolicy);
  #held: Promise<void> = Promise.resolve();

  constructor(clock: Clock, chance: Chance) {
    this.#clock = clock;
    this.#chance = chance;
    const readings = plan.compartments.map(({ label }) => closed(label, 'empty'));
    this.tell({
      do: 'start-station',
      cause: 'power-up',
      softwareVersion: '0.1.0',
      beginning: null,
      readings,
      silentBoards: [],
    });
    this.tell({ do: 'change-link', link: 'up' });
  }

  state(): StationState {
    return this.#state;
  }

  onCommitted(listener: (state: StationState, events: readonly DomainEvent[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async ask(
    command: Command,
    once?: { readonly key: string; readonly fingerprint: string },
  ): Promise<Answer> {
    this.asked.push(command);
    await this.#held;
    const answer = this.tell(command);
    if (once !== undefined) this.kept.set(once.key, { ...once, answer });
    return answer;
  }

  /** Decides and commits at once, as the station does for what it hears of its hardware. */
  tell(command: Command): Answer {
    const { events, answer } = decide(this.#state, command, this.#clock.now(), this.#chance);
    for (const { record } of this.#state.codes) this.#ended.set(record.code, record);
    this.#state = evolveAll(this.#state, events);
    if (events.length > 0) for (const listener of this.#listeners) listener(this.#state, events);
    return answer;
  }

  /** Everything asked from now on waits until the returned function is called. */
  hold(): () => void {
    let release: () => void = () => undefined;
    this.#held = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  recallCode: Ledger['recallCode'] = (mac, extension): CodeKnowledge => {
    this.recalled.push({ code: mac, extension });
    const active = this.#state.codes.find(({ record }) => record.code === mac);
    const record = active?.record ?? this.#ended.get(mac);
    if (record === undefined) return { kind: 'unknown' };
    const verdict = extension === null ? 'absent' : extension === record.extension ? 'right' : 'wrong';
    if (active !== undefined) return { kind: 'active', code: active.id, extension: verdict };
    return { kind: 'retired', end: 'collected', retiredAt: this.#clock.now(), extension: verdict };
  };

  recallWaybill: Ledger['recallWaybill'] = (waybill) => ({
    advice: this.advices.get(waybill) ?? null,
    ended: null,
  });

  recallAnswer: Ledger['recallAnswer'] = (key) => this.kept.get(key) ?? null;

  /** Lets a courier bring a parcel whose code and extension are these. */
  store(waybill: string, code: string, extension: string, recipient?: string): StayId {
    const stay = this.#deposit(waybill, recipient);
    this.giveCode(stay, code, extension);
    return stay;
  }

  giveCode(stay: StayId, code: string, extension: string): void {
    const record = {
      code: vault.macOf('code', code),
      extension: vault.macOf('extension', extension),
      key: 'k1',
      issuedAt: this.#clock.now(),
    };
    this.tell({ do: 'record-code', stay, record, notice: 'sealed notice' });
  }

  /** Another parcel of a recipient whose code is known already. */
  storeFurther(waybill: string, recipient: string): StayId {
    const stay = this.#deposit(waybill, recipient);
    const code = this.#state.codes[0]?.id;
    assert(code !== undefined, 'the recipient has a code');
    this.tell({ do: 'join-code', stay, code, notice: 'sealed notice' });
    return stay;
  }

  #deposit(waybill: string, recipient: string | undefined): StayId {
    const courier = { id: 'c-1' as CourierId, carrier: 'swift' };
    const admitted = this.tell({ do: 'admit-courier', courier });
    assert(admitted.ok && admitted.visit !== null, 'the courier is admitted');
    const { visit } = admitted;
    const told =
      recipient === undefined ? soundParcel : parcelFor(recipient, waybill, { station: 'north-gate' });
    const started = this.tell({ do: 'start-deposit', visit, waybill, size: 'S', ...told });
    assert(started.ok && started.stay !== null, 'the deposit is accepted');
    this.moveDoor('open', 'empty');
    this.moveDoor('closed', 'occupied');
    this.tell({ do: 'finish-visit', visit });
    return started.stay;
  }

  /** The door of the present task is pulsed, if that is due, and then seen like this. */
  moveDoor(door: Door, occupancy: Occupancy): void {
    const compartment = this.#state.visit?.task?.compartment;
    assert(compartment !== undefined, 'a door is in use');
    const pulse: IntentionId | undefined = this.#state.intentions[0]?.id;
    if (pulse !== undefined) this.tell({ do: 'settle-unlock', intention: pulse, outcome: 'opened' });
    this.tell({ do: 'see-door', compartment, door, occupancy });
  }
}

function closed(
  compartment: CompartmentLabel,
  occupancy: Occupancy,
): {
  compartment: CompartmentLabel;
  door: Door;
  occupancy: Occupancy;
} {
  return { compartment, door: 'closed', occupancy };
}
