import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { DomainEvent } from '#domain/events';
import type { Moment } from '#domain/moment';
import { defaultPolicy } from '#domain/policy';
import type {
  Code,
  CodeRecord,
  Intention,
  PlannedCompartment,
  StationPlan,
  StationState,
  Stay,
} from '#domain/state';
import type {
  AuthorisationId,
  BoardId,
  BootId,
  CodeId,
  CodeMac,
  CompartmentLabel,
  CourierId,
  IntentionId,
  StayId,
  Waybill,
} from '#domain/words';
import { openLedger } from '#ledger/ledger';
import type { LedgerOptions, OpenLedger } from '#ledger/ledger';
import type { EventEncoder, KeptAnswer, Log } from '#station/ports';

/** A small station whose ledger is a real file in a directory of its own. */

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

export function emptyDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-ledger-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** A moment of the first run with a trusted clock, `laterMs` after the beginning. */
export function moment(laterMs = 0, changes: Partial<Moment> = {}): Moment {
  return {
    wallMs: Date.UTC(2026, 10, 22) + laterMs,
    monoMs: 1000 + laterMs,
    boot: 'boot-1' as BootId,
    clock: 'trusted',
    ...changes,
  };
}

export const encodePlainly: EventEncoder = ({ at, ...event }, envelope) =>
  JSON.stringify({ ...envelope, event, at: at.wallMs });

export type Opened = OpenLedger & { readonly warnings: readonly string[] };

let epochCount = 0;

export function openIn(directory: string, changes: Partial<LedgerOptions> = {}): Opened {
  const warnings: string[] = [];
  const opened = openLedger({
    path: join(directory, 'ledger.db'),
    markPath: join(directory, 'ledger.mark'),
    station: 'test-1',
    encode: encodePlainly,
    now: () => moment(),
    newEpoch: () => String((epochCount += 1)).padStart(16, '0'),
    newSalt: () => randomBytes(16).toString('hex'),
    log: { ...silentLog, warn: (_, message) => warnings.push(message) },
    ...changes,
  });
  onTestFinished(() => opened.ledger.close());
  return { ...opened, warnings };
}

export function label(text: string): CompartmentLabel {
  return text as CompartmentLabel;
}

export function planOf(...labels: readonly string[]): StationPlan {
  return {
    station: 'test-1',
    jurisdiction: 'cn',
    compartments: labels.map((text): PlannedCompartment => ({
      label: label(text),
      size: 'M',
      board: 'left' as BoardId,
      heightMm: 900,
      doorSensor: true,
      occupancySensor: true,
    })),
  };
}

export const plan = planOf('A01', 'A02', 'A03');

export function loadFrom({ ledger }: OpenLedger): StationState {
  return ledger.load(plan, defaultPolicy);
}

/** Commits a change of the state and hands back what it led to. */
export function commit(
  { ledger }: OpenLedger,
  before: StationState,
  changes: Partial<StationState>,
  rest: { events?: readonly DomainEvent[]; answers?: readonly KeptAnswer[]; at?: Moment } = {},
): StationState {
  const after = { ...before, ...changes };
  ledger.commit({
    before,
    after,
    events: rest.events ?? [],
    answers: rest.answers ?? [],
    at: rest.at ?? moment(),
  });
  return after;
}

export function macOf(text: string): CodeMac {
  return createHash('sha256').update(text).digest('hex') as CodeMac;
}

export function codeRecord(text: string): CodeRecord {
  return { code: macOf(text), extension: macOf(`extension of ${text}`), key: 'k1', issuedAt: moment() };
}

/** A recipient's code for these stays. */
export function codeFor(text: string, ...stays: readonly string[]): Code {
  return {
    id: `code-${text}` as CodeId,
    record: codeRecord(text),
    stays: stays.map((id) => id as StayId),
    delegate: null,
  };
}

export function stay(id: string, changes: Partial<Stay> = {}): Stay {
  return {
    id: id as StayId,
    waybill: `WB-${id}` as Waybill,
    courier: 'courier-1' as CourierId,
    carrier: 'acme',
    compartment: label('A01'),
    size: 'M',
    sealedContact: 'sealed',
    maskedContact: '138****1234',
    recipient: null,
    needsReach: false,
    at: 'stored',
    depositedAt: moment(),
    notifiedAt: null,
    keeping: { hours: 24, extraHours: 0, remindedHours: null, fee: null },
    overdue: false,
    recall: null,
    outbound: null,
    seenInside: true,
    doubt: null,
    ...changes,
  };
}

export function intention(id: string): Intention {
  return {
    id: id as IntentionId,
    compartment: label('A01'),
    authorisation: 'authorisation-1' as AuthorisationId,
    pulse: 1,
    doorBefore: 'closed',
    intendedAt: moment(),
  };
}

export function doorOpened(text = 'A01'): DomainEvent {
  return { type: 'door.opened', compartment: label(text), visit: null, at: moment() };
}

export function pickupCompleted(parcel: Stay): DomainEvent {
  const { id, waybill, compartment } = parcel;
  return {
    type: 'pickup.completed',
    stay: id,
    waybill,
    compartment,
    evidence: { doorOpened: true, doorClosed: true, occupancy: 'empty', confirmedBy: 'sensor' },
    at: moment(),
  };
}

/** Writes `count` class A events, one commit each. */
export function appendEvents(opened: OpenLedger, count: number): void {
  const state = loadFrom(opened);
  for (let index = 0; index < count; index += 1) commit(opened, state, {}, { events: [doorOpened()] });
}
