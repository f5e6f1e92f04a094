import { describe, expect, test } from 'vitest';
import { visitView } from '#contract/http';
import type { VisitView } from '#contract/http';
import { initialState } from '#domain/initial-state';
import type { Moment } from '#domain/moment';
import { defaultPolicy } from '#domain/policy';
import type { Actor, DoorTask, Entitlement, StationState, Stay, Visit, VisitParcel } from '#domain/state';
import type {
  AuthorisationId,
  BoardId,
  BootId,
  CodeId,
  CompartmentLabel,
  CourierId,
  StayId,
  VisitId,
  Waybill,
} from '#domain/words';
import { viewOfVisit } from '#kiosk/visit-view';

const label = 'A07' as CompartmentLabel;
const id = 'v1' as VisitId;

function at(monoMs: number): Moment {
  return { wallMs: 1_800_000_000_000 + monoMs, monoMs, boot: 'boot-1' as BootId, clock: 'trusted' };
}

const task: DoorTask = {
  purpose: 'pickup',
  stay: 's1' as StayId,
  compartment: label,
  authorisation: 'a1' as AuthorisationId,
  occupancyBefore: 'occupied',
  seenOpen: false,
  at: 'opening',
  pulseCount: 1,
  firstPulseAt: at(0),
  leaving: null,
  pulsedAt: at(0),
  recall: null,
  said: null,
};

function entitledTo(more: Partial<VisitParcel>): Entitlement {
  const parcel: VisitParcel = {
    stay: 's1' as StayId,
    waybill: 'SF1234567890123' as Waybill,
    carrier: 'swift',
    compartment: label,
    at: 'inside',
    since: at(0),
    reopenCount: 0,
    ...more,
  };
  return { code: 'c1' as CodeId, parcels: [parcel] };
}

function stateWith(changed: Partial<Visit> | null): StationState {
  const compartment = {
    label,
    size: 'L' as const,
    board: 'left-0' as BoardId,
    heightMm: 420,
    doorSensor: true,
    occupancySensor: false,
  };
  const state = initialState(
    { station: 'north-gate', jurisdiction: 'cn', compartments: [compartment] },
    defaultPolicy,
  );
  if (changed === null) return state;
  const visit: Visit = {
    id,
    actor: { kind: 'recipient' },
    startedAt: at(0),
    touchedAt: at(0),
    task: null,
    entitlement: null,
    sending: null,
    done: null,
    stopped: null,
    manifest: { parcels: [], countedCount: null },
    ...changed,
  };
  return { ...state, visit };
}

function view(changed: Partial<Visit> | null, nowMs = 0): VisitView {
  return visitView.parse(viewOfVisit(stateWith(changed), id, at(nowMs)));
}

describe('a visit in progress', () => {
  test('without a door the person chooses', () => {
    expect(view({})).toEqual({
      visit: 'v1',
      kind: 'recipient',
      step: 'choosing',
      door: null,
      parcels: [],
      delegates: [],
      may: [],
      done: null,
      correctable: null,
      sending: null,
      stopped: null,
      fees: [],
      endReason: null,
      secondsLeft: 45,
    });
  });

  test('a courier is shown as one, without name or carrier', () => {
    const actor: Actor = { kind: 'courier', courier: 'c-77' as CourierId, carrier: 'swift' };
    const shown = view({ actor });
    expect(shown.kind).toBe('courier');
    expect(JSON.stringify(shown)).not.toMatch(/c-77|swift/);
  });

  test.each(['opening', 'open', 'asking', 'unseen', 'jammed'] as const)(
    'a door that is %s is the step',
    (step) => {
      expect(view({ task: { ...task, at: step } }).step).toBe(step);
    },
  );

  test('the door is told with size, height and what is left of its reopenings', () => {
    expect(view({ task, entitlement: entitledTo({ reopenCount: 1 }) }).door).toEqual({
      compartment: 'A07',
      size: 'L',
      heightMm: 420,
      purpose: 'pickup',
      stay: 's1',
      reopensLeft: 1,
      said: null,
      leaving: null,
      recall: null,
    });
    expect(view({ task, entitlement: entitledTo({ reopenCount: 5 }) }).door?.reopensLeft).toBe(0);
  });

  test('S0-18 M5 the fee is itemised, and is nothing inside the free period', () => {
    const rule = { currency: 'CNY', amountMinor: 50, periodHours: 12, maxMinor: 300 };
    const keeping = { hours: 24, extraHours: 0, remindedHours: null, fee: rule };
    const stay = { id: 's1', keeping, notifiedAt: at(0) } as unknown as Stay;
    const feesAfter = (hours: number): unknown => {
      const state = { ...stateWith({ task, entitlement: entitledTo({}) }), stays: [stay] };
      return viewOfVisit(state, id, at(hours * 3_600_000)).fees;
    };
    expect(feesAfter(24)).toEqual([]);
    expect(feesAfter(37)).toEqual([
      { stay: 's1', currency: 'CNY', periodCount: 2, periodHours: 12, periodMinor: 50, amountMinor: 100 },
    ]);
  });

  test('what ended well stays for the thanks', () => {
    const done = { purpose: 'deposit' as const, compartment: label };
    expect(view({ done }).done).toEqual(done);
  });
});

describe('R8 the seconds that are left', () => {
  test.each([
    [0, 45],
    [1, 45],
    [1_000, 44],
    [44_001, 1],
    [45_000, 0],
    [99_000, 0],
  ])('after %i ms of silence there are %i', (nowMs, seconds) => {
    expect(view({}, nowMs).secondsLeft).toBe(seconds);
  });

  test('are more while the door stands open', () => {
    expect(view({ task: { ...task, at: 'open' } }, 10_000).secondsLeft).toBe(170);
  });

  test('count from the last touch', () => {
    expect(view({ touchedAt: at(20_000) }, 30_000).secondsLeft).toBe(35);
  });
});

describe('a visit that is over', () => {
  const over = {
    visit: 'v1',
    kind: 'recipient',
    step: 'ended',
    door: null,
    parcels: [],
    delegates: [],
    may: [],
    done: null,
    correctable: null,
    sending: null,
    stopped: null,
    fees: [],
    endReason: null,
    secondsLeft: 0,
  };

  test('is shown as ended although nothing is remembered of it', () => {
    expect(view(null)).toEqual(over);
  });

  test('is not confused with the visit of somebody else', () => {
    expect(view({ id: 'v2' as VisitId, task })).toEqual(over);
  });

  test('is shown with what is remembered of it', () => {
    const done = { purpose: 'deposit' as const, compartment: label };
    const ended = { kind: 'courier' as const, done, reason: 'idle' as const };
    const shown = viewOfVisit(stateWith(null), id, at(0), ended);
    expect(shown).toEqual({ ...over, kind: 'courier', done, endReason: 'idle' });
  });
});
