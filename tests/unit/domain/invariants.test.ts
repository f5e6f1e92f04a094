import fc from 'fast-check';
import { describe, it, expect } from 'vitest';
import { codeToJoin } from '#domain/codes';
import type { Command } from '#domain/commands';
import type { DomainEvent } from '#domain/events';
import { surelyElapsedMs } from '#domain/moment';
import type { CodeRecord, StationState, Stay } from '#domain/state';
import type { CourierId, Door, Occupancy, StayId } from '#domain/words';
import { planned } from './play.ts';
import { parcelFor, RecipientPlay } from './recipient-play.ts';

/** One thing that may happen next, as numbers, so that a failing story shrinks. */
const deed = fc.record({
  kind: fc.nat(64),
  which: fc.nat(5),
  waitMs: fc.constantFrom(0, 0, 500, 2_000, 11_000, 50_000, 200_000),
  flag: fc.boolean(),
});
type Deed = { kind: number; which: number; waitMs: number; flag: boolean };

const compartments = [
  planned('A01', 'S'),
  planned('A02', 'S', { occupancySensor: false }),
  planned('A03', 'M', { doorSensor: false, occupancySensor: false }),
  planned('A04', 'L', { board: 'board-2' as never }),
];

function commandOf(play: RecipientPlay, { kind, which, flag }: Deed): Command {
  const { state } = play;
  const visit = state.visit?.id ?? ('none' as never);
  const stay = state.stays[which % Math.max(1, state.stays.length)];
  const anyStay = stay?.id ?? ('none' as never);
  const compartment = compartments[which % compartments.length]?.label ?? ('none' as never);
  const intention = state.intentions[which % Math.max(1, state.intentions.length)]?.id ?? ('none' as never);
  const door: Door = flag ? 'open' : 'closed';
  const occupancy: Occupancy = (['occupied', 'empty', 'unknown'] as const)[which % 3] ?? 'unknown';
  const outcome = (['opened', 'no-movement', 'unseen', 'not-sent'] as const)[which % 4] ?? 'unseen';
  const recipient = `r${String(which % 2)}`;
  const waybill = `AA0000000${String(which)}`;
  const parcel = state.visit?.entitlement?.parcels[which % 3]?.stay ?? anyStay;
  const code = state.codes.find(({ delegate }) => delegate !== null)?.id ?? ('none' as never);
  const all: readonly Command[] = [
    { do: 'admit-courier', courier: flag ? { id: 'c' as CourierId, carrier: 'SF' } : null },
    {
      do: 'start-deposit',
      visit,
      waybill,
      size: 'S',
      ...parcelFor(recipient, waybill, { joins: flag }),
    },
    { do: 'confirm-deposit', visit, stay: anyStay },
    { do: 'resize-deposit', visit, stay: anyStay, size: null },
    { do: 'report-occupied', visit, stay: anyStay },
    { do: 'reopen-deposit', visit, stay: anyStay },
    { do: 'correct-deposit', visit, stay: anyStay, compartment },
    { do: 'cancel-deposit', visit, stay: anyStay, parcelInside: flag ? 'yes' : 'no' },
    { do: 'enter-code', wellFormed: true, withExtension: flag, knowledge: knownCode(play, which, flag) },
    { do: 'reopen-door', visit },
    { do: 'confirm-pickup', visit, taken: which > 3 ? [parcel] : flag },
    { do: 'finish-visit', visit },
    { do: 'see-door', compartment, door, occupancy },
    { do: 'see-door', compartment, door, occupancy },
    { do: 'settle-unlock', intention, outcome },
    { do: 'settle-unlock', intention, outcome },
    { do: flag ? 'lose-board' : 'restore-board', board: 'board-1' as never },
    {
      do: 'record-code',
      stay: anyStay,
      record: recordOf(`c${anyStay}`, play),
      notice: 'n',
    },
    { do: 'pass-time' },
    { do: 'report-inside' },
    { do: 'confirm-empty', compartment },
    { do: 'open-parcel', visit, stay: parcel },
    { do: 'reopen-door', visit, stay: parcel },
    { do: 'reject-parcel', visit, stay: parcel, reason: 'unwanted', photos: [] },
    { do: 'report-missing', visit, stay: parcel },
    { do: 'report-problem', visit, stay: parcel, kind: 'wet', photos: [] },
    { do: 'revoke-delegate', visit, delegate: code },
    delegation(play),
    { do: 'recall-parcel', stay: anyStay },
    { do: 'start-recall', visit, stay: anyStay },
    { do: 'scan-recalled', visit, stay: anyStay, waybill: flag ? (stay?.waybill ?? '') : 'ZZ99999999' },
    { do: 'reopen-recall', visit, stay: anyStay },
    { do: 'cancel-recall', visit, stay: anyStay },
    { do: 'close-manifest', visit, countedCount: which % 2, isDeclared: flag },
  ];
  return all[kind] ?? saidAtDoor(play, which, flag) ?? naturalNext(play, flag) ?? { do: 'pass-time' };
}

function recordOf(code: string, play: RecipientPlay): CodeRecord {
  return { code: code as never, extension: 'e' as never, key: 'k', issuedAt: play.now };
}

function delegation(play: RecipientPlay): Command {
  const drawn = { record: recordOf(`d${String(play.now.monoMs)}`, play), notice: 'n' };
  return { do: 'delegate-code', visit: play.visit, maskedContact: 'm', drawn };
}

/** What a recipient with the parcel in hand may have to say before the door is shut. */
function saidAtDoor({ state: { visit } }: RecipientPlay, which: number, flag: boolean): Command | null {
  const task = visit?.task ?? null;
  if (visit === null || task?.stay == null || task.purpose !== 'pickup' || task.at !== 'open' || flag)
    return null;
  const about = { visit: visit.id, stay: task.stay };
  const sayings: readonly Command[] = [
    { do: 'reject-parcel', ...about, reason: 'damaged', photos: [] },
    { do: 'report-missing', ...about },
    { do: 'report-problem', ...about, kind: 'opened', photos: [] },
  ];
  return sayings[which] ?? null;
}

/** What people and doors do when nothing goes wrong, so that the stories get somewhere. */
function naturalNext(play: RecipientPlay, flag: boolean): Command | null {
  const { intentions, visit, stays, compartments: seen } = play.state;
  const task = visit?.task ?? null;
  const pending = intentions[0];
  if (pending !== undefined) {
    const isShut = seen.find(({ label }) => label === pending.compartment)?.door === 'closed';
    if (isShut && flag)
      return { do: 'see-door', compartment: pending.compartment, door: 'open', occupancy: 'empty' };
    return { do: 'settle-unlock', intention: pending.id, outcome: flag ? 'opened' : 'no-movement' };
  }
  if (visit !== null && task?.at === 'open') {
    const isDeposit = task.purpose === 'deposit';
    return {
      do: 'see-door',
      compartment: task.compartment,
      door: 'closed',
      occupancy: isDeposit ? 'occupied' : 'empty',
    };
  }
  const codeless = stays.find(
    (stay) => stay.at === 'stored' && !play.state.codes.some((code) => code.stays.includes(stay.id)),
  );
  if (codeless !== undefined) {
    const joined = codeToJoin(play.state, codeless);
    return joined === undefined
      ? { do: 'record-code', stay: codeless.id, record: recordOf(`c${codeless.id}`, play), notice: 'n' }
      : { do: 'join-code', stay: codeless.id, code: joined.id, notice: 'n' };
  }
  const coded = play.state.codes[0];
  if (visit === null && coded !== undefined) {
    const knowledge = { kind: 'active', code: coded.id, extension: 'right' } as const;
    return { do: 'enter-code', wellFormed: true, withExtension: true, knowledge };
  }
  const collected = visit?.entitlement?.parcels.find(({ at }) => at === 'collected');
  if (visit !== null && task === null && collected !== undefined && !flag) {
    return { do: 'reopen-door', visit: visit.id, stay: collected.stay };
  }
  const waiting = visit?.entitlement?.parcels.find(({ at }) => at === 'waiting');
  if (visit !== null && task === null && waiting !== undefined) {
    return { do: 'open-parcel', visit: visit.id, stay: waiting.stay };
  }
  if (visit?.actor.kind === 'courier' && task === null) {
    const waybill = `BB${String(play.now.monoMs)}00000000`;
    return {
      do: 'start-deposit',
      visit: visit.id,
      waybill,
      size: 'S',
      ...parcelFor('r0', waybill, { joins: flag && stays.length > 0 }),
    };
  }
  return visit === null ? { do: 'admit-courier', courier: { id: 'c' as CourierId, carrier: 'SF' } } : null;
}

function knownCode(
  play: RecipientPlay,
  which: number,
  flag: boolean,
): Extract<Command, { do: 'enter-code' }>['knowledge'] {
  const { codes } = play.state;
  const code = codes[which % Math.max(1, codes.length)];
  if (code === undefined) return { kind: 'unknown' };
  return { kind: 'active', code: code.id, extension: flag ? 'right' : 'absent' };
}

function checkPulses(events: readonly DomainEvent[]): void {
  const byAuthorisation = new Map<string, Extract<DomainEvent, { type: 'unlock.intended' }>[]>();
  for (const event of events) {
    if (event.type !== 'unlock.intended') continue;
    const earlier = byAuthorisation.get(event.authorisation) ?? [];
    byAuthorisation.set(event.authorisation, [...earlier, event]);
  }
  for (const pulses of byAuthorisation.values()) {
    expect(pulses.length).toBeLessThanOrEqual(3);
    const [first, last] = [pulses[0], pulses.at(-1)];
    if (first && last) expect(surelyElapsedMs(first.at, last.at)).toBeLessThan(10_000);
  }
}

type Intended = Extract<DomainEvent, { type: 'unlock.intended' }>;

/** I6: behind the door lies nothing that the person was not entitled to when they began. */
function checkRight(
  before: StationState,
  after: StationState,
  { stay, compartment, purpose }: Intended,
): void {
  const isRecipient = purpose === 'pickup' || purpose === 'search';
  const own = isRecipient
    ? (after.visit?.entitlement?.parcels.filter((parcel) => parcel.compartment === compartment) ?? [])
    : companionsOf(after, stay).map((one) => ({ ...one, stay: one.id }));
  const entitled = own.filter((one) => one.compartment === compartment).map((one) => one.stay);
  expect(entitled).toContain(stay);
  for (const state of [before, after]) {
    const inside = state.stays.filter((one) => one.compartment === compartment).map(({ id }) => id);
    expect(entitled).toEqual(expect.arrayContaining(inside));
  }
}

/** A courier may lay parcels of one recipient together, and opens what lies there already. */
function companionsOf({ stays }: StationState, id: StayId | null): readonly Stay[] {
  const own = stays.find((stay) => stay.id === id);
  return stays.filter(
    (stay) => stay === own || (stay.recipient !== null && stay.recipient === own?.recipient),
  );
}

/** I2: what the sensor still sees is another parcel of the same compartment. */
function checkTaken({ stays }: StationState, event: DomainEvent): void {
  if (event.type !== 'pickup.completed' || event.evidence.occupancy !== 'occupied') return;
  expect(stays.some(({ compartment }) => compartment === event.compartment)).toBe(true);
}

/** R11: a code lives as long as one of its parcels, and every parcel has at most one of its recipient. */
function checkCodes({ codes, stays }: StationState): void {
  const here = new Set(stays.map(({ id }) => id));
  for (const code of codes) {
    expect(code.stays.length).toBeGreaterThan(0);
    expect(code.stays.every((id) => here.has(id))).toBe(true);
    if (code.delegate !== null) expect(codes.map(({ id }) => id)).toContain(code.delegate.of);
  }
  const owned = codes.filter(({ delegate }) => delegate === null).flatMap((code) => code.stays);
  expect(new Set(owned).size).toBe(owned.length);
}

function checkStays(events: readonly DomainEvent[]): void {
  const endings: readonly string[] = ['pickup.completed', 'deposit.cancelled', 'recall.completed'];
  const ends = events.filter(({ type }) => endings.includes(type));
  const ended = ends.map((event) => ('stay' in event ? event.stay : ''));
  expect(new Set(ended).size).toBe(ended.length);
  for (const event of events) {
    if (event.type !== 'pickup.completed' && event.type !== 'recall.completed') continue;
    const hasNoDoorSensor =
      compartments.find(({ label }) => label === event.compartment)?.doorSensor === false;
    expect(event.evidence.doorOpened || hasNoDoorSensor).toBe(true);
    expect(event.evidence.confirmedBy).not.toBeNull();
  }
}

describe('whatever happens in whatever order', () => {
  const reached = new Set<string>();

  it('I3 I4 no pulse without an intention, none beyond its authority, one end for every stay', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 120, size: 'max' }), (deeds) => {
        const play = new RecipientPlay({ compartments });
        for (const next of deeds) {
          play.wait(next.waitMs);
          const before = play.state;
          const decision = play.do(commandOf(play, next));
          const intended = decision.events.filter((event) => event.type === 'unlock.intended');
          const released = decision.events.filter((event) => event.type === 'release.intended');
          const fired = decision.effects.filter((effect) => effect.do === 'unlock');
          expect(fired.map(({ intention }) => intention).toSorted()).toEqual(
            [...intended, ...released].map(({ intention }) => intention).toSorted(),
          );
          const stored = play.state.stays.filter(({ at }) => at === 'stored');
          for (const { compartment } of released) {
            expect(stored.map((stay) => stay.compartment)).not.toContain(compartment);
          }
          for (const event of intended) checkRight(before, play.state, event);
          for (const event of decision.events) checkTaken(play.state, event);
          checkCodes(play.state);
        }
        checkPulses(play.events);
        checkStays(play.events);
        for (const { type } of play.events) reached.add(type);
      }),
      { numRuns: 600 },
    );
  }, 120_000);

  it('the stories above went all the way', () => {
    const wanted = [
      'pickup.completed',
      'deposit.completed',
      'deposit.moved',
      'deposit.cancelled',
      'code.issued',
    ];
    expect([...reached]).toEqual(expect.arrayContaining(wanted));
    expect([...reached]).toEqual(
      expect.arrayContaining(['pickup.reopened', 'pickup.unconfirmed', 'visit.ended', 'release.ended']),
    );
    expect([...reached]).toEqual(expect.arrayContaining(['code.joined', 'code.delegated', 'code.revoked']));
    expect([...reached]).toEqual(
      expect.arrayContaining([
        'pickup.uneffected',
        'pickup.disputed',
        'rejection.accepted',
        'problem.reported',
      ]),
    );
  });
});
