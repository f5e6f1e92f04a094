import { describe, expect, it } from 'vitest';
import { dueRecalls } from '#domain/recalls';
import type { StayId, Waybill } from '#domain/words';
import { label } from './play.ts';
import { awaited, first, second, ShelfPlay } from './shelf-play.ts';

const strange = 'SF9999999999999';

/** A parcel on a shelf that the centre wants back. */
function due(play: ShelfPlay) {
  const stay = play.shelve();
  play.yes({ do: 'recall-parcel', stay });
  return stay;
}

describe('a courier takes parcels back from the shelves', () => {
  it('Incident 28: by the scan of its label, without a door, onto the manifest', () => {
    const play = new ShelfPlay();
    const stay = due(play);
    const visit = play.courier();
    expect(dueRecalls(play.state, 'SF')).toMatchObject([
      { stay: { id: stay, compartment: '5-2-3001' }, heightMm: 900, isReachable: true },
    ]);
    play.yes({ do: 'scan-recalled', visit, stay, waybill: first });
    expect(play.last('recall.completed')).toMatchObject({
      cause: 'ordered',
      evidence: { doorOpened: false, occupancy: 'unknown', confirmedBy: 'courier' },
    });
    expect(play.state).toMatchObject({ stays: [], codes: [] });
    expect(play.no({ do: 'finish-visit', visit })).toBe('manifest-open');
    play.yes({ do: 'close-manifest', visit, countedCount: 1, isDeclared: false });
    play.yes({ do: 'finish-visit', visit });
  });

  it('Incident 28: another label stops it, calls staff and leaves the parcel in custody', () => {
    const play = new ShelfPlay();
    const stay = due(play);
    const visit = play.courier();
    const scan = { do: 'scan-recalled', visit, stay } as const;
    expect(play.no({ ...scan, waybill: strange })).toBe('recall-mismatch');
    expect(play.last('recall.mismatch').found).toBe(strange);
    expect(play.last('case.opened')).toMatchObject({ kind: 'wrong-parcel', stay });
    expect(play.count('compartment.quarantined')).toBe(0);
    expect(play.no({ ...scan, waybill: '???' })).toBe('waybill-malformed');
    expect(play.state.stays).toHaveLength(1);
  });

  it('opens no door for it, and gives it to no other carrier and to nobody before it is due', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    const visit = play.courier();
    const scan = { do: 'scan-recalled', visit, stay, waybill: first } as const;
    expect(play.no(scan)).toBe('recall-unknown');
    play.yes({ do: 'recall-parcel', stay });
    expect(play.no({ do: 'start-recall', visit, stay })).toBe('shelf-scan-needed');
    play.yes({ do: 'finish-visit', visit });
    expect(play.no(scan)).toBe('visit-over');
    const other = play.courier('ZT');
    expect(play.no({ ...scan, visit: other })).toBe('recall-unknown');
    expect(play.count('unlock.intended')).toBe(0);
  });

  it('lists them behind those of the doors, in the order of the shelves', () => {
    const play = new ShelfPlay();
    const positions = ['5-2-3002', '5-1-0003', '5-2-3001'];
    const shelved = positions.map((position, index) =>
      play.shelve(`SF333333333333${String(index)}`, position),
    );
    const stays = [...shelved, play.deposit(second)];
    for (const stay of stays) play.yes({ do: 'recall-parcel', stay });
    const order = dueRecalls(play.state, 'SF').map(({ stay }) => stay.compartment);
    expect(order).toEqual(['A01', '5-1-0003', '5-2-3001', '5-2-3002']);
  });

  it('takes back at once what the same courier laid there by mistake', () => {
    const play = new ShelfPlay();
    const visit = play.courier();
    play.place({ visit, knowledge: awaited(first) });
    play.code(play.last('shelf.placed').stay);
    expect(play.no({ do: 'reopen-deposit', visit, stay: play.last('shelf.placed').stay })).toBe(
      'correction-late',
    );
    play.yes({ do: 'take-back', visit, waybill: first });
    expect(play.last('recall.completed')).toMatchObject({ cause: 'wrong', compartment: '5-2-3001' });
    expect(play.state.stays).toEqual([]);
  });

  it('Incident 27: an overdue parcel on a shelf is reminded of, recalled and still collectable', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    play.yes({ do: 'record-notified', stay, notifiedAtMs: play.now.wallMs });
    play.wait(24 * 3_600_000);
    play.do({ do: 'pass-time' });
    expect(play.last('parcel.expired').compartment).toBe('5-2-3001');
    expect(play.count('reminder.due')).toBe(1);
    play.wait(72 * 3_600_000);
    play.do({ do: 'pass-time' });
    expect(play.last('recall.due')).toMatchObject({ cause: 'overdue', compartment: '5-2-3001' });
    expect(play.checkOut(stay, [first]).answer.ok).toBe(true);
  });
});

describe('an audit of the shelves', () => {
  it('finds a parcel that is missing, and a person ends its stay', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    const visit = play.attendant();
    const at = { visit, compartment: label('5-2-3001') };
    play.yes({ do: 'start-audit', visit });
    play.yes({ do: 'record-finding', ...at, seen: 'empty' });
    expect(play.last('audit.finding')).toMatchObject({ ledger: 'occupied', shown: 'unknown', stay });
    expect(play.no({ do: 'finish-audit', visit })).toBe('audit-unresolved');
    play.yes({ do: 'adjudicate', ...at, verdict: 'parcel-absent' });
    expect(play.last('parcel.adjudicated')).toMatchObject({ verdict: 'absent', compartment: '5-2-3001' });
    play.yes({ do: 'finish-audit', visit });
    expect(play.state.stays).toEqual([]);
  });

  it('does not put right by itself what lies where nothing is recorded', () => {
    const play = new ShelfPlay();
    const visit = play.attendant();
    const at = { visit, compartment: label('5-2-3002') };
    play.yes({ do: 'start-audit', visit });
    play.yes({ do: 'record-finding', ...at, seen: 'parcel' });
    expect(play.no({ do: 'adjudicate', ...at, verdict: 'parcel-present' })).toBe('verdict-unfitting');
    const decided = play.do({ do: 'adjudicate', ...at, verdict: 'unknown' });
    expect(decided.events.map(({ type }) => type)).toEqual(['audit.adjudicated']);
    const beyond = { ...at, compartment: label('5-2-4000'), seen: 'empty' } as const;
    expect(play.no({ do: 'record-finding', ...beyond })).toBe('compartment-unknown');
  });
});

describe('shelves after a restore', () => {
  /** A ledger of another epoch: nobody knows yet whether it is still so. */
  function restored(): { readonly play: ShelfPlay; readonly stay: StayId } {
    const play = new ShelfPlay();
    const stay = play.shelve();
    play.do({
      do: 'start-station',
      cause: 'restart',
      softwareVersion: '1',
      readings: [],
      silentBoards: [],
      beginning: {
        cause: 'restored',
        previousEpoch: 'e1',
        previousSeq: 1,
        previousHash: 'ab',
      },
    });
    return { play, stay };
  }

  it('R23 gives nothing away and takes nothing in before somebody has confirmed it', () => {
    const { play, stay } = restored();
    play.wait(24 * 3_600_000);
    expect(play.checkOut(stay, [first]).answer).toMatchObject({ refusal: 'stay-unconfirmed' });
    const visit = play.attendant();
    const proof = { by: 'code', ...play.numbersOf(stay) } as const;
    expect(play.handOver(visit, first, proof).answer).toMatchObject({ refusal: 'stay-unconfirmed' });
    const next = { visit, waybill: second, position: '5-2-3002', knowledge: awaited(second) };
    expect(play.refusedPlace(next)).toBe('audit-needed');
    play.yes({ do: 'finish-visit', visit });
    play.yes({ do: 'recall-parcel', stay });
    const courier = play.courier();
    const scan = { do: 'scan-recalled', visit: courier, stay, waybill: first } as const;
    expect(play.no(scan)).toBe('stay-unconfirmed');
  });

  it('R23 the audit goes to every recorded position, and what it confirms is given out', () => {
    const { play, stay } = restored();
    play.wait(24 * 3_600_000);
    const visit = play.attendant();
    play.yes({ do: 'start-audit', visit });
    for (const { label: door } of play.state.plan.compartments) {
      play.yes({ do: 'record-finding', visit, compartment: door, seen: 'empty' });
    }
    const { answer } = play.do({ do: 'finish-audit', visit });
    expect(answer).toMatchObject({ refusal: 'audit-incomplete', compartment: '5-2-3001' });
    const at = { visit, compartment: label('5-2-3001') };
    play.yes({ do: 'record-finding', ...at, seen: 'parcel' });
    play.yes({ do: 'adjudicate', ...at, verdict: 'parcel-present' });
    play.yes({ do: 'finish-audit', visit });
    expect(play.checkOut(stay, [first]).answer.ok).toBe(true);
  });

  it('R23 takes over from the books of the centre what was laid on a shelf after the copy', () => {
    const { play } = restored();
    const booked = {
      stay: 'later' as StayId,
      waybill: second as Waybill,
      compartment: label('5-2-3002'),
      courier: null,
      carrier: 'SF',
      size: 'S',
      contact: { sealed: 'sealed', masked: 'm' },
      recipient: null,
    } as const;
    const beyond = { ...booked, stay: 'beyond' as StayId, compartment: label('5-2-4000') };
    play.yes({ do: 'compare-stays', present: [booked, beyond], ended: [] });
    expect(play.count('stay.restored')).toBe(1);
    play.code('later' as StayId);
    expect(play.checkOut('later' as StayId, [second]).answer.ok).toBe(true);
  });
});
