import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '#domain/policy';
import type { Fault, StationState, Visit } from '#domain/state';
import type { StaffId, VisitId } from '#domain/words';
import { PlanLosesParcels } from '#ledger/defects';
import { migrate } from '#ledger/migrations/schema';
import { openStateTables } from '#ledger/state-tables';
import { openStore } from '#ledger/store';
import {
  codeFor,
  commit,
  emptyDirectory,
  intention,
  label,
  loadFrom,
  moment,
  openIn,
  plan,
  planOf,
  stay,
} from './small-station.ts';

const visit: Visit = {
  id: 'visit-1' as VisitId,
  actor: { kind: 'recipient' },
  startedAt: moment(),
  touchedAt: moment(5),
  task: null,
  entitlement: null,
  sending: null,
  done: null,
  stopped: null,
  manifest: { parcels: [], countedCount: null },
};

const fault: Fault = {
  id: 'board-silent.left',
  code: 'board-silent',
  subject: 'left',
  compartments: [label('A01')],
  since: moment(),
};

/** A state in which every part that is remembered holds something. */
function fill(state: StationState): Partial<StationState> {
  return {
    stays: [stay('z'), stay('a', { compartment: label('A02') })],
    codes: [codeFor('123', 'a')],
    intentions: [intention('i2'), intention('i1')],
    faults: [fault],
    troubles: [{ compartment: label('A01'), jamsAt: [moment(3)], unaskedAt: [] }],
    sensors: [{ compartment: label('A01'), kind: 'occupancy', score: 30, isAbsent: true }],
    visit,
    guesses: {
      wrongCodesAt: [moment(1)],
      steppedUpTryAt: moment(2),
      wrongBadgesAt: [],
      wrongDropOffAt: moment(3),
    },
    compartments: state.compartments.with(0, {
      label: label('A01'),
      door: 'open',
      doorSince: moment(),
      occupancy: 'occupied',
      quarantine: 'contents-unclear',
      disabled: { reason: 'defect', staff: 'staff-1' as StaffId, since: moment(4) },
      lastDoor: 'open',
      shown: 'occupied',
      ajarStep: 2,
    }),
  };
}

describe('the state of a station on disk', () => {
  it('begins empty, with readings that nobody has taken', () => {
    const { ledger } = openIn(emptyDirectory());
    const state = ledger.load(plan, defaultPolicy);
    expect(state.compartments.map((each) => each.label)).toEqual(['A01', 'A02', 'A03']);
    expect(new Set(state.compartments.flatMap(({ door, occupancy }) => [door, occupancy]))).toEqual(
      new Set(['unknown']),
    );
    expect(state).toMatchObject({
      stays: [],
      intentions: [],
      releases: [],
      faults: [],
      visit: null,
      silentBoards: [],
      link: 'down',
    });
  });

  it('comes back as it was, in its order, with its readings unknown', () => {
    const directory = emptyDirectory();
    const first = openIn(directory);
    const before = loadFrom(first);
    const written = commit(first, before, fill(before));
    first.ledger.close();

    const unread = { door: 'unknown', doorSince: null, occupancy: 'unknown', shown: 'unknown' } as const;
    expect(loadFrom(openIn(directory))).toEqual({
      ...written,
      compartments: written.compartments.map((each) => ({ ...each, ...unread })),
    });
  });

  it('forgets what has left it', () => {
    const directory = emptyDirectory();
    const first = openIn(directory);
    const before = loadFrom(first);
    const full = commit(first, before, fill(before));
    commit(first, full, { stays: full.stays.slice(1), intentions: [], faults: [], visit: null });
    first.ledger.close();
    expect(loadFrom(openIn(directory))).toMatchObject({
      stays: [{ id: 'a' }],
      intentions: [],
      releases: [],
      faults: [],
      visit: null,
      guesses: { wrongCodesAt: [moment(1)] },
    });
  });

  it('writes only the rows of what changed', () => {
    const store = openStore(join(emptyDirectory(), 'ledger.db'));
    migrate(store);
    const labels = Array.from({ length: 200 }, (_, index) => `A${String(index).padStart(3, '0')}`);
    const tables = openStateTables(store);
    const before = tables.load(planOf(...labels), defaultPolicy);
    const compartments = before.compartments.map((each, index) =>
      index === 77 ? { ...each, door: 'open' as const } : each,
    );
    const after = { ...before, compartments };
    const writes = (): unknown => store.prepare('SELECT total_changes()').pluck().get();
    const untouched = writes();

    expect(tables.write(before, { ...before })).toBe(0);
    expect(writes()).toBe(untouched);
    expect(tables.write(before, after)).toBe(1);
    expect(writes()).toBe(Number(untouched) + 1);
    expect(tables.write(after, { ...after, stays: [stay('s1')], visit })).toBe(2);
    expect(tables.write({ ...after, stays: [stay('s1')], visit }, after)).toBe(2);
    store.close();
  });
});

describe('a station file that changed', () => {
  it('adds a compartment with unknown readings and drops an empty one', () => {
    const directory = emptyDirectory();
    const first = openIn(directory);
    const before = loadFrom(first);
    commit(first, before, fill(before));
    first.ledger.close();
    const state = openIn(directory).ledger.load(planOf('A02', 'A01', 'B01'), defaultPolicy);
    expect(state.compartments.map(({ label: text, quarantine }) => [text, quarantine])).toEqual([
      ['A02', null],
      ['A01', 'contents-unclear'],
      ['B01', null],
    ]);
  });

  it('is refused when a parcel is recorded where it names no compartment any more', () => {
    const directory = emptyDirectory();
    const opened = openIn(directory);
    commit(opened, loadFrom(opened), { stays: [stay('s1', { compartment: label('A03') })] });
    expect(() => opened.ledger.load(planOf('A01', 'A02'), defaultPolicy)).toThrow(PlanLosesParcels);
    expect(() => opened.ledger.load(planOf('A01', 'A02'), defaultPolicy)).toThrow(/A03/);
  });

  it('keeps parcels on its shelves, and is refused where it has no such position any more', () => {
    const directory = emptyDirectory();
    const opened = openIn(directory);
    const shelved = stay('s1', { compartment: label('5-2-3001') });
    commit(opened, loadFrom(opened), { stays: [shelved] });
    const layer = { shelf: '5', layer: '2', firstNumber: 3001, positionCount: 1, heightMm: 900 };
    const withShelves = { ...planOf('A01'), shelves: { layers: [layer], hasGate: false } };
    expect(opened.ledger.load(withShelves, defaultPolicy).stays).toEqual([shelved]);
    expect(() => opened.ledger.load(planOf('A01'), defaultPolicy)).toThrow(/5-2-3001/);
  });
});

describe('codes on disk', () => {
  it('keep what they open, delegates included, through a restart', () => {
    const directory = emptyDirectory();
    const opened = openIn(directory);
    const own = codeFor('1', 's1', 's2');
    const delegate = { of: own.id, maskedContact: '139******00' };
    const codes = [own, { ...codeFor('2', 's1'), delegate }];
    const stays = [stay('s1'), stay('s2')];
    commit(opened, loadFrom(opened), { stays, codes });
    opened.ledger.close();
    expect(loadFrom(openIn(directory)).codes).toEqual(codes);
  });
});
