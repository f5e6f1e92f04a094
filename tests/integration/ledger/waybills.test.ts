import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DomainEvent } from '#domain/events';
import type { Moment } from '#domain/moment';
import type { StayId, Waybill } from '#domain/words';
import { openStore } from '#ledger/store';
import { adviceOf } from '../../unit/domain/announced.ts';
import {
  commit,
  dayMs,
  emptyDirectory,
  label,
  loadFrom,
  moment,
  openIn,
  pickupCompleted,
  stay,
} from './small-station.ts';

const waybill = 'WB-s1' as Waybill;

describe('advices', () => {
  it('are kept together with the version that brought them, and survive a restart', () => {
    const directory = emptyDirectory();
    const first = openIn(directory);
    first.outbox.keepAdvices('parcels', 7, [adviceOf(waybill), adviceOf('WB-s2')]);
    first.ledger.close();
    const { ledger, outbox } = openIn(directory);
    expect(outbox.documentVersion('parcels')).toBe(7);
    expect(ledger.recallWaybill(waybill, moment())).toEqual({ advice: adviceOf(waybill), ended: null });
    outbox.keepAdvices('parcels', 8, [adviceOf('WB-s2', { needsReach: true })]);
    expect(ledger.recallWaybill(waybill, moment()).advice).toBeNull();
    expect(ledger.recallWaybill('WB-s2' as Waybill, moment()).advice?.needsReach).toBe(true);
  });

  it('are dropped when the parcel was collected, and its end is remembered for thirty days', () => {
    const opened = openIn(emptyDirectory());
    opened.outbox.keepAdvices('parcels', 1, [adviceOf(waybill)]);
    const stored = commit(opened, loadFrom(opened), { stays: [stay('s1')] });
    expect(opened.ledger.recallWaybill(waybill, moment()).advice).not.toBeNull();
    commit(opened, stored, { stays: [] }, { events: [pickupCompleted(stay('s1'))] });
    const recallWaybill = (now: Moment) => opened.ledger.recallWaybill(waybill, now);
    expect(recallWaybill(moment())).toMatchObject({ advice: null, ended: { ending: 'collected' } });
    expect(recallWaybill(moment(30 * dayMs - 1)).ended).not.toBeNull();
    expect(recallWaybill(moment(30 * dayMs)).ended).toBeNull();
  });

  it('outlive a deposit that its courier took back', () => {
    const opened = openIn(emptyDirectory());
    opened.outbox.keepAdvices('parcels', 1, [adviceOf(waybill)]);
    const begun = commit(opened, loadFrom(opened), { stays: [stay('s1', { at: 'depositing' })] });
    commit(opened, begun, { stays: [] }, { events: [cancelled('s1')] });
    expect(opened.ledger.recallWaybill(waybill, moment())).toMatchObject({
      advice: { waybill },
      ended: null,
    });
  });

  it('are found by their key: nothing is scanned, however many there are', () => {
    const directory = emptyDirectory();
    const opened = openIn(directory);
    const many = Array.from({ length: 2_000 }, (_, index) => adviceOf(`WB-${String(index)}`));
    opened.outbox.keepAdvices('parcels', 1, many);
    expect(opened.ledger.recallWaybill('WB-1999' as Waybill, moment()).advice?.waybill).toBe('WB-1999');
    opened.ledger.close();
    const store = openStore(join(directory, 'ledger.db'));
    onTestFinished(() => void store.close());
    const plans = ['advices', 'ended_waybills'].map((table) =>
      store
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN SELECT * FROM ${table} WHERE waybill = 'x'`)
        .all()
        .map(({ detail }) => detail),
    );
    for (const plan of plans.flat()) expect(plan).toMatch(/^SEARCH /);
  });
});

function cancelled(id: string): DomainEvent {
  return {
    type: 'deposit.cancelled',
    at: moment(),
    stay: id as StayId,
    waybill,
    compartment: label('A01'),
    parcelInside: 'no',
  };
}
