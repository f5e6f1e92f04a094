import { describe, expect, it } from 'vitest';
import { fourDoors, RecipientPlay } from './recipient-play.ts';

function twoParcels(): { play: RecipientPlay; first: never; second: never } {
  const play = new RecipientPlay({ compartments: fourDoors });
  const first = play.depositFor('anna', 'SF1000000001') as never;
  const second = play.depositFor('anna', 'SF1000000002') as never;
  return { play, first, second };
}

describe('one code for the parcels of one recipient', () => {
  it('R9 is issued for the first and joined by the next, whose notice names no number', () => {
    const { play, first, second } = twoParcels();
    expect(play.count('code.issued')).toBe(1);
    expect(play.last('code.joined')).toMatchObject({ stay: second, codeId: play.codeOf(first).id });
    expect(play.state.codes).toHaveLength(1);
    expect(play.codeOf(second)).toEqual(play.codeOf(first));
  });

  it('is never shared with somebody else, nor where nobody says whose a parcel is', () => {
    const play = new RecipientPlay({ compartments: fourDoors });
    play.depositFor('anna', 'SF1000000001');
    play.depositFor('ben', 'SF1000000002');
    play.deposit('SF1000000003');
    expect(play.state.codes.map(({ stays }) => stays.length)).toEqual([1, 1, 1]);
  });

  it('is drawn once more where another parcel got its code while this one was being drawn', () => {
    const { play, first, second } = twoParcels();
    play.state = { ...play.state, codes: play.state.codes.map((code) => ({ ...code, stays: [first] })) };
    const mac = 'other' as never;
    const record = { code: mac, extension: mac, key: 'k1', issuedAt: play.now };
    const decision = play.do({ do: 'record-code', stay: second, record, notice: 'n' });
    expect(decision).toMatchObject({ events: [], effects: [{ do: 'issue-code', stay: second }] });
  });

  it('is not joined after its last parcel has left', () => {
    const { play, first, second } = twoParcels();
    play.state = { ...play.state, codes: [] };
    const decision = play.do({ do: 'join-code', stay: second, code: first, notice: 'n' });
    expect(decision).toMatchObject({ events: [], effects: [{ do: 'issue-code', stay: second }] });
  });

  it('R11 stays valid until the last of them is collected', () => {
    const { play, first, second } = twoParcels();
    play.enterCodeOf(first);
    play.open(first);
    play.openAndShut('empty');
    expect(play.codeOf(second).stays).toEqual([second]);
    play.open(second);
    play.openAndShut('empty');
    expect(play.count('pickup.completed')).toBe(2);
    expect(play.state.codes).toEqual([]);
  });
});

describe('a visit with several doors', () => {
  it('lets the person choose, and opens nothing by itself', () => {
    const { play, first, second } = twoParcels();
    const decision = play.enterCodeOf(first);
    expect(decision.effects).toEqual([]);
    expect(play.parcel(first).at).toBe('waiting');
    expect(play.open(second).effects).toHaveLength(1);
    expect(play.task).toMatchObject({ stay: second, compartment: 'A02', purpose: 'pickup' });
  });

  it('S0-14 opens one door after another', () => {
    const { play, first, second } = twoParcels();
    play.enterCodeOf(first);
    play.open(first);
    play.settle('opened');
    expect(play.open(second).answer).toEqual({
      ok: false,
      refusal: 'previous-door-open',
      compartment: 'A01',
    });
    play.see('A01', 'closed', 'empty');
    expect(play.open(second).answer.ok).toBe(true);
    expect(play.open(first).answer).toMatchObject({ refusal: 'step-unfitting' });
  });

  it('leaves a jammed door behind without a claim, and goes on', () => {
    const { play, first, second } = twoParcels();
    play.enterCodeOf(first);
    play.open(first);
    for (let pulse = 1; pulse <= 3; pulse += 1) play.settle('no-movement');
    expect(play.open(second).answer.ok).toBe(true);
    expect(play.last('pickup.uneffected')).toMatchObject({ stay: first });
    expect(play.state.stays.map(({ id }) => id)).toContain(first);
  });

  it('is not held up by a silent board behind one of the doors', () => {
    const play = new RecipientPlay({ compartments: fourDoors.slice(2) });
    const near = play.depositFor('anna', 'SF1000000001');
    const far = play.depositFor('anna', 'SF1000000002');
    play.do({ do: 'lose-board', board: 'board-2' as never });
    expect(play.enterCodeOf(near).answer.ok).toBe(true);
    expect(play.open(far).answer).toMatchObject({ refusal: 'compartment-unavailable' });
    expect(play.open(near).answer.ok).toBe(true);
  });

  it('is refused where no door can be opened at all', () => {
    const play = new RecipientPlay({ compartments: fourDoors.slice(2) });
    const stay = play.depositFor('anna', 'SF1000000001');
    play.do({ do: 'lose-board', board: 'board-1' as never });
    expect(play.enterCodeOf(stay).answer).toMatchObject({ refusal: 'compartment-unavailable' });
  });

  it('I6 opens no parcel that the code did not open when it was entered', () => {
    const play = new RecipientPlay({ compartments: fourDoors });
    const own = play.depositFor('anna', 'SF1000000001');
    const other = play.depositFor('ben', 'SF1000000002');
    play.enterCodeOf(own);
    play.openAndShut('empty');
    for (const command of ['open-parcel', 'reopen-door', 'report-missing'] as const) {
      expect(play.no({ do: command, visit: play.visit, stay: other })).toBe('step-unfitting');
    }
    const reason = { reason: 'unwanted', photos: [] } as const;
    expect(play.no({ do: 'reject-parcel', visit: play.visit, stay: other, ...reason })).toBe(
      'step-unfitting',
    );
    expect(play.no({ do: 'open-parcel', visit: 'other' as never, stay: own })).toBe('visit-over');
  });
});

describe('several parcels behind one door', () => {
  function besides(): { play: RecipientPlay; first: never; second: never } {
    const play = new RecipientPlay({ compartments: fourDoors });
    const first = play.depositFor('anna', 'SF1000000001') as never;
    const second = play.depositFor('anna', 'SF1000000002', true) as never;
    play.enterCodeOf(first);
    return { play, first, second };
  }

  it('are opened together and taken together', () => {
    const { play } = besides();
    expect(play.count('pickup.started')).toBe(2);
    play.openAndShut('empty');
    expect(play.count('pickup.completed')).toBe(2);
    expect(play.state.stays).toEqual([]);
  });

  it('are told apart by the recipient who took only one', () => {
    const { play, first, second } = besides();
    play.openAndShut('occupied');
    expect(play.task?.at).toBe('asking');
    play.yes({ do: 'confirm-pickup', visit: play.visit, taken: [second] });
    expect(play.last('pickup.completed')).toMatchObject({ stay: second });
    expect(play.last('pickup.uneffected')).toMatchObject({ stay: first });
    expect(play.codeOf(first).stays).toEqual([first]);
  });

  it('all remain where the recipient says nothing', () => {
    const { play } = besides();
    play.openAndShut('occupied');
    play.yes({ do: 'finish-visit', visit: play.visit });
    expect(play.count('pickup.completed')).toBe(0);
    expect(play.count('pickup.uneffected')).toBe(2);
    expect(play.state.stays).toHaveLength(2);
  });

  it('I2 are not both taken while the sensor sees something', () => {
    const { play } = besides();
    play.openAndShut('occupied');
    play.yes({ do: 'confirm-pickup', visit: play.visit, taken: true });
    expect(play.count('pickup.completed')).toBe(0);
    expect(play.count('pickup.unconfirmed')).toBe(2);
  });

  it('I6 are taken together also before the second one has its notice', () => {
    const play = new RecipientPlay({ compartments: fourDoors });
    const first = play.depositFor('anna', 'SF1000000001');
    play.depositFor('anna', 'SF1000000002', true);
    play.state = { ...play.state, codes: play.state.codes.map((code) => ({ ...code, stays: [first] })) };
    play.enterCodeOf(first);
    expect(play.state.visit?.entitlement?.parcels).toHaveLength(2);
    play.openAndShut('empty');
    expect(play.count('pickup.completed')).toBe(2);
  });

  it('cannot be named where they are not', () => {
    const { play } = besides();
    play.openAndShut('occupied');
    const taken = ['another' as never];
    expect(play.no({ do: 'confirm-pickup', visit: play.visit, taken })).toBe('step-unfitting');
  });
});
