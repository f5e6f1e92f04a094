import type { ShelfEvent } from '#domain/events/shelf-events';
import { gateLabel } from '#domain/shelves';
import type { CompartmentLabel } from '#domain/words';
import type { SamplesOf } from './samples-of.ts';
import {
  at,
  authorisation,
  code,
  courier,
  intention,
  secrets,
  staff,
  stay,
  visit,
  waybill,
} from './values.ts';

const position = '5-2-3001' as CompartmentLabel;
const onShelf = { stay, waybill, compartment: position };
const byStaff = { kind: 'staff', staff } as const;
const byCourier = { kind: 'courier', courier } as const;

export const shelfSamples: SamplesOf<ShelfEvent> = {
  'shelf.placed': {
    type: 'shelf.placed',
    at,
    ...onShelf,
    visit,
    by: byStaff,
    carrier: 'SF',
    size: 'M',
    sealedContact: secrets.sealedContact,
    maskedContact: '138****1234',
    recipient: secrets.recipient,
    needsReach: false,
    consent: {
      basis: 'recipient-agreed',
      recordedBy: 'centre',
      channel: 'app',
      agreedAtMs: at.wallMs,
      ref: 'consent-7',
    },
    goods: { fresh: false, valuable: false, fragile: true },
    goodsAgreed: false,
    damaged: false,
    weightG: 1_250,
    late: false,
    announced: true,
  },
  'shelf.refused': {
    type: 'shelf.refused',
    at,
    visit,
    by: byCourier,
    carrier: 'SF',
    waybill,
    position,
    reason: 'consent-missing',
    interlock: 'consent',
  },
  'shelf.moved': {
    type: 'shelf.moved',
    at,
    ...onShelf,
    visit,
    by: byCourier,
    to: '5-2-3002' as CompartmentLabel,
  },
  'shelf.released': { type: 'shelf.released', at, ...onShelf, visit, by: 'recipient', code },
  'shelf.handed-over': {
    type: 'shelf.handed-over',
    at,
    ...onShelf,
    visit,
    staff,
    proof: { by: 'identity', reference: 'proof-2026-11' },
  },
  'checkout.stopped': {
    type: 'checkout.stopped',
    at,
    visit,
    code,
    waybill,
    position,
    scannedCount: 2,
  },
  'gate.intended': {
    type: 'gate.intended',
    at,
    intention,
    authorisation,
    compartment: gateLabel,
    cause: 'checkout',
    visit,
    pulse: 1,
    doorBefore: 'unknown',
  },
};
