import { beforeEach, describe, expect, it } from 'vitest';
import type { StayId, VisitId } from '#domain/words';
import { Play } from './play.ts';

const waybills = ['AA11111111', 'BB22222222'] as const;

let play: Play;
let visit: VisitId;
let stays: readonly StayId[];

beforeEach(() => {
  play = new Play();
  stays = waybills.map((waybill) => play.deposit(waybill));
  for (const stay of stays) play.yes({ do: 'recall-parcel', stay });
  visit = play.admit().visit;
});

/** From the list to the hands. */
function takeOut(index: 0 | 1): void {
  const stay = stays[index] ?? ('none' as StayId);
  const compartment = play.compartmentOf(stay);
  play.yes({ do: 'start-recall', visit, stay });
  play.settle('opened');
  play.yes({ do: 'scan-recalled', visit, stay, waybill: waybills[index] });
  play.see(compartment, 'closed', 'empty');
}

const count = (countedCount: number, isDeclared = false) =>
  play.do({ do: 'close-manifest', visit, countedCount, isDeclared });

describe('Incident 28: what was taken back is counted at the end of the run', () => {
  it('Incident 28: a right count closes the list, and the visit may end', () => {
    takeOut(0);
    takeOut(1);
    expect(play.no({ do: 'finish-visit', visit })).toBe('manifest-open');
    expect(count(2).answer.ok).toBe(true);
    expect(play.last('manifest.closed')).toMatchObject({
      courier: 'c1',
      recalled: stays.map((stay, index) => ({ stay, waybill: waybills[index] })),
      countedCount: 2,
    });
    play.yes({ do: 'finish-visit', visit });
    expect(play.count('manifest.closed')).toBe(1);
  });

  it('S3-4 Incident 28: another count stops the run until it is right', () => {
    takeOut(0);
    expect(count(2).answer).toMatchObject({ refusal: 'manifest-mismatch' });
    expect(play.no({ do: 'finish-visit', visit })).toBe('manifest-open');
    expect(count(1).answer.ok).toBe(true);
    expect(play.count('case.opened')).toBe(0);
  });

  it('Incident 28: a difference that the courier stands by is written down and becomes a case', () => {
    takeOut(0);
    expect(count(0, true).answer.ok).toBe(true);
    expect(play.last('manifest.closed').countedCount).toBe(0);
    expect(play.last('case.opened').kind).toBe('contents-unclear');
    play.yes({ do: 'finish-visit', visit });
  });

  it('a courier who goes on after counting begins a new list', () => {
    takeOut(0);
    count(1);
    takeOut(1);
    expect(play.state.visit?.manifest.parcels.map(({ waybill }) => waybill)).toEqual(['BB22222222']);
    count(1);
    expect(play.count('manifest.closed')).toBe(2);
  });

  it('a visit without recalls ends without a list', () => {
    expect(count(0).answer).toMatchObject({ refusal: 'step-unfitting' });
    play.yes({ do: 'finish-visit', visit });
    expect(play.count('manifest.closed')).toBe(0);
  });

  it.each([
    ['idle', (): void => play.wait(600_000)],
    ['cut off', (): void => play.reboot(1_000)],
  ])('a list that nobody counted still reaches the centre when the visit is %s', (_how, end) => {
    takeOut(0);
    end();
    play.yes({ do: 'pass-time' });
    if (play.state.visit !== null) start(play);
    expect(play.last('manifest.closed')).toMatchObject({ countedCount: null });
    expect(play.state.visit).toBeNull();
  });
});

function start(restarted: Play): void {
  restarted.yes({
    do: 'start-station',
    cause: 'power-up',
    softwareVersion: '0',
    beginning: null,
    readings: [],
    silentBoards: [],
  });
}

describe('a visit that breaks off in the middle of a recall', () => {
  const begin = (): StayId => {
    const stay = stays[0] ?? ('none' as StayId);
    play.yes({ do: 'start-recall', visit, stay });
    play.settle('opened');
    return stay;
  };

  it('claims nothing where nothing was scanned, and quarantines what nobody saw inside', () => {
    const stay = begin();
    play.see('A01', 'open', 'empty');
    play.wait(600_000);
    play.yes({ do: 'pass-time' });
    expect(play.count('recall.completed')).toBe(0);
    expect(play.last('compartment.quarantined')).toMatchObject({ compartment: 'A01' });
    expect(play.enterCodeOf(stay).answer.ok).toBe(true);
  });

  it('leaves everything as it was where the parcel is seen inside', () => {
    const stay = begin();
    play.wait(600_000);
    play.yes({ do: 'pass-time' });
    expect(play.last('recall.unconfirmed').evidence).toMatchObject({ occupancy: 'occupied' });
    expect(play.count('compartment.quarantined')).toBe(0);
    expect(play.state.stays.find(({ id }) => id === stay)?.recall).toBe('ordered');
  });

  it('ends the stay where the right label was scanned and the sensor saw it leave', () => {
    const stay = begin();
    play.see('A01', 'open', 'empty');
    play.yes({ do: 'scan-recalled', visit, stay, waybill: waybills[0] });
    play.wait(600_000);
    play.yes({ do: 'pass-time' });
    expect(play.last('recall.completed').evidence).toMatchObject({ doorClosed: false, occupancy: 'empty' });
    expect(play.last('manifest.closed').recalled).toHaveLength(1);
  });
});
