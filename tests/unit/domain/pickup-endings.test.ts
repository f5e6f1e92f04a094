import { describe, expect, it } from 'vitest';
import type { StayId } from '#domain/words';
import { planned } from './play.ts';
import { fourDoors, RecipientPlay } from './recipient-play.ts';

function atDoor(compartments = fourDoors): { play: RecipientPlay; stay: StayId } {
  const play = new RecipientPlay({ compartments });
  const stay = play.depositFor('anna', 'SF1000000001');
  play.enterCodeOf(stay);
  return { play, stay };
}

const blind = [planned('A01', 'S', { occupancySensor: false })];

describe('something forgotten', () => {
  function collected(): { play: RecipientPlay; stay: StayId } {
    const found = atDoor();
    found.play.openAndShut('empty');
    return found;
  }

  it('opens the same door again within the time, and leaves the pickup what it was', () => {
    const { play, stay } = collected();
    play.wait(30_000);
    expect(play.do({ do: 'reopen-door', visit: play.visit }).effects).toHaveLength(1);
    expect(play.task).toMatchObject({ purpose: 'search', stay });
    play.openAndShut('empty');
    expect(play.last('pickup.searched')).toMatchObject({ stay, evidence: { occupancy: 'empty' } });
    expect(play.count('pickup.completed')).toBe(1);
    expect(play.state.compartments[0]?.quarantine).toBeNull();
    expect(play.state.visit?.done?.purpose).toBe('search');
  });

  it('is refused after the time and beyond the limit', () => {
    const { play } = collected();
    for (let count = 0; count < play.state.policy.reopenCountMax; count += 1) {
      play.yes({ do: 'reopen-door', visit: play.visit });
      play.openAndShut('empty');
    }
    expect(play.no({ do: 'reopen-door', visit: play.visit })).toBe('reopen-limit');
    const late = collected();
    late.play.wait(40_000);
    late.play.yes({ do: 'extend-visit', visit: late.play.visit });
    late.play.wait(late.play.state.policy.reopenWithinMs - 40_000 + 1);
    expect(late.play.no({ do: 'reopen-door', visit: late.play.visit })).toBe('reopen-late');
  });

  it('puts a compartment in which a parcel is seen then into quarantine, with a case', () => {
    const { play, stay } = collected();
    play.yes({ do: 'reopen-door', visit: play.visit });
    play.openAndShut('occupied');
    expect(play.count('pickup.completed')).toBe(1);
    expect(play.state.compartments[0]?.quarantine).toBe('contents-unclear');
    expect(play.state.cases).toMatchObject([{ kind: 'left-inside', stay, compartment: 'A01' }]);
  });

  it('R1 lets out whoever may be inside when the visit ended over the open door', () => {
    const { play } = collected();
    play.yes({ do: 'reopen-door', visit: play.visit });
    play.settle('opened');
    play.yes({ do: 'finish-visit', visit: play.visit });
    expect(play.last('pickup.searched').evidence.doorClosed).toBe(false);
    expect(play.see('A01', 'closed', 'empty').effects).toHaveLength(1);
    expect(play.count('release.begun')).toBe(1);
  });
});

describe('"it is not here"', () => {
  it('waits for the door, reads the sensor, and records both', () => {
    const { play, stay } = atDoor();
    play.settle('opened');
    play.yes({ do: 'report-missing', visit: play.visit, stay });
    expect(play.count('pickup.disputed')).toBe(0);
    play.see('A01', 'closed', 'empty');
    expect(play.last('pickup.disputed')).toMatchObject({
      stay,
      occupancyBefore: 'occupied',
      evidence: { doorOpened: true, doorClosed: true, occupancy: 'empty', confirmedBy: 'recipient' },
    });
    expect(play.count('pickup.completed')).toBe(0);
    expect(play.state.cases[0]).toMatchObject({ kind: 'not-found', stay, visit: play.visit });
    expect(play.state.compartments[0]?.quarantine).toBe('contents-unclear');
    expect(play.codeOf(stay).stays).toEqual([stay]);
  });

  it('never overrides a sensor that sees something, nor is overridden by it', () => {
    const { play, stay } = atDoor();
    play.openAndShut('occupied');
    play.yes({ do: 'report-missing', visit: play.visit, stay });
    expect(play.last('pickup.disputed').evidence).toMatchObject({
      occupancy: 'occupied',
      confirmedBy: 'recipient',
    });
    expect(play.parcel(stay).at).toBe('missing');
  });

  it('cannot be said of a door that was not seen to open', () => {
    const { play, stay } = atDoor();
    expect(play.no({ do: 'report-missing', visit: play.visit, stay })).toBe('step-unfitting');
  });

  it('counts when the recipient leaves the door open and goes', () => {
    const { play, stay } = atDoor();
    play.settle('opened');
    play.yes({ do: 'report-missing', visit: play.visit, stay });
    play.yes({ do: 'finish-visit', visit: play.visit });
    expect(play.last('pickup.disputed').evidence.doorClosed).toBe(false);
  });
});

describe('a rejection on the spot', () => {
  const because = { reason: 'damaged', photos: [] } as const;

  it('M6 R11 is accepted when the parcel is seen back behind its door, and the code stays valid', () => {
    const { play, stay } = atDoor();
    play.settle('opened');
    play.see('A01', 'open', 'empty');
    play.yes({ do: 'reject-parcel', visit: play.visit, stay, ...because });
    play.see('A01', 'closed', 'occupied');
    expect(play.last('rejection.accepted')).toMatchObject({
      reason: 'damaged',
      evidence: { doorOpened: true, doorClosed: true, occupancy: 'occupied', confirmedBy: 'sensor' },
    });
    expect(play.last('recall.due').cause).toBe('rejected');
    expect(play.codeOf(stay).stays).toEqual([stay]);
    expect(play.no({ do: 'reject-parcel', visit: play.visit, stay, ...because })).toBe('step-unfitting');
  });

  it('is accepted by word where no sensor sees into the compartment', () => {
    const { play, stay } = atDoor(blind);
    play.settle('opened');
    play.yes({ do: 'reject-parcel', visit: play.visit, stay, ...because });
    play.see('A01', 'closed', 'unknown');
    expect(play.task?.at).toBe('asking');
    play.yes({ do: 'confirm-pickup', visit: play.visit, taken: false });
    expect(play.last('rejection.accepted').evidence).toMatchObject({
      occupancy: 'unknown',
      confirmedBy: 'recipient',
    });
  });

  it('is never claimed where the sensor does not see the parcel: quarantine and a case instead', () => {
    for (const say of ['inside', 'nothing'] as const) {
      const { play, stay } = atDoor();
      play.settle('opened');
      play.yes({ do: 'reject-parcel', visit: play.visit, stay, ...because });
      play.see('A01', 'closed', 'empty');
      if (say === 'inside') play.yes({ do: 'confirm-pickup', visit: play.visit, taken: false });
      else play.yes({ do: 'finish-visit', visit: play.visit });
      expect(play.count('rejection.accepted')).toBe(0);
      expect(play.count('pickup.unconfirmed')).toBe(1);
      expect(play.state.compartments[0]?.quarantine).toBe('contents-unclear');
      expect(play.state.cases).toMatchObject([{ kind: 'contents-unclear', stay }]);
    }
  });

  it('is taken back by whoever keeps the parcel after all', () => {
    const { play, stay } = atDoor();
    play.settle('opened');
    play.yes({ do: 'reject-parcel', visit: play.visit, stay, ...because });
    play.see('A01', 'closed', 'empty');
    play.yes({ do: 'confirm-pickup', visit: play.visit, taken: true });
    expect(play.last('pickup.completed').stay).toBe(stay);
  });

  it('needs no opening where the door was not touched in this visit', () => {
    const play = new RecipientPlay({ compartments: fourDoors });
    const [stay] = ['SF1000000001', 'SF1000000002'].map((waybill) => play.depositFor('anna', waybill));
    if (stay === undefined) throw new TypeError('no stay');
    play.enterCodeOf(stay);
    play.yes({ do: 'reject-parcel', visit: play.visit, stay, ...because });
    expect(play.last('rejection.accepted').evidence).toMatchObject({
      doorOpened: false,
      occupancy: 'occupied',
    });
    expect(play.parcel(stay).at).toBe('rejected');
  });
});

describe('a report', () => {
  it('opens a case and changes nothing about door and custody', () => {
    const { play, stay } = atDoor();
    play.settle('opened');
    const before = play.task;
    play.yes({ do: 'report-problem', visit: play.visit, stay, kind: 'wet', photos: ['photo-1'] });
    expect(play.last('problem.reported')).toMatchObject({
      by: 'recipient',
      kind: 'wet',
      photos: ['photo-1'],
    });
    expect(play.state.cases).toMatchObject([{ kind: 'damaged', stay }]);
    expect(play.task).toEqual(before);
    play.see('A01', 'closed', 'empty');
    play.yes({ do: 'report-problem', visit: play.visit, stay, kind: 'parts-missing', photos: [] });
    expect(play.state.cases.map(({ kind }) => kind)).toEqual(['damaged', 'parts-missing']);
  });

  it('is open to couriers about what they brought', () => {
    const play = new RecipientPlay({ compartments: fourDoors });
    const stay = play.depositFor('anna', 'SF1000000001');
    const { visit } = play.admit();
    play.yes({ do: 'report-problem', visit, stay, kind: 'opened', photos: [] });
    expect(play.last('problem.reported').by).toBe('courier');
    const none = 'none' as never;
    expect(play.no({ do: 'report-problem', visit, stay: none, kind: 'wet', photos: [] })).toBe(
      'step-unfitting',
    );
  });
});
