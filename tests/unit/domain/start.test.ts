import { describe, expect, it } from 'vitest';
import type { DoorReading } from '#domain/commands/door-commands';
import type { Decision } from '#domain/decision';
import { Play, restartCommand } from './play.ts';

/** The state as it is after a power cut: remembered, with doors that nobody has read yet. */
function restart(play: Play, readings: Partial<Record<string, Omit<DoorReading, 'compartment'>>>): Decision {
  const forgotten = play.state.compartments.map((compartment) => ({
    ...compartment,
    door: 'unknown' as const,
    occupancy: 'unknown' as const,
  }));
  play.state = { ...play.state, compartments: forgotten, silentBoards: [], link: 'down' };
  play.reboot(60_000);
  play.events.length = 0;
  return play.do({
    do: 'start-station',
    cause: 'power-up',
    softwareVersion: '0.0.0',
    beginning: null,
    silentBoards: [],
    readings: play.state.compartments.map(({ label }) => ({
      compartment: label,
      ...(readings[label] ?? { door: 'closed', occupancy: 'empty' }),
    })),
  });
}

describe('a start after the process died', () => {
  it('R6 R7 confirms a pulse by a change from closed to open and fires nothing', () => {
    const play = new Play();
    play.enterCodeOf(play.deposit());
    const { effects } = restart(play, { A01: { door: 'open', occupancy: 'occupied' } });
    expect(play.last('unlock.settled').outcome).toBe('opened');
    expect(effects).toEqual([]);
  });

  it('R7 calls a pulse unknown when the door reads closed, and fires nothing', () => {
    const play = new Play();
    play.enterCodeOf(play.deposit());
    const { effects } = restart(play, { A01: { door: 'closed', occupancy: 'occupied' } });
    expect(play.last('unlock.settled').outcome).toBe('unknown');
    expect(effects).toEqual([]);
  });

  it('R7 does not take a door that was open before for a proof', () => {
    const play = new Play();
    const stay = play.deposit();
    play.see('A01', 'open', 'occupied');
    play.enterCodeOf(stay);
    restart(play, { A01: { door: 'open', occupancy: 'occupied' } });
    expect(play.last('unlock.settled').outcome).toBe('unknown');
  });

  it('R7 takes many open doors on one board for a fault of the board, not for a proof', () => {
    const play = new Play();
    play.enterCodeOf(play.deposit());
    const open = { door: 'open', occupancy: 'occupied' } as const;
    restart(play, { A01: open, A02: open, A03: open });
    expect(play.last('unlock.settled').outcome).toBe('unknown');
  });

  it('R11 ends the visit and leaves the recipient code valid', () => {
    const play = new Play();
    const stay = play.deposit();
    play.enterCodeOf(stay);
    restart(play, { A01: { door: 'closed', occupancy: 'occupied' } });
    expect(play.last('visit.ended').reason).toBe('interrupted');
    expect(play.last('pickup.uneffected').stay).toBe(stay);
    expect(play.enterCodeOf(stay).answer.ok).toBe(true);
  });

  it('puts an interrupted deposit into quarantine unless the sensor shows an empty closed compartment', () => {
    const doubtful = new Play();
    doubtful.startDeposit(doubtful.admit().visit);
    restart(doubtful, { A01: { door: 'closed', occupancy: 'occupied' } });
    expect(doubtful.last('deposit.cancelled').parcelInside).toBe('unknown');
    expect(doubtful.last('compartment.quarantined').cause).toBe('deposit-interrupted');

    const empty = new Play();
    empty.startDeposit(empty.admit().visit);
    restart(empty, { A01: { door: 'closed', occupancy: 'empty' } });
    expect(empty.last('deposit.cancelled').parcelInside).toBe('no');
    expect(empty.count('compartment.quarantined')).toBe(0);
  });

  it('draws the code of a stored parcel whose code was not recorded', () => {
    const play = new Play();
    const { visit } = play.admit();
    play.startDeposit(visit);
    play.settle('opened');
    play.see('A01', 'closed', 'occupied');
    const { effects } = restart(play, { A01: { door: 'closed', occupancy: 'occupied' } });
    expect(effects).toEqual([{ do: 'issue-code', stay: play.state.stays[0]?.id }]);
  });

  it('sets the faults of boards right by what it finds', () => {
    const play = new Play();
    const board = play.state.plan.compartments[0]?.board ?? ('' as never);
    play.do({ do: 'lose-board', board });
    restart(play, {});
    expect(play.last('fault.cleared')).toMatchObject({ fault: 'board-silent', subject: board });
    play.events.length = 0;
    play.state = { ...play.state, silentBoards: [] };
    play.do({
      do: 'start-station',
      cause: 'restart',
      softwareVersion: '0.0.0',
      beginning: null,
      readings: [],
      silentBoards: [board],
    });
    expect(play.last('fault.raised')).toMatchObject({
      fault: 'board-silent',
      compartments: ['A01', 'A02', 'A03'],
    });
  });
});

describe('doors that moved while nobody watched them', () => {
  const shutEmpty = { door: 'closed', occupancy: 'empty' } as const;
  const openEmpty = { door: 'open', occupancy: 'empty' } as const;

  it('R1 is opened again when it shut without power: nobody saw who is inside', () => {
    const play = new Play();
    play.see('A02', 'open', 'empty');
    const { effects } = restart(play, { A02: shutEmpty });
    expect(play.last('door.closed')).toMatchObject({ compartment: 'A02', visit: null });
    expect(effects).toMatchObject([{ do: 'unlock', compartment: 'A02' }]);
    expect(play.state.faults).toEqual([]);
  });

  it('R1 is opened again also where a deposit broke off, for no record says that its parcel is inside', () => {
    const play = new Play();
    play.startDeposit(play.admit().visit);
    play.settle('opened');
    const { effects } = restart(play, { A01: { door: 'closed', occupancy: 'occupied' } });
    expect(play.last('visit.interrupted')).toMatchObject({ phase: 'open', purpose: 'deposit' });
    expect(play.last('deposit.cancelled').parcelInside).toBe('unknown');
    expect(effects).toMatchObject([{ do: 'unlock', compartment: 'A01' }]);
  });

  it('is left shut where the record says that a parcel is inside', () => {
    const play = new Play();
    play.enterCodeOf(play.deposit());
    play.settle('opened');
    const { effects } = restart(play, { A01: { door: 'closed', occupancy: 'occupied' } });
    expect(play.last('visit.interrupted')).toMatchObject({ phase: 'open', purpose: 'pickup' });
    expect(effects).toEqual([]);
  });

  it('is told when it opened by itself, and a parcel behind it is doubted', () => {
    const play = new Play();
    const stay = play.deposit();
    restart(play, { A01: { door: 'open', occupancy: 'occupied' }, A02: openEmpty });
    const told = play.events.filter((event) => event.type === 'safety.uncommanded-open');
    expect(told).toMatchObject([
      { compartment: 'A01', stay, believed: true },
      { compartment: 'A02', stay: null, believed: true },
    ]);
    expect(play.last('custody.doubted')).toMatchObject({ stay, cause: 'uncommanded-open' });
    expect(play.last('case.opened')).toMatchObject({ kind: 'contents-unclear', stay });
  });

  it('R7 is a fault of the board where many opened, and nothing is said about one of them', () => {
    const play = new Play();
    play.deposit();
    restart(play, { A01: { door: 'open', occupancy: 'occupied' }, A02: openEmpty, A03: openEmpty });
    expect(play.last('safety.uncommanded-open').believed).toBe(false);
    expect(play.state.faults).toMatchObject([{ code: 'board-implausible', subject: 'board-1' }]);
    expect(play.count('custody.doubted')).toBe(0);
  });

  it('has not opened by itself where its pulse was under way', () => {
    const play = new Play();
    play.enterCodeOf(play.deposit());
    restart(play, { A01: { door: 'open', occupancy: 'occupied' } });
    expect(play.count('safety.uncommanded-open')).toBe(0);
  });
});

describe('doors that nobody asked to open', () => {
  it('raise a critical fault, which a closing clears', () => {
    const play = new Play();
    play.see('A02', 'open', 'empty');
    expect(play.last('door.opened').visit).toBeNull();
    expect(play.last('fault.raised')).toMatchObject({ fault: 'door-opened-unasked', subject: 'A02' });
    play.see('A02', 'closed', 'empty');
    expect(play.last('fault.cleared')).toMatchObject({ fault: 'door-opened-unasked', subject: 'A02' });
  });

  it('are reported when they stand open for too long, once, until they are closed', () => {
    const play = new Play();
    play.see('A02', 'open', 'empty');
    play.wait(play.state.policy.doorLeftOpenMs);
    play.do({ do: 'pass-time' });
    play.do({ do: 'pass-time' });
    expect(play.events.filter((e) => e.type === 'fault.raised' && e.fault === 'door-left-open')).toHaveLength(
      1,
    );
    play.see('A02', 'closed', 'empty');
    expect(play.state.faults).toEqual([]);
  });
});

describe('a new epoch', () => {
  it('R22 is the first event and names what came before', () => {
    const play = new Play();
    const beginning = {
      cause: 'rolled-back',
      previousEpoch: 'e1',
      previousSeq: 7,
      previousHash: 'h',
    } as const;
    const { events } = play.do({ ...restartCommand, beginning });
    expect(events[0]).toMatchObject({ type: 'epoch.begun', ...beginning });
  });

  it('R22 begins in step-up where a memory was lost, and not where there never was one', () => {
    const lost = new Play();
    const stay = lost.deposit();
    lost.do({
      ...restartCommand,
      beginning: { cause: 'new-store', previousEpoch: 'e1', previousSeq: 7, previousHash: 'h' },
    });
    expect(lost.enterCodeOf(stay).answer).toMatchObject({ refusal: 'extension-needed' });
    const first = new Play();
    const firstStay = first.deposit();
    first.do({
      ...restartCommand,
      beginning: { cause: 'new-store', previousEpoch: null, previousSeq: null, previousHash: null },
    });
    expect(first.enterCodeOf(firstStay).answer.ok).toBe(true);
  });
});
