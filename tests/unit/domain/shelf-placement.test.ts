import { describe, expect, it } from 'vitest';
import { nothingDeclared } from '#domain/advice';
import { isShelved } from '#domain/shelves';
import { admitStaff } from './sender.ts';
import { awaited, first, second, ShelfPlay } from './shelf-play.ts';

describe('placing a parcel on a shelf', () => {
  it('S4-8 takes it into custody by two scans, with what was said of it, and draws a code', () => {
    const play = new ShelfPlay();
    const visit = play.attendant();
    const { answer, effects } = play.place({ visit, knowledge: awaited(first) });
    const { stay } = play.last('shelf.placed');
    expect(answer).toMatchObject({ ok: true, visit, stay });
    expect(effects).toEqual([{ do: 'issue-code', stay }]);
    expect(play.last('shelf.placed')).toMatchObject({
      waybill: first,
      compartment: '5-2-3001',
      by: { kind: 'staff', staff: 'attendant-1' },
      carrier: 'SF',
      consent: { basis: 'recipient-agreed', recordedBy: 'centre' },
      announced: true,
    });
    expect(play.state.stays).toMatchObject([{ at: 'stored', compartment: '5-2-3001', courier: null }]);
    expect(play.state.stays.every(isShelved)).toBe(true);
  });

  it('lets a courier place for the own carrier, whatever carrier is named', () => {
    const play = new ShelfPlay();
    play.place({ visit: play.courier('ZT'), carrier: 'SF', knowledge: awaited(first) });
    expect(play.last('shelf.placed')).toMatchObject({
      by: { kind: 'courier', courier: 'c1' },
      carrier: 'ZT',
    });
  });

  it('says by the scan that the deposit before is done, as between two deposits', () => {
    const play = new ShelfPlay();
    const visit = play.courier();
    play.startDeposit(visit, second);
    play.settle('opened');
    play.see('A01', 'closed', 'unknown');
    expect(play.place({ visit, knowledge: awaited(first) }).answer.ok).toBe(true);
    expect(play.last('deposit.completed').waybill).toBe(second);
  });

  it.each([
    ['a position that the station does not have', '5-2-3004', 'position-unknown'],
    ['a shelf that the station does not have', '6-2-3001', 'position-unknown'],
    ['the label of a compartment', 'A01', 'position-unknown'],
  ])('S4-9 refuses %s', (_what, position, refusal) => {
    const play = new ShelfPlay();
    expect(play.refusedPlace({ visit: play.attendant(), position })).toBe(refusal);
  });

  it('S4-9 refuses a position where another parcel is recorded, and says so to the centre', () => {
    const play = new ShelfPlay();
    play.shelve();
    const { answer } = play.place({ visit: play.attendant(), waybill: second, knowledge: awaited(second) });
    expect(answer).toMatchObject({ refusal: 'position-occupied', compartment: '5-2-3001' });
    expect(play.last('shelf.refused')).toMatchObject({ waybill: second, reason: 'position-occupied' });
  });

  it('Incident 16: refuses a waybill that is here already, and says where it lies', () => {
    const play = new ShelfPlay();
    play.shelve();
    const again = play.place({ visit: play.attendant(), position: '5-2-3002', knowledge: awaited(first) });
    expect(again.answer).toMatchObject({ refusal: 'waybill-duplicate', compartment: '5-2-3001' });
  });

  it('S4-9 refuses a parcel of another station', () => {
    const play = new ShelfPlay();
    const knowledge = awaited(first, { station: 'another' });
    expect(play.refusedPlace({ visit: play.attendant(), knowledge })).toBe('wrong-station');
  });

  it('Incident 17: refuses an unknown waybill where the policy says so, and takes it where not', () => {
    const strict = new ShelfPlay({ policy: { unknownWaybills: 'refuse' } });
    expect(strict.refusedPlace({ visit: strict.attendant() })).toBe('waybill-unknown');
    const lenient = new ShelfPlay();
    expect(lenient.place({ visit: lenient.attendant() }).answer.ok).toBe(true);
    expect(lenient.last('shelf.placed').announced).toBe(false);
  });

  it('M1 refuses without consent, and the sender who named a locker has not agreed to a shelf', () => {
    const play = new ShelfPlay();
    const visit = play.attendant();
    const knowledge = awaited(first, { consent: null, senderNamedLocker: true });
    const declared = { consent: null };
    expect(play.refusedPlace({ visit, knowledge, declared })).toBe('consent-missing');
    expect(play.last('shelf.refused').interlock).toBe('consent');
    expect(play.state.interlocks).toMatchObject([{ interlock: 'consent', count: 1 }]);
  });

  it('S0-7 refuses what the recipient wants in a compartment or at the door', () => {
    const play = new ShelfPlay();
    const visit = play.attendant();
    const { answer } = play.place({ visit, knowledge: awaited(first, { method: 'locker' }) });
    expect(answer).toMatchObject({ refusal: 'recipient-declined', agreed: 'locker' });
  });

  it('M2 M3 refuses damaged, fresh and valuable parcels as a compartment would', () => {
    const play = new ShelfPlay();
    const visit = play.attendant();
    const goods = { fresh: true, valuable: false, fragile: false };
    expect(play.refusedPlace({ visit, declared: { damaged: true } })).toBe('parcel-damaged');
    expect(play.refusedPlace({ visit, declared: { goods } })).toBe('fresh-goods');
  });

  it('M12 refuses a layer out of reach for a recipient who asked for one within', () => {
    const play = new ShelfPlay();
    const visit = play.attendant();
    const knowledge = awaited(first, { needsReach: true });
    expect(play.refusedPlace({ visit, position: '5-1-0001', knowledge })).toBe('reach-unavailable');
    expect(play.place({ visit, position: '5-2-3001', knowledge }).answer.ok).toBe(true);
  });

  it('needs an attendant or a courier, a carrier and shelves', () => {
    const play = new ShelfPlay();
    const technician = admitStaff(play, 'technician');
    expect(play.refusedPlace({ visit: technician })).toBe('role-unfitting');
    play.yes({ do: 'finish-visit', visit: technician });
    expect(play.refusedPlace({ visit: technician })).toBe('visit-over');
    const visit = play.attendant();
    expect(play.refusedPlace({ visit, carrier: null })).toBe('carrier-missing');
    expect(play.refusedPlace({ visit, waybill: '???' })).toBe('waybill-malformed');
    const bare = new ShelfPlay({ shelves: { layers: [], hasGate: false } });
    expect(bare.refusedPlace({ visit: bare.attendant() })).toBe('position-unknown');
  });

  it('needs a contact, because somebody has to be told', () => {
    const play = new ShelfPlay();
    const visit = play.attendant();
    const { answer } = play.do({
      do: 'place-parcel',
      visit,
      waybill: first,
      position: '5-2-3001',
      size: 'S',
      carrier: 'SF',
      contact: null,
      declared: nothingDeclared,
      knowledge: awaited(first, { contact: null }),
    });
    expect(answer).toMatchObject({ refusal: 'contact-missing' });
  });

  it('does not let the visit of a busy attendant run out between two parcels', () => {
    const play = new ShelfPlay();
    const visit = play.attendant();
    for (const number of ['1', '2', '3']) {
      play.wait(40_000);
      play.do({ do: 'pass-time' });
      play.place({ visit, waybill: `SF777777777777${number}`, position: `5-2-300${number}` });
    }
    expect(play.state.visit?.id).toBe(visit);
    expect(play.count('shelf.placed')).toBe(3);
  });
});

describe('a parcel that lies at another position', () => {
  it('S4-17 is recorded where it was scanned last', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    play.yes({ do: 'move-shelved', visit: play.attendant(), waybill: first, position: '5-1-0002' });
    expect(play.last('shelf.moved')).toMatchObject({ compartment: '5-2-3001', to: '5-1-0002' });
    expect(play.compartmentOf(stay)).toBe('5-1-0002');
  });

  it('is not recorded upon another one, nor by a courier of another carrier', () => {
    const play = new ShelfPlay();
    play.shelve();
    play.shelve(second, '5-2-3002');
    const visit = play.attendant();
    const upon = { do: 'move-shelved', visit, waybill: first, position: '5-2-3002' } as const;
    expect(play.no(upon)).toBe('position-occupied');
    expect(play.no({ ...upon, waybill: 'SF9999999999999' })).toBe('parcel-not-shelved');
    expect(play.yes({ ...upon, position: '5-2-3001' }).stay).not.toBeNull();
    expect(play.count('shelf.moved')).toBe(0);
    play.yes({ do: 'finish-visit', visit });
    const other = play.courier('ZT');
    expect(play.no({ ...upon, visit: other, position: '5-1-0001' })).toBe('parcel-not-shelved');
  });
});
