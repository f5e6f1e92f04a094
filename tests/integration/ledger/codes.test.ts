import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '#domain/events';
import type { Moment } from '#domain/moment';
import type { StationState } from '#domain/state';
import type { BootId, CourierId } from '#domain/words';
import {
  codeFor,
  codeRecord,
  commit,
  dayMs,
  emptyDirectory,
  loadFrom,
  macOf,
  moment,
  openIn,
  pickupCompleted,
  stay,
} from './small-station.ts';
import type { Opened } from './small-station.ts';

const parcel = stay('s1');
const own = codeFor('123', 's1');
const record = codeRecord('123');

function openWithParcel(directory = emptyDirectory()): { opened: Opened; state: StationState } {
  const opened = openIn(directory);
  return { opened, state: commit(opened, loadFrom(opened), { stays: [parcel], codes: [own] }) };
}

function collect(opened: Opened, state: StationState, at: Moment): StationState {
  return commit(opened, state, { stays: [], codes: [] }, { events: [pickupCompleted(parcel)], at });
}

function nextRun(monoMs: number, changes: Partial<Moment> = {}): Moment {
  return moment(0, { boot: 'boot-2' as BootId, monoMs, ...changes });
}

describe('R9 what the ledger knows of a typed code', () => {
  it('finds the stay of an active code and judges the extension', () => {
    const { opened } = openWithParcel();
    const recall = (extension: string | null): unknown =>
      opened.ledger.recallCode(record.code, extension === null ? null : macOf(extension), moment());
    expect(recall(null)).toEqual({ kind: 'active', code: 'code-123', extension: 'absent' });
    expect(recall('extension of 123')).toEqual({ kind: 'active', code: 'code-123', extension: 'right' });
    expect(recall('extension of 456')).toEqual({ kind: 'active', code: 'code-123', extension: 'wrong' });
  });

  it('knows nothing of a code that was never issued', () => {
    const { opened } = openWithParcel();
    expect(opened.ledger.recallCode(macOf('999'), macOf('extension of 123'), moment())).toEqual({
      kind: 'unknown',
    });
    expect(opened.ledger.knowsCode(macOf('999'))).toBe(false);
    expect(opened.ledger.knowsCode(record.code)).toBe(true);
  });

  it('finds a code again after a restart', () => {
    const directory = emptyDirectory();
    openWithParcel(directory).opened.ledger.close();
    expect(openIn(directory).ledger.recallCode(record.code, null, moment()).kind).toBe('active');
  });

  it('says of a retired code how its stay ended, and judges its extension', () => {
    const { opened, state } = openWithParcel();
    collect(opened, state, moment(5));
    expect(opened.ledger.recallCode(record.code, record.extension, moment(9))).toEqual({
      kind: 'retired',
      end: 'collected',
      retiredAt: moment(5),
      extension: 'right',
    });
    expect(opened.ledger.recallCode(record.code, macOf('x'), moment(9))).toMatchObject({
      extension: 'wrong',
    });
    expect(opened.ledger.recallCode(record.code, null, moment(9))).toMatchObject({ extension: 'absent' });
  });

  it('R12 says that a courier took the parcel back', () => {
    const { opened, state } = openWithParcel();
    const { id, waybill, compartment } = parcel;
    const recalled: DomainEvent = {
      type: 'recall.completed',
      at: moment(),
      stay: id,
      waybill,
      compartment,
      courier: 'courier-1' as CourierId,
      carrier: parcel.carrier,
      cause: 'overdue',
      evidence: { doorOpened: true, doorClosed: true, occupancy: 'empty', confirmedBy: 'sensor' },
    };
    commit(opened, state, { stays: [], codes: [] }, { events: [recalled] });
    expect(opened.ledger.recallCode(record.code, null, moment())).toMatchObject({ end: 'recalled' });
  });

  it('says that a stay ended otherwise when nobody collected the parcel in the same commit', () => {
    const { opened, state } = openWithParcel();
    commit(opened, state, { stays: [], codes: [] }, { events: [pickupCompleted(stay('another'))] });
    expect(opened.ledger.recallCode(record.code, null, moment())).toMatchObject({
      kind: 'retired',
      end: 'other',
    });
  });

  it('R11 retires the old code of a stay that got a new one', () => {
    const { opened, state } = openWithParcel();
    commit(opened, state, { codes: [codeFor('456', 's1')] });
    expect(opened.ledger.recallCode(macOf('456'), null, moment())).toMatchObject({
      kind: 'active',
      code: 'code-456',
    });
    expect(opened.ledger.recallCode(record.code, null, moment())).toMatchObject({
      kind: 'retired',
      end: 'other',
    });
  });

  it('retires nothing when a stay changes otherwise', () => {
    const { opened, state } = openWithParcel();
    commit(opened, state, { stays: [{ ...parcel, overdue: true }] });
    expect(opened.ledger.recallCode(record.code, null, moment()).kind).toBe('active');
  });
});

describe('R9 one code of several parcels', () => {
  const stays = [stay('s1'), stay('s2')];

  it('retires only with the last of them', () => {
    const opened = openIn(emptyDirectory());
    let state = commit(opened, loadFrom(opened), { stays, codes: [codeFor('123', 's1', 's2')] });
    const kind = (): string => opened.ledger.recallCode(record.code, null, moment()).kind;
    const events = [pickupCompleted(stay('s1'))];
    state = commit(opened, state, { stays: [stay('s2')], codes: [codeFor('123', 's2')] }, { events });
    expect(kind()).toBe('active');
    commit(opened, state, { stays: [], codes: [] }, { events: [pickupCompleted(stay('s2'))] });
    expect(kind()).toBe('retired');
  });

  it('says of a code that was taken back that it was, also of the codes that hung on it', () => {
    const opened = openIn(emptyDirectory());
    const first = codeFor('123', 's1');
    const delegate = { ...codeFor('9', 's1'), delegate: { of: first.id, maskedContact: '139******00' } };
    const state = commit(opened, loadFrom(opened), { stays, codes: [first, delegate] });
    const revoked = { type: 'code.revoked', codeId: first.id, cause: 'recipient', at: moment() } as const;
    commit(opened, state, { codes: [] }, { events: [revoked] });
    for (const code of [first, delegate]) {
      expect(opened.ledger.recallCode(code.record.code, null, moment())).toMatchObject({ end: 'revoked' });
    }
  });
});

describe('R12 how long a retired code is remembered', () => {
  function retiredAt(at: Moment): Opened['ledger'] {
    const { opened, state } = openWithParcel();
    collect(opened, state, at);
    return opened.ledger;
  }

  it('is 30 days within one run, whatever the wall clock says', () => {
    const ledger = retiredAt(moment());
    const kindAfter = (laterMs: number): string => ledger.recallCode(record.code, null, moment(laterMs)).kind;
    expect(kindAfter(30 * dayMs - 1)).toBe('retired');
    expect(kindAfter(30 * dayMs)).toBe('unknown');
    const leapt = { ...moment(5), wallMs: moment().wallMs + 400 * dayMs };
    expect(ledger.recallCode(record.code, null, leapt).kind).toBe('retired');
  });

  it('is 30 days across a restart when the clock was trusted at both ends', () => {
    const ledger = retiredAt(moment());
    const later = (days: number): Moment => nextRun(1000, { wallMs: moment().wallMs + days * dayMs });
    expect(ledger.recallCode(record.code, null, later(29)).kind).toBe('retired');
    expect(ledger.recallCode(record.code, null, later(31)).kind).toBe('unknown');
  });

  it('is longer when the clock is in doubt', () => {
    const ledger = retiredAt(moment());
    const doubtful = nextRun(1000, { wallMs: moment().wallMs + 300 * dayMs, clock: 'bounded' });
    expect(ledger.recallCode(record.code, null, doubtful).kind).toBe('retired');
    expect(ledger.recallCode(record.code, null, nextRun(30 * dayMs, { clock: 'unknown' })).kind).toBe(
      'unknown',
    );
  });

  it('ends on disk as well, while a row in doubt holds up no other', () => {
    const directory = emptyDirectory();
    const opened = openIn(directory);
    let state = loadFrom(opened);
    const passThrough = (id: string, at: Moment): void => {
      state = commit(opened, state, { stays: [stay(id)], codes: [codeFor(id, id)] }, { at });
      state = commit(opened, state, { stays: [], codes: [] }, { at });
    };
    for (let count = 0; count < 10; count += 1)
      passThrough(`doubtful-${count}`, moment(0, { clock: 'unknown' }));
    for (let count = 0; count < 90; count += 1) passThrough(`old-${count}`, moment());
    const late = nextRun(1000, { wallMs: moment().wallMs + 31 * dayMs });
    for (let count = 0; count < 200; count += 1) passThrough(`new-${count}`, late);
    opened.ledger.close();

    const raw = new BetterSqlite(join(directory, 'ledger.db'));
    const codes = new Set(raw.prepare<[], string>('SELECT code FROM retired_codes').pluck().all());
    raw.close();
    const left = (prefix: string, count: number): number =>
      Array.from({ length: count }, (_, index) => macOf(`${prefix}-${index}`)).filter((code) =>
        codes.has(code),
      ).length;
    expect(left('new', 200)).toBe(200);
    expect(left('doubtful', 10)).toBe(10);
    expect(left('old', 90)).toBe(0);
  });
});
