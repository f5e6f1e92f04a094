import { describe, expect, it } from 'vitest';
import { planned, Play } from './play.ts';

function startedPickup(play: Play): { visit: NonNullable<Play['state']['visit']>['id'] } {
  const stay = play.deposit();
  const { answer } = play.enterCodeOf(stay);
  if (!answer.ok || answer.visit === null) throw new TypeError('no visit');
  play.events.length = 0;
  return { visit: answer.visit };
}

describe('a pickup', () => {
  it('opens the door of the code, once, after the intention', () => {
    const play = new Play();
    const stay = play.deposit();
    const decision = play.enterCodeOf(stay);
    expect(decision.events.map(({ type }) => type)).toEqual([
      'visit.started',
      'visit.entitled',
      'pickup.started',
      'unlock.intended',
    ]);
    expect(decision.effects).toHaveLength(1);
  });

  it('S0-25 S3-9 is complete when the door was seen open, then closed, and the sensor saw the parcel go', () => {
    const play = new Play();
    startedPickup(play);
    play.settle('opened');
    play.see('A01', 'open', 'empty');
    expect(play.count('pickup.completed')).toBe(0);
    play.see('A01', 'closed', 'empty');
    expect(play.last('pickup.completed').evidence).toEqual({
      doorOpened: true,
      doorClosed: true,
      occupancy: 'empty',
      confirmedBy: 'sensor',
    });
    expect(play.state.stays).toEqual([]);
  });

  it('I2 never counts a closed door alone as collected', () => {
    const play = new Play();
    startedPickup(play);
    play.settle('opened');
    play.see('A01', 'closed', 'occupied');
    expect(play.count('pickup.completed')).toBe(0);
    expect(play.state.visit?.task?.at).toBe('asking');
  });

  it('asks where the sensor was empty all the time, because only a change is evidence', () => {
    const play = new Play();
    const stay = play.deposit();
    play.see('A01', 'closed', 'empty');
    play.enterCodeOf(stay);
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    expect(play.count('pickup.completed')).toBe(0);
    expect(play.state.visit?.task?.at).toBe('asking');
  });

  it('is completed by the recipient where there is no occupancy sensor, and says so', () => {
    const play = new Play({ compartments: [planned('A01', 'S', { occupancySensor: false })] });
    const { visit: courier } = play.admit();
    const { answer } = play.startDeposit(courier);
    play.settle('opened');
    play.see('A01', 'closed', 'unknown');
    play.yes({ do: 'finish-visit', visit: courier });
    if (!answer.ok || answer.stay === null) throw new TypeError('no stay');
    play.issueCode(answer.stay);
    play.enterCodeOf(answer.stay);
    play.settle('opened');
    play.see('A01', 'closed', 'unknown');
    const visit = play.state.visit?.id ?? ('' as never);
    play.yes({ do: 'confirm-pickup', visit, taken: true });
    expect(play.last('pickup.completed').evidence).toMatchObject({
      occupancy: 'unknown',
      confirmedBy: 'recipient',
    });
  });

  it('stays unconfirmed when the recipient says taken and the sensor still sees the parcel', () => {
    const play = new Play();
    const { visit } = startedPickup(play);
    play.settle('opened');
    play.see('A01', 'closed', 'occupied');
    play.yes({ do: 'confirm-pickup', visit, taken: true });
    expect(play.count('pickup.completed')).toBe(0);
    expect(play.last('pickup.unconfirmed').evidence.occupancy).toBe('occupied');
    expect(play.state.stays).toHaveLength(1);
  });

  it('R11 leaves the code valid when the recipient walks away', () => {
    const play = new Play();
    startedPickup(play);
    play.settle('opened');
    play.see('A01', 'closed', 'occupied');
    play.wait(play.state.policy.visitIdleMs);
    play.do({ do: 'pass-time' });
    expect(play.last('visit.ended').reason).toBe('idle');
    const stay = play.state.stays[0]?.id ?? ('' as never);
    expect(play.enterCodeOf(stay).answer.ok).toBe(true);
  });

  it('R8 keeps a second person waiting until the visit is over', () => {
    const play = new Play();
    const stay = play.deposit();
    play.enterCodeOf(stay);
    expect(play.enterWrongCode().answer).toEqual({ ok: false, refusal: 'kiosk-busy' });
    expect(play.no({ do: 'admit-courier', courier: null })).toBe('kiosk-busy');
  });

  it('is refused while the board of the compartment is silent, and works afterwards', () => {
    const play = new Play();
    const stay = play.deposit();
    const board = play.state.plan.compartments[0]?.board ?? ('' as never);
    play.do({ do: 'lose-board', board });
    expect(play.enterCodeOf(stay).answer).toEqual({
      ok: false,
      refusal: 'compartment-unavailable',
      compartment: 'A01',
    });
    play.do({ do: 'restore-board', board });
    expect(play.enterCodeOf(stay).answer.ok).toBe(true);
  });
});

describe('a pulse', () => {
  it('R6 is repeated at most twice, each with its own intention after a look that says closed', () => {
    const play = new Play();
    startedPickup(play);
    const followed = [1, 2, 3].map(() => play.settle('no-movement').effects.length);
    expect(followed).toEqual([1, 1, 0]);
    expect(play.state.visit?.task?.at).toBe('jammed');
    expect(play.last('fault.raised')).toMatchObject({ fault: 'lock-did-not-open', subject: 'A01' });
  });

  it('R6 is not repeated after ten seconds', () => {
    const play = new Play();
    startedPickup(play);
    play.wait(10_000);
    expect(play.settle('no-movement').effects).toEqual([]);
  });

  it('is never repeated when nobody could see what it did', () => {
    for (const outcome of ['unseen', 'not-sent'] as const) {
      const play = new Play();
      startedPickup(play);
      expect(play.settle(outcome).effects).toEqual([]);
      expect(play.state.visit?.task?.at).toBe(outcome === 'unseen' ? 'unseen' : 'jammed');
    }
  });

  it('R7 proves nothing on a door that did not read closed before', () => {
    const play = new Play();
    const stay = play.deposit();
    play.see('A01', 'open', 'occupied');
    play.enterCodeOf(stay);
    const intention = play.state.intentions[0]?.id ?? ('' as never);
    play.do({ do: 'settle-unlock', intention, outcome: 'opened' });
    expect(play.last('unlock.settled').outcome).toBe('unseen');
  });

  it('leaves a door that reads open before and after to the person, and believes its closing', () => {
    const play = new Play();
    const stay = play.deposit();
    play.see('A01', 'open', 'occupied');
    play.enterCodeOf(stay);
    play.settle('unseen');
    expect(play.state.visit?.task).toMatchObject({ at: 'open', seenOpen: false });
    play.see('A01', 'closed', 'empty');
    expect(play.last('pickup.completed').evidence).toMatchObject({ doorOpened: true, confirmedBy: 'sensor' });
  });

  it('is asked for again by the person, within the limit, without a new code', () => {
    const play = new Play();
    const { visit } = startedPickup(play);
    for (let count = 0; count < play.state.policy.reopenCountMax; count += 1) {
      play.settle('opened');
      play.see('A01', 'closed', 'occupied');
      play.yes({ do: 'reopen-door', visit });
    }
    play.settle('opened');
    play.see('A01', 'closed', 'occupied');
    expect(play.no({ do: 'reopen-door', visit })).toBe('reopen-limit');
  });

  it('completes the pickup after a reopening when the parcel went on the way', () => {
    const play = new Play();
    const { visit } = startedPickup(play);
    play.settle('opened');
    play.see('A01', 'closed', 'occupied');
    play.yes({ do: 'reopen-door', visit });
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    expect(play.count('pickup.completed')).toBe(1);
  });

  it('clears the fault of a lock that is seen to open again', () => {
    const play = new Play();
    const { visit } = startedPickup(play);
    for (let pulse = 1; pulse <= 3; pulse += 1) play.settle('no-movement');
    play.yes({ do: 'reopen-door', visit });
    play.settle('opened');
    expect(play.last('fault.cleared')).toMatchObject({ fault: 'lock-did-not-open', subject: 'A01' });
  });
});

describe('retention', () => {
  it('R13 begins when the centre confirms the notice and never before', () => {
    const play = new Play();
    const stay = play.deposit();
    play.wait(1_000 * 3_600_000);
    play.do({ do: 'pass-time' });
    expect(play.count('parcel.expired')).toBe(0);
    play.do({ do: 'record-notified', stay, notifiedAtMs: play.now.wallMs });
    play.wait(24 * 3_600_000 - 1);
    play.do({ do: 'pass-time' });
    expect(play.count('parcel.expired')).toBe(0);
    play.wait(1);
    play.do({ do: 'pass-time' });
    play.do({ do: 'pass-time' });
    expect(play.count('parcel.expired')).toBe(1);
    expect(play.enterCodeOf(stay).answer.ok).toBe(true);
  });

  it('never runs out because a clock jumped that nobody can believe', () => {
    const play = new Play();
    const stay = play.deposit();
    play.do({ do: 'record-notified', stay, notifiedAtMs: play.now.wallMs });
    play.reboot(400 * 24 * 3_600_000, 'unknown');
    play.do({ do: 'pass-time' });
    expect(play.count('parcel.expired')).toBe(0);
  });
});
