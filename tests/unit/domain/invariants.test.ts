import fc from 'fast-check';
import { describe, it, expect } from 'vitest';
import type { Command } from '#domain/commands';
import type { DomainEvent } from '#domain/events';
import { surelyElapsedMs } from '#domain/moment';
import type { CourierId, Door, Occupancy } from '#domain/words';
import { planned, Play, soundParcel } from './play.ts';

/** One thing that may happen next, as numbers, so that a failing story shrinks. */
const deed = fc.record({
  kind: fc.nat(32),
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

function commandOf(play: Play, { kind, which, flag }: Deed): Command {
  const { state } = play;
  const visit = state.visit?.id ?? ('none' as never);
  const stay = state.stays[which % Math.max(1, state.stays.length)];
  const anyStay = stay?.id ?? ('none' as never);
  const compartment = compartments[which % compartments.length]?.label ?? ('none' as never);
  const intention = state.intentions[which % Math.max(1, state.intentions.length)]?.id ?? ('none' as never);
  const door: Door = flag ? 'open' : 'closed';
  const occupancy: Occupancy = (['occupied', 'empty', 'unknown'] as const)[which % 3] ?? 'unknown';
  const outcome = (['opened', 'no-movement', 'unseen', 'not-sent'] as const)[which % 4] ?? 'unseen';
  const all: readonly Command[] = [
    { do: 'admit-courier', courier: flag ? { id: 'c' as CourierId, carrier: 'SF' } : null },
    { do: 'start-deposit', visit, waybill: `AA0000000${String(which)}`, size: 'S', ...soundParcel },
    { do: 'confirm-deposit', visit, stay: anyStay },
    { do: 'resize-deposit', visit, stay: anyStay, size: null },
    { do: 'report-occupied', visit, stay: anyStay },
    { do: 'reopen-deposit', visit, stay: anyStay },
    { do: 'correct-deposit', visit, stay: anyStay, compartment },
    { do: 'cancel-deposit', visit, stay: anyStay, parcelInside: flag ? 'yes' : 'no' },
    { do: 'enter-code', wellFormed: true, withExtension: flag, knowledge: knownCode(play, which, flag) },
    { do: 'reopen-door', visit },
    { do: 'confirm-pickup', visit, taken: flag },
    { do: 'finish-visit', visit },
    { do: 'see-door', compartment, door, occupancy },
    { do: 'see-door', compartment, door, occupancy },
    { do: 'settle-unlock', intention, outcome },
    { do: 'settle-unlock', intention, outcome },
    { do: flag ? 'lose-board' : 'restore-board', board: 'board-1' as never },
    {
      do: 'record-code',
      stay: anyStay,
      record: { code: `c${anyStay}` as never, extension: 'e' as never, key: 'k', issuedAt: play.now },
      notice: 'n',
    },
    { do: 'pass-time' },
    { do: 'report-inside' },
    { do: 'confirm-empty', compartment },
    { do: 'recall-parcel', stay: anyStay },
    { do: 'start-recall', visit, stay: anyStay },
    { do: 'scan-recalled', visit, stay: anyStay, waybill: flag ? (stay?.waybill ?? '') : 'ZZ99999999' },
    { do: 'reopen-recall', visit, stay: anyStay },
    { do: 'cancel-recall', visit, stay: anyStay },
    { do: 'close-manifest', visit, countedCount: which % 2, isDeclared: flag },
  ];
  return all[kind] ?? naturalNext(play, flag) ?? { do: 'pass-time' };
}

/** What people and doors do when nothing goes wrong, so that the stories get somewhere. */
function naturalNext(play: Play, flag: boolean): Command | null {
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
  const codeless = stays.find((stay) => stay.at === 'stored' && stay.code === null);
  if (codeless !== undefined) {
    const record = {
      code: `c${codeless.id}` as never,
      extension: 'e' as never,
      key: 'k',
      issuedAt: play.now,
    };
    return { do: 'record-code', stay: codeless.id, record, notice: 'n' };
  }
  const coded = stays.find((stay) => stay.code !== null);
  if (visit === null && coded !== undefined) {
    const knowledge = { kind: 'active', stay: coded.id, extension: 'right' } as const;
    return { do: 'enter-code', wellFormed: true, withExtension: true, knowledge };
  }
  if (visit?.actor.kind === 'courier' && task === null) {
    return {
      do: 'start-deposit',
      visit: visit.id,
      waybill: `BB${String(play.now.monoMs)}00000000`,
      size: 'S',
      ...soundParcel,
    };
  }
  return visit === null ? { do: 'admit-courier', courier: { id: 'c' as CourierId, carrier: 'SF' } } : null;
}

function knownCode(
  play: Play,
  which: number,
  flag: boolean,
): Extract<Command, { do: 'enter-code' }>['knowledge'] {
  const coded = play.state.stays.filter(({ code }) => code !== null);
  const stay = coded[which % Math.max(1, coded.length)];
  if (stay === undefined) return { kind: 'unknown' };
  return { kind: 'active', stay: stay.id, extension: flag ? 'right' : 'absent' };
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
    expect(event.evidence.occupancy).not.toBe('occupied');
    expect(event.evidence.confirmedBy).not.toBeNull();
  }
}

describe('whatever happens in whatever order', () => {
  const reached = new Set<string>();

  it('I3 I4 no pulse without an intention, none beyond its authority, one end for every stay', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 120, size: 'max' }), (deeds) => {
        const play = new Play({ compartments });
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
          for (const event of intended) {
            const stay = play.state.stays.find(({ id }) => id === event.stay);
            expect(stay?.compartment).toBe(event.compartment);
            const others = before.stays.filter(({ id }) => id !== event.stay);
            expect(others.map(({ compartment }) => compartment)).not.toContain(event.compartment);
          }
          const taken = play.state.stays.map(({ compartment }) => compartment);
          expect(new Set(taken).size).toBe(taken.length);
        }
        checkPulses(play.events);
        checkStays(play.events);
        for (const { type } of play.events) reached.add(type);
      }),
      { numRuns: 600 },
    );
  });

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
  });
});
