import { beforeEach, describe, expect, it } from 'vitest';
import { dueRecalls } from '#domain/recalls';
import type { CourierId, StayId, VisitId } from '#domain/words';
import { planned, Play } from './play.ts';
import { fourDoors, RecipientPlay } from './recipient-play.ts';

const hourMs = 3_600_000;
const right = 'SF1234567890123';
const other = 'SF9999999999999';

let play: Play;
let stay: StayId;
let visit: VisitId;

/** A parcel that the centre wants back, and its courier at the kiosk. */
beforeEach(() => {
  play = new Play();
  stay = play.deposit(right);
  play.yes({ do: 'recall-parcel', stay });
  visit = play.admit().visit;
});

const start = (): void => void play.yes({ do: 'start-recall', visit, stay });
const scan = (waybill: string) => play.do({ do: 'scan-recalled', visit, stay, waybill });

/** The courier opens the door and shuts it again; `left` is what the sensor sees afterwards. */
function openAndShut(left: 'occupied' | 'empty' | 'unknown'): void {
  start();
  play.settle('opened');
  play.see('A01', 'closed', left);
}

describe('a courier takes a parcel back', () => {
  it('Incident 28: the label is scanned at the open door, and the closing ends the stay', () => {
    start();
    play.settle('opened');
    expect(scan(right).answer.ok).toBe(true);
    expect(play.count('recall.completed')).toBe(0);
    play.see('A01', 'closed', 'empty');
    expect(play.last('recall.completed')).toMatchObject({
      waybill: right,
      cause: 'ordered',
      evidence: { doorOpened: true, doorClosed: true, occupancy: 'empty', confirmedBy: 'sensor' },
    });
    expect(play.state.stays).toEqual([]);
    expect(play.state.visit).toMatchObject({ task: null, done: { purpose: 'recall' } });
  });

  it('Incident 28: the label may also be scanned when the door is shut already', () => {
    openAndShut('empty');
    expect(play.state.visit?.task?.at).toBe('asking');
    expect(scan(right).answer.ok).toBe(true);
    expect(play.count('recall.completed')).toBe(1);
  });

  it('nothing is taken back while the sensor sees a parcel inside, whatever was scanned', () => {
    openAndShut('occupied');
    scan(right);
    expect(play.count('recall.completed')).toBe(0);
    expect(play.state.visit?.task?.at).toBe('asking');
    play.yes({ do: 'cancel-recall', visit, stay });
    expect(play.last('recall.unconfirmed').evidence).toMatchObject({ occupancy: 'occupied' });
    expect(play.count('compartment.quarantined')).toBe(0);
  });

  it('a label that was scanned before the door opened once more has to be scanned again', () => {
    openAndShut('occupied');
    scan(right);
    play.yes({ do: 'reopen-recall', visit, stay });
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    expect(play.count('recall.completed')).toBe(0);
    scan(right);
    expect(play.count('recall.completed')).toBe(1);
  });

  it('I9 the steps of a deposit are not those of a recall: nothing is deposited twice, nor cancelled', () => {
    openAndShut('unknown');
    expect(play.no({ do: 'confirm-deposit', visit, stay })).toBe('step-unfitting');
    for (const parcelInside of ['yes', 'no', 'unknown'] as const) {
      expect(play.no({ do: 'cancel-deposit', visit, stay, parcelInside })).toBe('step-unfitting');
    }
    expect(play.count('deposit.completed')).toBe(1);
    expect(play.state.stays).toHaveLength(1);
  });

  it('a lock that does not move is a fault and nothing else', () => {
    start();
    for (let pulse = 0; pulse < 3; pulse += 1) play.settle('no-movement');
    expect(play.state.visit?.task?.at).toBe('jammed');
    expect(play.no({ do: 'scan-recalled', visit, stay, waybill: right })).toBe('step-unfitting');
    play.yes({ do: 'cancel-recall', visit, stay });
    expect(play.enterCodeOf(stay).answer).toMatchObject({ refusal: 'kiosk-busy' });
    play.yes({ do: 'finish-visit', visit });
    expect(play.enterCodeOf(stay).answer.ok).toBe(true);
  });
});

describe('a compartment without sensors', () => {
  it('the scanned label is the courier’s word, and recorded as that', () => {
    play = new Play({ compartments: [planned('A01', 'S', { doorSensor: false, occupancySensor: false })] });
    const courier = play.admit().visit;
    const { answer } = play.startDeposit(courier, right);
    stay = (answer.ok && answer.stay) || ('none' as StayId);
    play.settle('unseen');
    play.yes({ do: 'confirm-deposit', visit: courier, stay });
    play.yes({ do: 'recall-parcel', stay });
    visit = courier;
    start();
    play.settle('unseen');
    expect(scan(right).answer.ok).toBe(true);
    expect(play.last('recall.completed').evidence).toEqual({
      doorOpened: false,
      doorClosed: false,
      occupancy: 'unknown',
      confirmedBy: 'courier',
    });
  });
});

describe('Incident 28: another parcel comes out', () => {
  it('Incident 28: everything stops until it is seen inside again, and somebody has to look into it', () => {
    start();
    play.settle('opened');
    expect(scan(other).answer).toMatchObject({ refusal: 'recall-mismatch', compartment: 'A01' });
    expect(play.last('recall.mismatch').found).toBe(other);
    expect(play.last('compartment.quarantined').cause).toBe('contents-unclear');
    expect(play.last('case.opened')).toMatchObject({ kind: 'wrong-parcel', stay });
    expect(play.no({ do: 'finish-visit', visit })).toBe('deposit-in-progress');
    play.see('A01', 'closed', 'empty');
    expect(play.state.visit?.task?.at).toBe('asking');
    play.yes({ do: 'reopen-recall', visit, stay });
    play.settle('opened');
    play.see('A01', 'closed', 'occupied');
    expect(play.state.visit?.task).toBeNull();
    expect(play.count('recall.completed')).toBe(0);
    expect(play.state.stays).toHaveLength(1);
  });

  it('Incident 28: scanning it twice opens one case', () => {
    start();
    play.settle('opened');
    scan(other);
    scan(other);
    expect([play.count('recall.mismatch'), play.count('case.opened')]).toEqual([2, 1]);
    expect(play.count('compartment.quarantined')).toBe(1);
  });

  it('what cannot be a label is asked for again and means nothing', () => {
    start();
    play.settle('opened');
    expect(scan('!').answer).toMatchObject({ refusal: 'waybill-malformed' });
    expect(play.count('recall.mismatch')).toBe(0);
  });
});

describe('who may take what back', () => {
  it('only a courier of the carrier', () => {
    play.yes({ do: 'finish-visit', visit });
    const courier = { id: 'c2' as CourierId, carrier: 'JD' };
    const { visit: foreign } = play.yes({ do: 'admit-courier', courier });
    expect(play.no({ do: 'start-recall', visit: foreign as VisitId, stay })).toBe('recall-unknown');
    expect(play.no({ do: 'take-back', visit: foreign as VisitId, waybill: right })).toBe('recall-unknown');
    expect(play.state.intentions).toEqual([]);
  });

  it('only a parcel with a cause', () => {
    play.yes({ do: 'finish-visit', visit });
    const calm = play.deposit('AA11111111');
    visit = play.admit().visit;
    expect(play.no({ do: 'start-recall', visit, stay: calm })).toBe('recall-unknown');
  });

  it('the courier’s own parcel that was put in by mistake, for two hours', () => {
    play.yes({ do: 'finish-visit', visit });
    play.deposit('AA11111111');
    visit = play.admit().visit;
    play.yes({ do: 'take-back', visit, waybill: 'aa 1111 1111' });
    expect(play.last('recall.due').cause).toBe('wrong');
    expect(play.last('recall.started').cause).toBe('wrong');
  });

  it.each([
    ['later', (): void => play.wait(2 * hourMs)],
    ['I14 after a restart with a clock in doubt', (): void => play.reboot(0, 'bounded')],
  ])('not %s', (_when, pass) => {
    play.yes({ do: 'finish-visit', visit });
    play.deposit('AA11111111');
    pass();
    visit = play.admit().visit;
    expect(play.no({ do: 'take-back', visit, waybill: 'AA11111111' })).toBe('recall-unknown');
  });

  it('not while the board of the compartment is silent', () => {
    play.yes({ do: 'lose-board', board: 'board-1' as never });
    expect(play.no({ do: 'start-recall', visit, stay })).toBe('compartment-unavailable');
  });
});

describe('two parcels behind one door', () => {
  it('are both on the list, and both can be taken back, one after the other', () => {
    const shared = new RecipientPlay({ compartments: fourDoors });
    const stays = [shared.depositFor('r1', right), shared.depositFor('r1', other, true)];
    for (const id of stays) shared.yes({ do: 'recall-parcel', stay: id });
    const due = (): readonly string[] => dueRecalls(shared.state, 'SF').map((one) => one.stay.waybill);
    expect(due()).toEqual([right, other]);
    const { visit: courier } = shared.admit();
    for (const [id, waybill, left] of [
      [stays[0], right, 'occupied'],
      [stays[1], other, 'empty'],
    ] as const) {
      const of = { visit: courier, stay: id as StayId };
      shared.yes({ do: 'start-recall', ...of });
      shared.settle('opened');
      shared.yes({ do: 'scan-recalled', ...of, waybill });
      shared.see('A01', 'closed', left);
      expect(shared.last('recall.completed').waybill).toBe(waybill);
    }
    expect(due()).toEqual([]);
    expect(shared.last('recall.completed').evidence).toMatchObject({ occupancy: 'empty' });
  });
});
