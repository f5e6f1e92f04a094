import type { Advice, WaybillKnowledge } from '#domain/advice';
import type { Waybill } from '#domain/words';

/** What a centre that has done everything right says of a parcel. */
export function adviceOf(waybill: string, changes: Partial<Advice> = {}): Advice {
  return {
    waybill: waybill as Waybill,
    station: 'test',
    recipient: 'recipient-key-1',
    contact: { sealed: 'sealed by the centre', masked: '139******21' },
    consent: { channel: 'app', agreedAtMs: Date.UTC(2025, 11, 31), ref: 'call-7' },
    senderNamedLocker: false,
    method: 'locker',
    goods: { fresh: false, valuable: false, fragile: false },
    goodsAgreed: false,
    declaredWeightG: null,
    notBeforeMs: null,
    notAfterMs: null,
    sizeHint: null,
    needsReach: false,
    ...changes,
  };
}

export function announced(waybill: string, changes: Partial<Advice> = {}): { knowledge: WaybillKnowledge } {
  return { knowledge: { advice: adviceOf(waybill, changes), ended: null } };
}
