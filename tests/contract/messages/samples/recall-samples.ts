import type { RecallEvent } from '#domain/events/recall-events';
import type { Waybill } from '#domain/words';
import type { SamplesOf } from './samples-of.ts';
import { at, courier, evidence, placement, stay, visit, waybill } from './values.ts';

const carrier = 'SF';

export const recallSamples: SamplesOf<RecallEvent> = {
  'recall.started': { type: 'recall.started', at, ...placement, visit, courier, carrier, cause: 'overdue' },
  'recall.mismatch': {
    type: 'recall.mismatch',
    at,
    ...placement,
    visit,
    found: 'SF9999999999999' as Waybill,
  },
  'recall.completed': {
    type: 'recall.completed',
    at,
    ...placement,
    courier,
    carrier,
    cause: 'overdue',
    evidence: { ...evidence, occupancy: 'empty' },
  },
  'recall.unconfirmed': {
    type: 'recall.unconfirmed',
    at,
    ...placement,
    evidence: { ...evidence, confirmedBy: 'courier' },
  },
  'manifest.closed': {
    type: 'manifest.closed',
    at,
    visit,
    courier,
    carrier,
    recalled: [{ stay, waybill }],
    countedCount: 1,
  },
};
