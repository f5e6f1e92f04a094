import { describe, expect, it } from 'vitest';
import { parcelsDocument } from '#contract/documents';
import type { ParcelAdvice } from '#contract/documents';
import { readAdvice } from '#uplink/parcel-advice';

const written: ParcelAdvice = {
  waybill: 'SF1234567890123',
  station: 'north-gate',
  recipient: 'recipient-key-1',
  contact: { sealed: 'sealed', masked: '138******78' },
  consent: { channel: 'app', at: '2026-11-22T08:00:00.000Z', ref: null },
  senderNamedLocker: false,
  method: 'locker',
  goods: { fresh: false, valuable: false, fragile: true },
  goodsAgreed: false,
  declaredWeightG: 1_200,
  notBefore: null,
  notAfter: '2026-11-22T20:00:00.000Z',
  sizeHint: 'M',
  needsReach: true,
};

const documentWith = (advice: unknown) => ({
  document: 'parcels',
  station: 'north-gate',
  version: 3,
  notified: [],
  advice: [advice],
});

describe('an advice of the centre', () => {
  it('is read field by field, with its instants as milliseconds', () => {
    const { consent, notBefore, notAfter, ...same } = written;
    expect(readAdvice(written)).toEqual({
      ...same,
      consent: { channel: 'app', agreedAtMs: Date.UTC(2026, 10, 22, 8), ref: null },
      notBeforeMs: notBefore,
      notAfterMs: Date.UTC(2026, 10, 22, 20),
    });
    expect([consent, notAfter]).not.toContain(null);
  });

  it.each(['13812345678', '1381****5678', '138****78', 'Li Wei 138******78', '138******78 room 4', '***'])(
    'M10 is refused with the contact "%s", which shows too much',
    (masked) => {
      const contact = { sealed: 'sealed', masked };
      expect(parcelsDocument.safeParse(documentWith({ ...written, contact })).success).toBe(false);
    },
  );

  it.each(['138******78', '+86*******12', '******', '+*********'])('M10 is taken with "%s"', (masked) => {
    const contact = { sealed: 'sealed', masked };
    expect(parcelsDocument.safeParse(documentWith({ ...written, contact })).success).toBe(true);
  });

  it('is refused with a waybill that no scan would give', () => {
    for (const waybill of ['sf1234567890123', 'SF 1234567890', '']) {
      expect(parcelsDocument.safeParse(documentWith({ ...written, waybill })).success).toBe(false);
    }
  });
});
