import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '#domain/commands';
import type { DomainEvent } from '#domain/events';
import { handoversIn } from '#domain/handover';
import { isShelved, readPosition } from '#domain/shelves';
import type { StationState } from '#domain/state';
import type { CourierId, StaffId, StayId } from '#domain/words';
import { soundParcel } from './play.ts';
import { awaited, ShelfPlay } from './shelf-play.ts';

/** One thing that may happen next, as numbers, so that a failing story shrinks. */
const deed = fc.record({
  kind: fc.nat(38),
  which: fc.nat(5),
  other: fc.nat(5),
  waitMs: fc.constantFrom(0, 0, 1_000, 11_000, 50_000, 30 * 3_600_000),
  flag: fc.boolean(),
});
type Deed = { kind: number; which: number; other: number; waitMs: number; flag: boolean };

const positions = ['5-1-0001', '5-1-0002', '5-2-3001', '5-2-3002', '5-2-3003', '5-9-0001'];
const waybillOf = (index: number): string => `SF555555555555${String(index)}`;

function commandOf(play: ShelfPlay, { kind, which, other, flag }: Deed): Command {
  const { state } = play;
  const visit = state.visit?.id ?? ('none' as never);
  const stay = state.stays[which % Math.max(1, state.stays.length)];
  const about = stay?.id ?? ('none' as never);
  const code = state.codes[which % Math.max(1, state.codes.length)]?.id ?? ('ended' as never);
  const extension = (['right', 'right', 'wrong', 'absent'] as const)[other % 4] ?? 'right';
  const knowledge = { kind: 'active', code, extension } as const;
  const [waybill, position] = [waybillOf(which), positions[other] ?? ''];
  const own = stay?.waybill ?? waybill;
  const recipient = `recipient-${String(which % 2)}`;
  const known = awaited(waybill, { recipient, method: flag ? 'station' : 'locker' });
  const placing = { visit, waybill, size: 'S', ...soundParcel, knowledge: known } as const;
  const intention = state.intentions[0];
  const all: readonly Command[] = [
    { do: 'admit-staff', staff: { id: 's1' as StaffId, role: flag ? 'attendant' : 'technician' } },
    { do: 'admit-courier', courier: { id: 'c1' as CourierId, carrier: flag ? 'SF' : 'ZT' } },
    { do: 'place-parcel', ...placing, position, carrier: flag ? 'SF' : null },
    { do: 'place-parcel', ...placing, position, carrier: 'SF' },
    { do: 'start-deposit', ...placing },
    { do: 'move-shelved', visit, waybill, position },
    {
      do: 'check-out',
      waybills: flag ? [waybill] : [waybill, waybillOf(other)],
      wellFormed: true,
      knowledge,
    },
    { do: 'check-out', waybills: [stay?.waybill ?? waybill], wellFormed: true, knowledge },
    { do: 'open-gate' },
    { do: 'hand-over', visit, waybill: flag ? waybill : own, proof: proofFor(state, about, knowledge) },
    { do: 'reject-shelved', visit, waybill, reason: 'unwanted', photos: [] },
    { do: 'recall-parcel', stay: about },
    { do: 'scan-recalled', visit, stay: about, waybill: flag ? (stay?.waybill ?? '') : waybill },
    { do: 'take-back', visit, waybill },
    { do: 'close-manifest', visit, countedCount: which, isDeclared: true },
    { do: 'finish-visit', visit },
    { do: 'enter-code', wellFormed: true, withExtension: true, knowledge },
    intention === undefined
      ? { do: 'pass-time' }
      : { do: 'settle-unlock', intention: intention.id, outcome: flag ? 'unseen' : 'no-movement' },
    { do: 'pass-time' },
  ];
  return all[kind] ?? naturalNext(play) ?? naturalStep(play, which, flag) ?? { do: 'pass-time' };
}

/** The right numbers of the parcel's own code mostly, so that something is handed over at all. */
function proofFor(
  { codes }: StationState,
  stay: StayId,
  other: Extract<Command, { do: 'check-out' }>['knowledge'],
): Extract<Command, { do: 'hand-over' }>['proof'] {
  const own = codes.find(({ stays }) => stays.includes(stay));
  const isOwn = own !== undefined && other.kind === 'active' && other.extension === 'right';
  const knowledge = isOwn ? ({ kind: 'active', code: own.id, extension: 'right' } as const) : other;
  return { by: 'code', wellFormed: true, knowledge };
}

/** Codes are drawn, so that the stories get somewhere. */
function naturalNext({ state, now }: ShelfPlay): Command | null {
  const bare = state.stays.find(
    (stay) => stay.at === 'stored' && !state.codes.some((code) => code.stays.includes(stay.id)),
  );
  if (bare === undefined) return null;
  const beside = state.codes.find((code) =>
    state.stays.some((stay) => stay.recipient === bare.recipient && code.stays.includes(stay.id)),
  );
  if (beside !== undefined) return { do: 'join-code', stay: bare.id, code: beside.id, notice: 'n' };
  const record = { code: `c${bare.id}` as never, extension: 'e' as never, key: 'k', issuedAt: now };
  return { do: 'record-code', stay: bare.id, record, notice: 'n' };
}

/** What couriers and attendants do when nothing goes wrong. */
function naturalStep({ state }: ShelfPlay, which: number, flag: boolean): Command | null {
  const { visit, stays, codes } = state;
  if (visit === null) {
    const courier = { id: 'c1' as CourierId, carrier: 'SF' };
    const attendant = { id: 's1' as StaffId, role: 'attendant' } as const;
    return flag ? { do: 'admit-staff', staff: attendant } : { do: 'admit-courier', courier };
  }
  const stay = stays.find((one) => isShelved(one) && (flag || one.recall !== null));
  if (stay === undefined || stays.length < 2) {
    const waybill = `SF66666666666${String(stays.length)}${String(which)}`;
    const knowledge = awaited(waybill, { recipient: waybill });
    const position = positions[which % 5] ?? '';
    const placed = { visit: visit.id, waybill, position, size: 'S', carrier: 'SF' } as const;
    return { do: 'place-parcel', ...placed, ...soundParcel, knowledge };
  }
  const about = { visit: visit.id, waybill: stay.waybill };
  if (visit.actor.kind === 'courier') {
    if (stay.recall === null) return { do: 'recall-parcel', stay: stay.id };
    return { do: 'scan-recalled', ...about, stay: stay.id, ...(which > 3 ? { waybill: waybillOf(9) } : {}) };
  }
  const code = codes.find((one) => one.stays.includes(stay.id))?.id ?? ('ended' as never);
  const proof = {
    by: 'code',
    wellFormed: true,
    knowledge: { kind: 'active', code, extension: 'right' },
  } as const;
  const steps: readonly Command[] = [
    { do: 'hand-over', ...about, proof },
    { do: 'reject-shelved', ...about, reason: 'unwanted', photos: [] },
    { do: 'move-shelved', ...about, position: positions[which] ?? '' },
  ];
  return steps[which % 3] ?? null;
}

/** Where a parcel can be is one place, and every place on the shelves holds one parcel. */
function checkPlaces({ plan, stays }: StationState): void {
  const shelved = stays.filter(isShelved);
  expect(new Set(shelved.map(({ compartment }) => compartment)).size).toBe(shelved.length);
  expect(new Set(stays.map(({ waybill }) => waybill)).size).toBe(stays.length);
  for (const { compartment, at } of shelved) {
    expect(readPosition(plan, compartment)).toBe(compartment);
    expect(at).toBe('stored');
  }
}

/** Nothing leaves a shelf but to somebody who was entitled to it at that moment. */
function checkLeaving(before: StationState, event: DomainEvent): void {
  if (event.type === 'shelf.released') {
    const code = before.codes.find(({ id }) => id === event.code);
    expect(code?.stays).toContain(event.stay);
  }
  if (event.type === 'shelf.handed-over') {
    expect(before.visit?.actor).toMatchObject({ kind: 'staff', role: 'attendant' });
  }
  const isTakenBack = event.type === 'recall.completed';
  if (isTakenBack) expect(before.visit?.actor).toMatchObject({ kind: 'courier', carrier: event.carrier });
}

/** I3: every pulse for the gate has its own intention, and no door is opened for what has none. */
function checkPulses(events: readonly DomainEvent[]): void {
  for (const event of events) {
    if (event.type === 'unlock.intended') expect(event.compartment).toMatch(/^A0\d$/);
    if (event.type === 'gate.intended') expect(event.compartment).toBe('GATE');
  }
}

const endings: readonly string[] = [
  'shelf.released',
  'shelf.handed-over',
  'recall.completed',
  'pickup.completed',
  'deposit.cancelled',
];

function checkEndings(events: readonly DomainEvent[]): void {
  const ends = events.flatMap((event): StayId[] =>
    endings.includes(event.type) && 'stay' in event && event.stay !== null ? [event.stay] : [],
  );
  expect(new Set(ends).size).toBe(ends.length);
  const begun = events.filter(({ type }) => type === 'shelf.placed');
  expect(new Set(begun.map((event) => ('stay' in event ? event.stay : ''))).size).toBe(begun.length);
}

describe('whatever happens at the shelves in whatever order', () => {
  const reached = new Set<string>();

  it('I3 I6 I9 one place for each parcel, one entitled end for each stay, one intention for each pulse', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 120, size: 'max' }), (deeds) => {
        const play = new ShelfPlay();
        for (const next of deeds) {
          play.wait(next.waitMs);
          const before = play.state;
          const { events, effects } = play.do(commandOf(play, next));
          for (const event of events) checkLeaving(before, event);
          checkPlaces(play.state);
          checkPulses(events);
          const intended = events.flatMap((event) => ('intention' in event ? [event.intention] : []));
          for (const effect of effects) {
            if (effect.do === 'unlock') expect(intended).toContain(effect.intention);
          }
          const handed = events.filter(({ type }) => type === 'shelf.released' || type === 'shelf.placed');
          expect(handoversIn(before, events).length).toBeGreaterThanOrEqual(handed.length);
          for (const { type } of events) reached.add(type);
        }
        checkEndings(play.events);
      }),
      { numRuns: 200 },
    );
  });

  it('gets far enough in those stories to prove something', () => {
    const wanted = [
      'shelf.placed',
      'shelf.refused',
      'shelf.moved',
      'shelf.released',
      'shelf.handed-over',
      'checkout.stopped',
      'gate.intended',
      'recall.completed',
      'recall.mismatch',
      'rejection.accepted',
    ];
    expect(wanted.filter((type) => !reached.has(type))).toEqual([]);
  });
});
