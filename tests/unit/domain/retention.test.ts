import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '#domain/events';
import type { StayId } from '#domain/words';
import { Play } from './play.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

function told(play: Play, stay: StayId): StayId {
  play.yes({ do: 'record-notified', stay, notifiedAtMs: 0 });
  return stay;
}

/** Time passes as the station sees it: in ticks. */
function pass(play: Play, hours: number): void {
  for (let gone = 0; gone < hours * 2; gone += 1) {
    play.wait(hourMs / 2);
    play.yes({ do: 'pass-time' });
  }
}

const remindersOf = (play: Play): readonly number[] =>
  play.events
    .filter((event): event is Extract<DomainEvent, { type: 'reminder.due' }> => event.type === 'reminder.due')
    .map(({ hours }) => hours);

describe('R13 the clocks of a stay', () => {
  it('R13 stand still until the centre has told the recipient', () => {
    const play = new Play();
    const stay = play.deposit();
    pass(play, 200);
    expect(play.count('parcel.expired') + play.count('reminder.due') + play.count('recall.due')).toBe(0);
    told(play, stay);
    pass(play, 25);
    expect(play.count('parcel.expired')).toBe(1);
  });

  it('R13 stand still while the deposit goes on, whatever the centre says', () => {
    const play = new Play();
    const { visit } = play.admit();
    const { answer } = play.startDeposit(visit);
    const stay = (answer.ok && answer.stay) as StayId;
    play.yes({ do: 'record-notified', stay, notifiedAtMs: 0 });
    expect(play.count('retention.started')).toBe(0);
    expect(play.state.stays[0]?.notifiedAt).toBeNull();
  });

  it('S0-23 R13 remind before, at and after the end, tell the end, and then ask for a recall, each once', () => {
    const play = new Play();
    told(play, play.deposit());
    pass(play, 17.5);
    expect(remindersOf(play)).toEqual([]);
    pass(play, 1);
    expect(remindersOf(play)).toEqual([-6]);
    pass(play, 6);
    expect(remindersOf(play)).toEqual([-6, 0]);
    expect(play.count('parcel.expired')).toBe(1);
    pass(play, 71);
    expect(remindersOf(play)).toEqual([-6, 0, 24]);
    expect(play.count('recall.due')).toBe(0);
    pass(play, 2);
    expect(play.last('recall.due').cause).toBe('overdue');
    pass(play, 200);
    expect([play.count('parcel.expired'), play.count('recall.due')]).toEqual([1, 1]);
    expect(remindersOf(play)).toEqual([-6, 0, 24]);
  });

  it('R13 tell only the latest reminder where the station slept over several', () => {
    const play = new Play();
    told(play, play.deposit());
    play.wait(50 * hourMs);
    play.yes({ do: 'pass-time' });
    expect(remindersOf(play)).toEqual([24]);
  });

  it('R13 say nothing before the notice itself, however short the retention is', () => {
    const play = new Play({ policy: { retentionHours: 2 } });
    told(play, play.deposit());
    play.wait(minuteMs);
    play.yes({ do: 'pass-time' });
    expect(remindersOf(play)).toEqual([]);
  });

  it('R13 keep what was promised at the deposit when the policy becomes shorter', () => {
    const play = new Play();
    told(play, play.deposit());
    play.state = { ...play.state, policy: { ...play.state.policy, retentionHours: 1 } };
    pass(play, 23);
    expect(play.count('parcel.expired')).toBe(0);
  });
});

describe('Incident 27: a parcel stays too long', () => {
  it('I11 the code opens when the parcel is overdue and when its recall is due', () => {
    const play = new Play();
    const stay = told(play, play.deposit());
    pass(play, 24 + 72 + 24);
    expect(play.count('recall.due')).toBe(1);
    expect(play.enterCodeOf(stay).answer.ok).toBe(true);
  });

  it('a rejected parcel is not reminded of, for its recipient does not want it', () => {
    const play = new Play();
    const stay = told(play, play.deposit());
    play.yes({ do: 'recall-parcel', stay });
    pass(play, 200);
    expect(remindersOf(play)).toEqual([]);
    expect(play.count('recall.due')).toBe(1);
  });
});

describe('more time from the centre', () => {
  it('moves the end, and takes back what was said about the old one', () => {
    const play = new Play();
    const stay = told(play, play.deposit());
    pass(play, 97);
    expect(play.state.stays[0]).toMatchObject({ overdue: true, recall: 'overdue' });
    play.yes({ do: 'extend-retention', stay, extraHours: 120 });
    expect(play.state.stays[0]).toMatchObject({ overdue: false, recall: null });
    pass(play, 42);
    expect(remindersOf(play)).toEqual([-6, 0, 24, -6]);
    pass(play, 6);
    expect(play.count('parcel.expired')).toBe(2);
  });

  it('adds nothing when the same order comes twice, and never takes time away', () => {
    const play = new Play();
    const stay = told(play, play.deposit());
    play.yes({ do: 'extend-retention', stay, extraHours: 48 });
    play.yes({ do: 'extend-retention', stay, extraHours: 48 });
    play.yes({ do: 'extend-policy', cause: 'weather', extraHours: 24 });
    expect(play.count('retention.extended') + play.count('policy.extended')).toBe(1);
    expect(play.state.stays[0]?.keeping.extraHours).toBe(48);
  });

  it('S0-2 a storm gives it to every parcel that is here, and to none that comes later', () => {
    const play = new Play();
    const first = told(play, play.deposit('AA11111111'));
    const second = told(play, play.deposit('BB22222222'));
    play.yes({ do: 'extend-policy', cause: 'weather', extraHours: 24 });
    const third = play.deposit('CC33333333');
    const extra = (id: StayId): unknown =>
      play.state.stays.find((stay) => stay.id === id)?.keeping.extraHours;
    expect([extra(first), extra(second), extra(third)]).toEqual([24, 24, 0]);
    pass(play, 40);
    expect(play.count('parcel.expired')).toBe(0);
  });

  it('is refused for a parcel that is not here', () => {
    const play = new Play();
    const stay = 'gone' as StayId;
    expect(play.no({ do: 'extend-retention', stay, extraHours: 1 })).toBe('stay-unknown');
    expect(play.no({ do: 'recall-parcel', stay })).toBe('stay-unknown');
  });
});

/** What may happen to the clocks of a box, with how much time really passes meanwhile. */
const happening = fc.oneof(
  fc.record({ what: fc.constant('wait' as const), hours: fc.integer({ min: 0, max: 30 }) }),
  fc.record({
    what: fc.constant('reboot' as const),
    hours: fc.integer({ min: 0, max: 30 }),
    clock: fc.constantFrom('trusted' as const, 'bounded' as const, 'unknown' as const),
  }),
  fc.record({ what: fc.constant('step' as const), hours: fc.integer({ min: -50_000, max: 50_000 }) }),
);

describe('whatever the clocks do', () => {
  it('I14 nothing is said of a parcel before its time has really come, and nothing twice', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 12 }), (happenings) => {
        const play = new Play();
        const stay = told(play, play.deposit());
        let passedHours = 0;
        let isStepped = false;
        for (const happening of happenings) {
          // A wall clock that steps is not trusted: what sets it says so (rule R35).
          if (happening.what === 'step') {
            play.setWall(happening.hours * hourMs, 'unknown');
            isStepped = true;
          } else {
            passedHours += happening.hours;
            if (happening.what === 'wait') play.wait(happening.hours * hourMs);
            else play.reboot(happening.hours * hourMs, isStepped ? 'unknown' : happening.clock);
          }
          play.yes({ do: 'pass-time' });
          if (passedHours < 24) expect(play.count('parcel.expired')).toBe(0);
          if (passedHours < 18) expect(remindersOf(play)).toEqual([]);
          if (passedHours < 96) expect(play.count('recall.due')).toBe(0);
        }
        const reminders = remindersOf(play);
        expect(new Set(reminders).size).toBe(reminders.length);
        expect(play.count('parcel.expired')).toBeLessThanOrEqual(1);
        expect(play.count('recall.due')).toBeLessThanOrEqual(1);
        expect(play.enterCodeOf(stay).answer.ok).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
