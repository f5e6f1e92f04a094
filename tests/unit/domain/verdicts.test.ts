import { describe, expect, it } from 'vitest';
import { possiblyElapsedMs, restamp, surelyElapsedMs } from '#domain/moment';
import type { Moment } from '#domain/moment';
import type { StayId } from '#domain/words';
import { label, planned, Play } from './play.ts';
import { fourDoors, RecipientPlay } from './recipient-play.ts';

/** What was told of one sensor: that it agreed with somebody, or why it is believed less. */
const toldOf = (play: Play, name: string, kind: 'door' | 'occupancy') =>
  play.events.flatMap((event) => {
    if (event.type !== 'sensor.agreed' && event.type !== 'sensor.implausible') return [];
    if (event.compartment !== name || event.kind !== kind) return [];
    return event.type === 'sensor.agreed' ? ['agreed'] : [event.cause];
  });

/** A parcel that the recipient has at the open door; the sensor inside may say what it likes. */
function atOpenDoor() {
  const play = new RecipientPlay({ compartments: fourDoors });
  const stay = play.depositFor('anna', 'SF1000000001');
  play.enterCodeOf(stay);
  play.settle('opened');
  play.events.length = 0;
  return { play, stay };
}

describe('Incident 39: how much a sensor is believed', () => {
  it('the sensor of a door that opens after its pulse agrees, any other outcome says nothing', () => {
    const play = new Play();
    play.see('A01', 'open', 'empty');
    play.see('A01', 'closed', 'empty');
    play.do({ do: 'report-inside' });
    play.wait(500);
    play.see('A01', 'open', 'empty');
    play.yes({ do: 'confirm-empty', compartment: label('A01') });
    play.see('A01', 'closed', 'empty');
    play.wait(500);
    play.see('A01', 'open', 'empty');
    const doubts = toldOf(play, 'A01', 'door');
    play.see('A01', 'closed', 'empty');
    const seen = play.state.intentions.findLast(({ compartment }) => compartment === 'A01');
    if (seen === undefined) throw new TypeError('no pulse');
    play.do({ do: 'settle-unlock', intention: seen.id, outcome: 'no-movement' });
    expect(toldOf(play, 'A01', 'door')).toEqual(doubts);
    play.wait(2_000);
    play.do({ do: 'pass-time' });
    play.settle('opened');
    expect(toldOf(play, 'A01', 'door')).toEqual(doubts.length === 0 ? [] : [...doubts, 'agreed']);
    expect(doubts).toContain('bounced');
  });

  it('a recipient who takes what the sensor saw leave agrees with it', () => {
    const { play } = atOpenDoor();
    play.see('A01', 'closed', 'empty');
    expect(play.count('pickup.completed')).toBe(1);
    expect(toldOf(play, 'A01', 'occupancy')).toEqual([]);
  });

  it('a recipient who says "taken" against the sensor costs it trust, and only then', () => {
    const { play } = atOpenDoor();
    play.see('A01', 'closed', 'occupied');
    expect(toldOf(play, 'A01', 'occupancy')).toEqual([]);
    play.yes({ do: 'confirm-pickup', visit: play.visit, taken: true });
    expect(play.count('pickup.unconfirmed')).toBe(1);
    expect(toldOf(play, 'A01', 'occupancy')).toEqual(['contradicted']);
  });

  it('a recipient who says "not taken" leaves the trust as it was', () => {
    const { play } = atOpenDoor();
    play.see('A01', 'closed', 'occupied');
    play.yes({ do: 'confirm-pickup', visit: play.visit, taken: false });
    expect(toldOf(play, 'A01', 'occupancy')).toEqual([]);
  });

  it('a courier who says that nothing is inside against the sensor costs it trust, any other end does not', () => {
    for (const [parcelInside, expected] of [
      ['no', ['contradicted']],
      ['unknown', []],
    ] as const) {
      const play = new Play();
      const { visit } = play.admit();
      const { answer } = play.startDeposit(visit);
      if (!answer.ok || answer.stay === null) throw new TypeError('refused');
      play.settle('opened');
      play.see('A01', 'open', 'occupied');
      play.do({ do: 'cancel-deposit', visit, stay: answer.stay, parcelInside });
      play.see('A01', 'closed', 'occupied');
      play.do({ do: 'cancel-deposit', visit, stay: answer.stay, parcelInside });
      if (play.count('deposit.cancelled') > 0) {
        expect(toldOf(play, 'A01', 'occupancy').slice(-1)).toEqual(expected);
      }
    }
  });

  it('a visit that breaks off says nothing about the sensor', () => {
    const { play } = atOpenDoor();
    play.see('A01', 'closed', 'occupied');
    play.wait(play.state.policy.visitOpenDoorMs);
    play.do({ do: 'pass-time' });
    expect(play.state.visit).toBeNull();
    expect(toldOf(play, 'A01', 'occupancy')).toEqual([]);
  });
});

describe('M6 the right to reject what was not opened', () => {
  function waiting(compartments = fourDoors) {
    const play = new RecipientPlay({ compartments });
    const first = play.depositFor('anna', 'SF1000000001');
    const second = play.depositFor('anna', 'SF1000000002');
    play.enterCodeOf(first);
    const reject = (stay: StayId, visit = play.visit) =>
      ({ do: 'reject-parcel', visit, stay, reason: 'damaged', photos: ['p1'] }) as const;
    return { play, first, second, reject };
  }

  it('records what the sensors show and who says it, and names the visit and the parcel', () => {
    const { play, first, reject } = waiting();
    const { visit } = play;
    expect(play.yes(reject(first))).toMatchObject({ visit, stay: first });
    expect(play.last('rejection.accepted')).toMatchObject({
      stay: first,
      reason: 'damaged',
      photos: ['p1'],
      evidence: { doorOpened: false, doorClosed: true, occupancy: 'occupied', confirmedBy: 'sensor' },
    });
    expect(play.state.visit?.done).toEqual({ purpose: 'rejection', compartment: 'A01' });
  });

  it('is the recipient’s word where no sensor sees inside', () => {
    const { play, first, reject } = waiting([
      planned('A01', 'S', { occupancySensor: false }),
      planned('A02', 'S', { occupancySensor: false }),
    ]);
    play.yes(reject(first));
    expect(play.last('rejection.accepted').evidence).toEqual({
      doorOpened: false,
      doorClosed: true,
      occupancy: 'unknown',
      confirmedBy: 'recipient',
    });
  });

  it('is not for what is rejected already, not for what is seen empty, not behind an open door', () => {
    const { play, first, second, reject } = waiting();
    play.yes(reject(first));
    expect(play.no(reject(first))).toBe('step-unfitting');
    play.see('A02', 'closed', 'empty');
    expect(play.no(reject(second))).toBe('step-unfitting');
    play.see('A02', 'closed', 'occupied');
    play.see('A02', 'open', 'occupied');
    expect(play.no(reject(second))).toBe('step-unfitting');
    expect(play.count('rejection.accepted')).toBe(1);
  });

  it('is not for what was opened in this visit and is not in hand', () => {
    const { play, first, second, reject } = waiting();
    play.open(first);
    play.openAndShut('occupied');
    play.open(second);
    play.openAndShut('empty');
    expect(play.no(reject(first))).toBe('step-unfitting');
  });
});

describe('time between two moments', () => {
  const at = (wallMs: number, monoMs: number, clock: Moment['clock'], boot = 'b1'): Moment => ({
    wallMs,
    monoMs,
    clock,
    boot: boot as Moment['boot'],
  });

  it('within one run is what the monotonic clock counts, whatever the wall clock says', () => {
    const since = at(5_000, 100, 'unknown');
    expect(surelyElapsedMs(since, at(0, 350, 'unknown'))).toBe(250);
    expect(possiblyElapsedMs(since, at(0, 350, 'unknown'))).toBe(250);
  });

  it('I14 across a restart is the wall clock where both moments trust it', () => {
    const since = at(5_000, 100, 'trusted');
    const now = at(9_000, 40, 'trusted', 'b2');
    expect(surelyElapsedMs(since, now)).toBe(4_000);
    expect(possiblyElapsedMs(since, now)).toBe(4_000);
  });

  it('I14 across a restart in doubt nothing has surely passed beyond this run, and anything possibly', () => {
    for (const [before, after] of [
      ['unknown', 'trusted'],
      ['trusted', 'unknown'],
      ['unknown', 'unknown'],
    ] as const) {
      const since = at(5_000, 100, before);
      const now = at(9_000, 40, after, 'b2');
      expect(surelyElapsedMs(since, now)).toBeLessThanOrEqual(40);
      expect(possiblyElapsedMs(since, now)).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it('Incident 41: a moment of this run is stamped anew by the monotonic clock', () => {
    const found = { at: at(90_000, 700, 'trusted'), offsetMs: 1, before: 'unknown' } as const;
    expect(restamp(at(3, 200, 'unknown'), found)).toEqual(at(89_500, 200, 'trusted'));
  });

  it('Incident 41: an earlier run is shifted with a believed clock, and stays in doubt otherwise', () => {
    const found = { at: at(90_000, 700, 'trusted'), offsetMs: 60, before: 'trusted' } as const;
    const believed = at(1_000, 200, 'trusted', 'b0');
    const doubtful = at(1_000, 200, 'unknown', 'b0');
    expect(restamp(believed, found)).toEqual(at(1_060, 200, 'trusted', 'b0'));
    expect(restamp(doubtful, found)).toEqual(doubtful);
    expect(restamp(believed, { ...found, before: 'unknown' })).toEqual(believed);
    expect(restamp(doubtful, { ...found, before: 'unknown' })).toEqual(doubtful);
  });
});

describe('a board that does not answer', () => {
  const compartments = [planned('A01', 'S'), planned('B01', 'S', { board: 'board-2' as never })];

  it('is one fault with its own compartments, told once, and over once', () => {
    const play = new Play({ compartments });
    const board = 'board-2' as never;
    play.do({ do: 'lose-board', board });
    expect(play.last('fault.raised')).toMatchObject({
      fault: 'board-silent',
      subject: 'board-2',
      compartments: ['B01'],
    });
    const count = play.events.length;
    expect(play.do({ do: 'lose-board', board }).events).toEqual([]);
    expect(play.events).toHaveLength(count);
    play.do({ do: 'restore-board', board });
    expect(play.last('fault.cleared')).toMatchObject({ fault: 'board-silent', subject: 'board-2' });
    expect(play.do({ do: 'restore-board', board }).events).toEqual([]);
    expect(play.state.compartments.find((one) => one.label === label('A01'))?.door).toBe('closed');
  });

  it('takes nothing from another board', () => {
    const play = new Play({ compartments });
    play.do({ do: 'lose-board', board: 'board-1' as never });
    expect(play.last('fault.raised').compartments).toEqual(['A01']);
    expect(play.do({ do: 'restore-board', board: 'board-2' as never }).events).toEqual([]);
  });
});

describe('the camera over the sending desk', () => {
  it('is a fault while it does not see, told once, and over when it sees again', () => {
    const play = new Play();
    play.yes({ do: 'see-camera', camera: 'healthy' });
    expect(play.count('fault.raised')).toBe(0);
    expect(play.do({ do: 'see-camera', camera: 'healthy' }).events).toEqual([]);
    play.yes({ do: 'see-camera', camera: 'blocked' });
    expect(play.last('fault.raised')).toMatchObject({ fault: 'camera-unhealthy' });
    play.yes({ do: 'see-camera', camera: 'healthy' });
    expect(play.last('fault.cleared')).toMatchObject({ fault: 'camera-unhealthy' });
    expect(play.state.faults).toEqual([]);
  });
});
