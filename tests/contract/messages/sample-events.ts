import type { DomainEvent } from '#domain/events';
import type { Moment } from '#domain/moment';
import type { CodeRecord } from '#domain/state';
import type {
  AuthorisationId,
  BoardId,
  BootId,
  CodeMac,
  CompartmentLabel,
  CourierId,
  IntentionId,
  StayId,
  VisitId,
  Waybill,
} from '#domain/words';
import type { ClassAType } from '#contract/events';

/** 2026-11-22T08:00:00.250Z, 40 days into a run: more milliseconds than 32 bits hold. */
export const at: Moment = {
  wallMs: 1_795_334_400_250,
  monoMs: 3_456_000_000,
  boot: 'boot-1' as BootId,
  clock: 'trusted',
};

/** What must never leave the station outside of a sealed notice. */
export const secrets = {
  codeMac: 'mac-of-the-code' as CodeMac,
  extensionMac: 'mac-of-the-extension' as CodeMac,
  sealedContact: 'sealed-contact',
};

const stay = 'stay-1' as StayId;
const visit = 'visit-1' as VisitId;
const compartment = 'A07' as CompartmentLabel;
const waybill = 'SF1234567890123' as Waybill;
const courier = 'courier-1' as CourierId;
const intention = 'intention-1' as IntentionId;
const board = 'left-0' as BoardId;
const placement = { stay, waybill, compartment };
const evidence = {
  doorOpened: true,
  doorClosed: true,
  occupancy: 'occupied',
  confirmedBy: 'sensor',
} as const;
const record: CodeRecord = {
  code: secrets.codeMac,
  extension: secrets.extensionMac,
  key: 'key-1',
  issuedAt: at,
};

/** One of each; the type makes a missing one an error. */
export const sampleEvents: {
  readonly [Type in ClassAType]: Extract<DomainEvent, { readonly type: Type }>;
} = {
  'epoch.begun': {
    type: 'epoch.begun',
    at,
    cause: 'rolled-back',
    previousEpoch: 'ff00ff00ff00ff00',
    previousSeq: 41,
    previousHash: 'cd'.repeat(32),
  },
  'station.started': { type: 'station.started', at, cause: 'power-up', softwareVersion: '0.1.0' },
  'visit.started': {
    type: 'visit.started',
    at,
    visit,
    actor: { kind: 'courier', courier, carrier: 'SF' },
  },
  'visit.ended': { type: 'visit.ended', at, visit, reason: 'finished' },
  'deposit.started': {
    type: 'deposit.started',
    at,
    ...placement,
    visit,
    courier,
    carrier: 'SF',
    size: 'M',
    sealedContact: secrets.sealedContact,
    maskedContact: '138****1234',
  },
  'deposit.completed': { type: 'deposit.completed', at, ...placement, courier, evidence },
  'deposit.cancelled': { type: 'deposit.cancelled', at, ...placement, parcelInside: 'unknown' },
  'deposit.moved': { type: 'deposit.moved', at, ...placement, to: 'A08' as CompartmentLabel },
  'withdrawal.started': { type: 'withdrawal.started', at, ...placement, visit },
  'code.issued': {
    type: 'code.issued',
    at,
    ...placement,
    record,
    notice: 'sealed.notice',
    maskedContact: '138****1234',
  },
  'code.rejected': { type: 'code.rejected', at },
  'badge.rejected': { type: 'badge.rejected', at },
  'pickup.started': { type: 'pickup.started', at, ...placement, visit },
  'pickup.reopened': { type: 'pickup.reopened', at, ...placement, visit },
  'pickup.completed': { type: 'pickup.completed', at, ...placement, evidence },
  'pickup.unconfirmed': {
    type: 'pickup.unconfirmed',
    at,
    ...placement,
    evidence: { doorOpened: true, doorClosed: false, occupancy: 'unknown', confirmedBy: null },
  },
  'unlock.intended': {
    type: 'unlock.intended',
    at,
    intention,
    authorisation: 'authorisation-1' as AuthorisationId,
    compartment,
    purpose: 'pickup',
    stay,
    pulse: 1,
    doorBefore: 'closed',
  },
  'release.begun': { type: 'release.begun', at, compartment, cause: 'closed-unexpectedly' },
  'release.intended': {
    type: 'release.intended',
    at,
    intention,
    authorisation: 'authorisation-1' as AuthorisationId,
    compartment,
    pulse: 2,
    doorBefore: 'closed',
  },
  'release.confirmed': { type: 'release.confirmed', at, compartment },
  'release.ended': { type: 'release.ended', at, compartment, cause: 'closed-empty' },
  'entrapment.reported': { type: 'entrapment.reported', at, compartments: [compartment] },
  'unlock.settled': { type: 'unlock.settled', at, intention, compartment, outcome: 'opened' },
  'door.opened': { type: 'door.opened', at, compartment, visit },
  'door.closed': { type: 'door.closed', at, compartment, visit: null },
  'compartment.quarantined': {
    type: 'compartment.quarantined',
    at,
    compartment,
    cause: 'contents-unclear',
  },
  'compartment.released': { type: 'compartment.released', at, compartment, cause: 'contents-unclear' },
  'fault.raised': {
    type: 'fault.raised',
    at,
    fault: 'board-silent',
    subject: 'left-0',
    compartments: [compartment],
  },
  'fault.cleared': { type: 'fault.cleared', at, fault: 'board-silent', subject: 'left-0' },
  'board.lost': { type: 'board.lost', at, board },
  'board.restored': { type: 'board.restored', at, board },
  'retention.started': { type: 'retention.started', at, ...placement, notifiedAt: at },
  'parcel.expired': { type: 'parcel.expired', at, ...placement },
};

export const sampleEnvelope = {
  station: 'north-gate',
  epoch: '00ff00ff00ff00ff',
  seq: 42,
  prevHash: 'ab'.repeat(32),
};
