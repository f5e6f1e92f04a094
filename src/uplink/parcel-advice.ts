import assert from 'node:assert/strict';
import type { ParcelAdvice } from '#contract/documents';
import { parseInstant } from '#contract/instant';
import type { Advice } from '#domain/advice';
import type { Waybill } from '#domain/words';

/** An announced parcel as the station keeps it. */
export function readAdvice(written: ParcelAdvice): Advice {
  const { notBefore, notAfter, consent, waybill, ...same } = written;
  return {
    ...same,
    waybill: waybill as Waybill,
    consent:
      consent === null ? null : { channel: consent.channel, agreedAtMs: msOf(consent.at), ref: consent.ref },
    notBeforeMs: notBefore === null ? null : msOf(notBefore),
    notAfterMs: notAfter === null ? null : msOf(notAfter),
  };
}

function msOf(instant: string): number {
  const ms = parseInstant(instant);
  assert(ms !== null, 'the schema has read this instant before');
  return ms;
}
