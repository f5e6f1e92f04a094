import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '#domain/events';
import type { StayId, VisitId } from '#domain/words';
import { planned, Play } from './play.ts';

const minuteMs = 60_000;
const waybills = ['AA11111111', 'BB22222222'] as const;
const compartments = [
  planned('A01', 'S'),
  planned('A02', 'S', { occupancySensor: false }),
  planned('A03', 'M'),
];

const steps = [
  'sign-in',
  'start',
  'scan-right',
  'scan-wrong',
  'shut-full',
  'shut-empty',
  'settle',
  'jam',
  'reopen',
  'cancel',
  'count',
  'miscount',
  'leave',
  'idle',
  'power-cut',
  'collect',
] as const;
type Step = (typeof steps)[number];

/** Most often what comes next, sometimes anything. */
const story = fc.array(fc.record({ step: fc.constantFrom(...steps, ...naturalSteps()), which: fc.nat(1) }), {
  maxLength: 80,
  size: 'max',
});

function naturalSteps(): readonly Step[] {
  return ['sign-in', 'start', 'settle', 'scan-right', 'shut-empty', 'count', 'settle', 'scan-right'];
}

function take(play: Play, step: Step, stay: StayId, waybill: string): void {
  const visit = play.state.visit?.id ?? ('none' as VisitId);
  const task = play.state.visit?.task ?? null;
  const inHand = task?.stay ?? stay;
  const compartment = task?.compartment ?? 'A01';
  const hasSensor = compartment !== 'A02';
  const label = play.state.stays.find(({ id }) => id === inHand)?.waybill ?? waybill;
  const pending = play.state.intentions.length > 0;
  const deeds: Readonly<Record<Step, () => unknown>> = {
    'sign-in': () => play.state.visit ?? play.admit(),
    start: () => play.do({ do: 'start-recall', visit, stay }),
    'scan-right': () => play.do({ do: 'scan-recalled', visit, stay: inHand, waybill: label }),
    'scan-wrong': () => play.do({ do: 'scan-recalled', visit, stay: inHand, waybill: 'ZZ99999999' }),
    'shut-full': () => play.see(compartment, 'closed', hasSensor ? 'occupied' : 'unknown'),
    'shut-empty': () => play.see(compartment, 'closed', hasSensor ? 'empty' : 'unknown'),
    settle: () => (pending ? play.settle('opened') : null),
    jam: () => (pending ? play.settle('no-movement') : null),
    reopen: () => play.do({ do: 'reopen-recall', visit, stay: inHand }),
    cancel: () => play.do({ do: 'cancel-recall', visit, stay: inHand }),
    count: () => play.do({ do: 'close-manifest', visit, countedCount: 1, isDeclared: false }),
    miscount: () => play.do({ do: 'close-manifest', visit, countedCount: 9, isDeclared: true }),
    leave: () => play.do({ do: 'finish-visit', visit }),
    idle: () => play.wait(10 * minuteMs),
    'power-cut': () => restart(play),
    collect: () => play.enterCodeOf(stay),
  };
  deeds[step]();
  play.do({ do: 'pass-time' });
}

function restart(play: Play): void {
  play.reboot(minuteMs, 'bounded');
  const start = { do: 'start-station', cause: 'power-up', softwareVersion: '0' } as const;
  play.yes({ ...start, beginning: null, readings: [], silentBoards: [] });
}

const ofType = <T extends DomainEvent['type']>(play: Play, type: T): Extract<DomainEvent, { type: T }>[] =>
  play.events.filter((event): event is Extract<DomainEvent, { type: T }> => event.type === type);

describe('whatever happens while parcels are taken back', () => {
  const reached = new Set<string>();

  it('I9 a stay ends once, only by its own label, and every parcel taken back stands in one manifest', () => {
    fc.assert(
      fc.property(story, (deeds) => {
        const play = new Play({ compartments });
        const stays = waybills.map((waybill) => storeIn(play, waybill));
        for (const { step, which } of deeds) {
          take(play, step, stays[which] as StayId, waybills[which] as string);
        }
        play.wait(10 * minuteMs);
        play.do({ do: 'pass-time' });
        const completed = ofType(play, 'recall.completed');
        expect(new Set(completed.map(({ stay }) => stay)).size).toBe(completed.length);
        for (const { stay, evidence } of completed) {
          const own = play.events.filter((event) => 'stay' in event && event.stay === stay);
          expect(own.map(({ type }) => type)).toContain('recall.matched');
          expect(evidence.occupancy).not.toBe('occupied');
          expect(own.map(({ type }) => type)).not.toContain('pickup.completed');
        }
        const listed = ofType(play, 'manifest.closed').flatMap(({ recalled }) => recalled);
        expect(listed.map(({ stay }) => stay).toSorted()).toEqual(
          completed.map(({ stay }) => stay).toSorted(),
        );
        const ended = new Set(play.events.map((event) => ('stay' in event ? isEnd(event) : null)));
        for (const stay of stays)
          expect(play.state.stays.some(({ id }) => id === stay)).toBe(!ended.has(stay));
        for (const { type } of play.events) reached.add(type);
      }),
      { numRuns: 400 },
    );
  });

  it('the stories above went all the way', () => {
    const wanted = ['recall.completed', 'recall.mismatch', 'recall.unconfirmed', 'manifest.closed'];
    expect([...reached]).toEqual(expect.arrayContaining(wanted));
  });
});

function isEnd(event: Extract<DomainEvent, { stay: StayId | null }>): StayId | null {
  return event.type === 'recall.completed' || event.type === 'pickup.completed' ? event.stay : null;
}

function storeIn(play: Play, waybill: string): StayId {
  const { visit } = play.admit();
  const { answer } = play.startDeposit(visit, waybill);
  const stay = (answer.ok && answer.stay) || ('none' as StayId);
  play.settle('opened');
  const compartment = play.compartmentOf(stay);
  play.see(compartment, 'closed', compartment === 'A02' ? 'unknown' : 'occupied');
  play.do({ do: 'confirm-deposit', visit, stay });
  play.issueCode(stay);
  play.yes({ do: 'finish-visit', visit });
  play.yes({ do: 'recall-parcel', stay });
  return stay;
}
