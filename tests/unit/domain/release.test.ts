import { describe, expect, it } from 'vitest';
import { nextDeadlineMs } from '#domain/deadline';
import type { BoardId, IntentionId } from '#domain/words';
import { label, planned, Play } from './play.ts';

const other = 'B9' as BoardId;

/** Somebody opens an empty compartment with a key, and it falls shut. */
function shut(play: Play, name = 'A01'): void {
  play.see(name, 'open', play.occupancyOf(name) === 'occupied' ? 'occupied' : 'empty');
  play.see(name, 'closed', 'empty');
}

function confirm(play: Play, name = 'A01') {
  return play.do({ do: 'confirm-empty', compartment: label(name) });
}

describe('R1 the door of an empty compartment that nobody was expected to close', () => {
  it('I13 is opened again at once, offline, after its intention', () => {
    const play = new Play();
    play.do({ do: 'change-link', link: 'down' });
    play.see('A01', 'open', 'empty');
    const { events, effects } = play.see('A01', 'closed', 'empty');
    expect(events.map(({ type }) => type)).toEqual([
      'door.read',
      'door.closed',
      'fault.cleared',
      'release.begun',
      'release.intended',
    ]);
    expect(effects).toEqual([
      { do: 'unlock', compartment: 'A01', intention: play.last('release.intended').intention },
    ]);
  });

  it('is opened whatever the sensor inside says, for a child reads as occupied', () => {
    const play = new Play();
    play.see('A01', 'open', 'empty');
    expect(play.see('A01', 'closed', 'occupied').effects).toHaveLength(1);
  });

  it('is opened while the compartment is in quarantine', () => {
    const play = new Play();
    const { visit } = play.admit();
    play.startDeposit(visit);
    play.settle('opened');
    play.wait(200_000);
    play.do({ do: 'pass-time' });
    expect(play.state.compartments[0]?.quarantine).not.toBeNull();
    expect(play.see('A01', 'closed', 'occupied').effects).toHaveLength(1);
  });

  it('is left alone where the record says that a parcel is inside', () => {
    const play = new Play();
    play.deposit();
    play.see('A01', 'open', 'occupied');
    expect(play.see('A01', 'closed', 'occupied').effects).toEqual([]);
    expect(play.state.releases).toEqual([]);
  });

  it('is left alone in the steps of a deposit and of a pickup', () => {
    const play = new Play();
    const stay = play.deposit();
    play.enterCodeOf(stay);
    play.settle('opened');
    expect(play.see('A01', 'closed', 'empty').effects).toEqual([]);
    expect(play.count('release.begun')).toBe(0);
  });

  it('is not offered to a courier meanwhile', () => {
    const play = new Play();
    shut(play);
    play.settle('no-movement');
    const { visit } = play.admit();
    play.startDeposit(visit);
    expect(play.last('deposit.started').compartment).toBe('A02');
  });
});

describe('R3 a release', () => {
  it('pulses again after 2 s, 10 s and then every minute, and never gives up', () => {
    const play = new Play();
    shut(play);
    const waits: (number | null)[] = [];
    for (let pulse = 1; pulse <= 8; pulse += 1) {
      play.settle('no-movement');
      const waitMs = nextDeadlineMs(play.state, play.now);
      waits.push(waitMs);
      play.wait((waitMs ?? 0) - 1);
      expect(play.do({ do: 'pass-time' }).effects).toEqual([]);
      play.wait(1);
      expect(play.do({ do: 'pass-time' }).effects).toHaveLength(1);
    }
    expect(waits).toEqual([2_000, 10_000, 60_000, 60_000, 60_000, 60_000, 60_000, 60_000]);
  });

  it('does not burn the coil of a door that is played with', () => {
    const play = new Play();
    shut(play);
    play.settle('opened');
    expect(play.see('A01', 'closed', 'empty').effects).toEqual([]);
    expect(nextDeadlineMs(play.state, play.now)).toBe(2_000);
  });

  it('is of the highest severity from the fifth pulse on', () => {
    const play = new Play();
    shut(play);
    for (let pulse = 2; pulse <= 5; pulse += 1) {
      expect(play.count('fault.raised')).toBe(1);
      play.settle('no-movement');
      play.wait(60_000);
      play.do({ do: 'pass-time' });
    }
    expect(play.last('fault.raised')).toMatchObject({ fault: 'release-unconfirmed', subject: 'A01' });
  });

  it('ends when somebody has looked into the open compartment and closes it', () => {
    const play = new Play();
    shut(play);
    play.settle('opened');
    play.yes({ do: 'confirm-empty', compartment: label('A01') });
    expect(play.see('A01', 'closed', 'empty').effects).toEqual([]);
    expect(play.last('release.ended').cause).toBe('closed-empty');
    expect(play.state.releases).toEqual([]);
  });

  it('goes on where the door falls shut long after somebody looked inside', () => {
    const play = new Play();
    shut(play);
    play.settle('opened');
    confirm(play);
    play.wait(60_000);
    expect(play.see('A01', 'closed', 'empty').effects).toHaveLength(1);
  });

  it('cannot be ended by somebody who cannot have looked inside', () => {
    const play = new Play();
    shut(play);
    play.settle('no-movement');
    expect(play.no({ do: 'confirm-empty', compartment: label('A01') })).toBe('door-not-open');
    expect(play.no({ do: 'confirm-empty', compartment: label('A02') })).toBe('release-over');
  });

  it('goes on after a power cut, with an intention of its own', () => {
    const play = new Play();
    shut(play);
    play.reboot(5_000);
    play.do({
      do: 'start-station',
      cause: 'power-up',
      softwareVersion: '1',
      beginning: null,
      silentBoards: [],
      readings: [{ compartment: label('A01'), door: 'closed', occupancy: 'empty' }],
    });
    expect(play.last('unlock.settled').outcome).toBe('unknown');
    play.wait(2_000);
    expect(play.do({ do: 'pass-time' }).effects).toHaveLength(1);
    expect(play.last('release.intended').pulse).toBe(2);
  });
});

describe('R3 a release behind a board that fell silent', () => {
  function silence(play: Play, name = 'left'): void {
    play.do({ do: 'lose-board', board: name as BoardId });
  }

  /** The board is asked in vain for so many pulses of the release. */
  function pulseInVain(play: Play, pulses: number): void {
    for (let pulse = 1; pulse <= pulses; pulse += 1) {
      play.settle(pulse % 2 === 0 ? 'not-sent' : 'unseen');
      if (pulse === pulses) break;
      play.wait(nextDeadlineMs(play.state, play.now) ?? 0);
      play.do({ do: 'pass-time' });
    }
  }

  function answer(play: Play): void {
    play.do({ do: 'restore-board', board: play.state.plan.compartments[0]?.board ?? ('' as BoardId) });
  }

  it('is pulsed again as soon as the board answers, however often it was pulsed in vain', () => {
    const play = new Play({ compartments: [planned('A01', 'S')] });
    const board = play.state.plan.compartments[0]?.board;
    shut(play);
    silence(play, board);
    pulseInVain(play, 4);
    play.wait(3_000);
    expect(nextDeadlineMs(play.state, play.now)).toBe(57_000);
    answer(play);
    expect(nextDeadlineMs(play.state, play.now)).toBe(0);
    expect(play.do({ do: 'pass-time' }).effects).toHaveLength(1);
    expect(play.last('release.intended').pulse).toBe(5);
  });

  it('keeps the shortest wait after a pulse that the board may have got, and then the pace of R3', () => {
    const play = new Play({ compartments: [planned('A01', 'S')] });
    shut(play);
    silence(play, play.state.plan.compartments[0]?.board);
    pulseInVain(play, 3);
    play.wait(500);
    answer(play);
    const waits: (number | null)[] = [nextDeadlineMs(play.state, play.now)];
    for (let pulse = 1; pulse <= 3; pulse += 1) {
      play.wait(waits.at(-1) ?? 0);
      expect(play.do({ do: 'pass-time' }).effects).toHaveLength(1);
      play.settle('no-movement');
      waits.push(nextDeadlineMs(play.state, play.now));
    }
    expect(waits).toEqual([1_500, 10_000, 60_000, 60_000]);
  });

  it('keeps its pace where another board answers', () => {
    const play = new Play({ compartments: [planned('A01', 'S'), planned('B01', 'S', { board: other })] });
    shut(play);
    play.do({ do: 'lose-board', board: other });
    pulseInVain(play, 2);
    play.do({ do: 'restore-board', board: other });
    expect(nextDeadlineMs(play.state, play.now)).toBe(10_000);
  });

  it('goes on behind a door without a sensor until a pulse could be sent', () => {
    const play = new Play({ compartments: [planned('A01', 'S', { doorSensor: false })] });
    silence(play, play.state.plan.compartments[0]?.board);
    play.do({ do: 'report-inside' });
    play.settle('not-sent');
    expect(play.state.releases).toHaveLength(1);
    answer(play);
    play.wait(2_000);
    expect(play.do({ do: 'pass-time' }).effects).toHaveLength(1);
    play.settle('unseen');
    expect(play.last('release.ended').cause).toBe('unseen');
  });
});

describe('R1 "someone is inside"', () => {
  it('opens every compartment without a parcel, without authority, also in the visit of another person', () => {
    const play = new Play();
    play.deposit();
    play.admit();
    const { effects } = play.do({ do: 'report-inside' });
    expect(
      effects.map(({ do: what, ...effect }) => [what, 'compartment' in effect && effect.compartment]),
    ).toEqual([
      ['unlock', 'A02'],
      ['unlock', 'A03'],
    ]);
    expect(play.last('entrapment.reported').compartments).toEqual(['A02', 'A03']);
    expect(play.last('fault.raised')).toMatchObject({ fault: 'someone-inside' });
  });

  it('lets a door that falls shut meanwhile go before the rest of the cabinet', () => {
    const play = new Play();
    const { effects } = play.do({ do: 'report-inside' });
    expect(effects).toMatchObject([{ givesWay: true }, { givesWay: true }, { givesWay: true }]);
    const intention = play.state.intentions[0]?.id ?? ('' as IntentionId);
    play.do({ do: 'settle-unlock', intention, outcome: 'opened' });
    play.see('A01', 'open', 'empty');
    play.see('A01', 'closed', 'empty');
    play.wait(2_000);
    const again = play.do({ do: 'pass-time' }).effects;
    expect(again).toMatchObject([{ do: 'unlock' }]);
    expect(again[0]).not.toHaveProperty('givesWay');
  });

  it('keeps the pace of each door however often it is pressed', () => {
    const play = new Play({ compartments: [planned('A01', 'S')] });
    play.do({ do: 'report-inside' });
    play.settle('no-movement');
    expect(play.do({ do: 'report-inside' }).effects).toEqual([]);
    play.wait(2_000);
    expect(play.do({ do: 'report-inside' }).effects).toHaveLength(1);
  });

  it('leaves no further event while everything it can do is being done', () => {
    const play = new Play();
    play.do({ do: 'report-inside' });
    for (let count = 0; count < 50; count += 1) {
      play.wait(100);
      const { events } = play.do({ do: 'report-inside' });
      expect(events.filter(({ type }) => type !== 'release.intended')).toEqual([]);
    }
    expect(play.count('entrapment.reported')).toBe(1);
  });

  it('opens a case that begins with those who rescue people, and only one', () => {
    const play = new Play();
    play.do({ do: 'report-inside' });
    play.settle('opened');
    play.do({ do: 'report-inside' });
    expect(play.state.cases).toMatchObject([{ kind: 'entrapment', tier: 'safety', at: 'opened' }]);
  });

  it('is over when every compartment was found empty', () => {
    const play = new Play({ compartments: [planned('A01', 'S'), planned('A02', 'S')] });
    play.do({ do: 'report-inside' });
    for (const name of ['A02', 'A01']) {
      play.settle('opened');
      confirm(play, name);
      expect(play.count('fault.cleared')).toBe(0);
      play.see(name, 'closed', 'empty');
    }
    expect(play.last('fault.cleared')).toMatchObject({ fault: 'someone-inside' });
  });

  it('pulses a door without a sensor once, because nothing more can be told', () => {
    const play = new Play({ compartments: [planned('A01', 'S', { doorSensor: false })] });
    expect(play.do({ do: 'report-inside' }).effects).toHaveLength(1);
    play.settle('unseen');
    expect(play.last('release.ended').cause).toBe('unseen');
  });
});
