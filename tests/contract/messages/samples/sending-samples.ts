import type { SendingEvent } from '#domain/events/sending-events';
import type { IdentityProof, Outbound, Sending } from '#domain/sending';
import type { CompartmentLabel, Waybill } from '#domain/words';
import type { SamplesOf } from './samples-of.ts';
import { at, courier, evidence, placement, secrets, staff, visit, waybill } from './values.ts';

const identity: IdentityProof = { factors: ['account'], reference: 'proof-2026-11' };
const byAdvice = { kind: 'advice', code: secrets.codeMac } as const;
const byAttendant = { kind: 'attendant', staff } as const;
const weighing = { grams: 1_250, weighedBy: 'scale' } as const;

const sending: Sending = {
  authority: byAdvice,
  waybill,
  carrier: 'SF',
  weightGrams: 1_200,
  identity,
  collectWithinHours: 24,
};

const outbound: Outbound = {
  authority: byAttendant,
  isLocalWaybill: false,
  weighing,
  collectWithinHours: 24,
  isCollectOverdue: false,
};

export const sendingSamples: SamplesOf<SendingEvent> = {
  'drop-off.denied': { type: 'drop-off.denied', at },
  'drop-off.begun': { type: 'drop-off.begun', at, visit, sending },
  'drop-off.refused': {
    type: 'drop-off.refused',
    at,
    visit,
    waybill,
    reason: 'sending-refused',
    interlock: 'camera',
  },
  'drop-off.started': {
    type: 'drop-off.started',
    at,
    ...placement,
    visit,
    carrier: 'SF',
    size: 'M',
    outbound,
    identity,
    prohibitedVersion: 1,
  },
  'drop-off.moved': { type: 'drop-off.moved', at, ...placement, to: 'A08' as CompartmentLabel },
  'drop-off.accepted': {
    type: 'drop-off.accepted',
    at,
    ...placement,
    carrier: 'SF',
    authority: byAdvice,
    isLocalWaybill: false,
    weighing,
    evidence,
    promisedCollectBy: at.wallMs + 86_400_000,
    collectWithinHours: 24,
  },
  'drop-off.cancelled': { type: 'drop-off.cancelled', at, ...placement, parcelInside: 'unknown' },
  'drop-off.collected': {
    type: 'drop-off.collected',
    at,
    ...placement,
    courier,
    carrier: 'SF',
    isOverdue: false,
    evidence,
  },
  'drop-off.numbered': {
    type: 'drop-off.numbered',
    at,
    ...placement,
    waybill: 'LOCAL-123456789012' as Waybill,
    to: waybill,
  },
  'drop-off.level-changed': {
    type: 'drop-off.level-changed',
    at,
    percent: 50,
    waitingCount: 8,
    compartmentCount: 16,
    oldestAcceptedAt: at.wallMs,
    carriers: [{ carrier: 'SF', count: 8 }],
  },
  'drop-off.collect-overdue': { type: 'drop-off.collect-overdue', at, ...placement, carrier: 'SF' },
};
