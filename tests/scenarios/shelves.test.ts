import { describe, expect, it } from 'vitest';
import { openAttendedStation } from './shelving.ts';
import { accepted, refused } from './stage.ts';

const hourMs = 3_600_000;

describe('S4-8 a parcel lies on a shelf of an attended station', () => {
  it('S4-8 from the scan-in over the message to the gate, and the centre knows every step', async () => {
    const { attendant, visitor, gate, centre, station, time } = await openAttendedStation();
    const parcel = await attendant.shelves('5-2-3001');
    expect(station.stayOf(parcel.waybill)).toMatchObject({ compartment: '5-2-3001', at: 'stored' });
    visitor.takes(parcel);
    accepted(await visitor.checksOut(parcel, parcel));
    expect(gate.isOpen()).toBe(true);
    await visitor.goesThrough();
    await time.pass(5_000);
    const steps = ['shelf.placed', 'code.issued', 'shelf.released', 'gate.intended', 'unlock.settled'];
    expect(centre.knows()).toEqual(expect.arrayContaining(steps));
    expect(station.state().stays).toEqual([]);
    expect(refused(await visitor.checksOut(parcel, parcel))).toBe('already-collected');
  });

  it('S4-9 somebody carries a strange parcel: nothing is released, staff are called, the way out is free', async () => {
    const { attendant, visitor, gate, station } = await openAttendedStation();
    const own = await attendant.shelves('5-2-3001');
    const strange = await attendant.shelves('5-2-3002');
    visitor.takes(own, strange);
    expect(refused(await visitor.checksOut(own, own, strange))).toBe('checkout-mismatch');
    expect(gate.isOpen()).toBe(false);
    expect(station.events('checkout.stopped')).toMatchObject([{ position: '5-2-3002', scannedCount: 2 }]);
    expect(station.state().cases).toMatchObject([{ kind: 'wrong-parcel', tier: 'site' }]);
    visitor.putsBack(strange);
    accepted(await visitor.checksOut(own, own));
    expect(gate.isOpen()).toBe(true);
    expect(station.stayOf(strange.waybill)).not.toBeNull();
  });

  it('R1 whoever wants to go out goes out: empty-handed, without a link, while somebody is at the kiosk', async () => {
    const { courier, link, visitor, gate } = await openAttendedStation();
    accepted(await courier.signsIn());
    link.cut();
    accepted(await visitor.asksToGoOut());
    expect(gate.isOpen()).toBe(true);
    await visitor.goesThrough();
    expect(gate.isOpen()).toBe(false);
    accepted(await visitor.asksToGoOut());
    expect(gate.isOpen()).toBe(true);
  });

  it('a gate that sticks is the gravest fault until it opens', async () => {
    const { faults, visitor, gate, station } = await openAttendedStation();
    await faults.wear('GATE', { latch: { at: 'stuck' } });
    accepted(await visitor.asksToGoOut());
    expect(gate.isOpen()).toBe(false);
    expect(station.hasFault('gate-did-not-open', 'GATE')).toBe(true);
    await faults.wear('GATE', { latch: { at: 'sound' } });
    accepted(await visitor.asksToGoOut());
    expect(station.hasFault('gate-did-not-open', 'GATE')).toBe(false);
  });

  it('S4-9 the wrong shelf: an occupied position is refused, and a moved parcel is found where it lies', async () => {
    const { scene, attendant, visitor, station } = await openAttendedStation();
    const parcel = await attendant.shelves('5-2-3001');
    const other = scene.declare({ waybill: 'SF7000000000007' });
    accepted(await attendant.signsIn());
    expect(refused(await attendant.scans(other, '5-2-3001'))).toBe('position-occupied');
    expect(refused(await attendant.scans(other, '7-7-0007'))).toBe('position-unknown');
    accepted(await attendant.moves(parcel, '5-1-0003'));
    accepted(await attendant.finishes());
    expect(station.stayOf(parcel.waybill)?.compartment).toBe('5-1-0003');
    visitor.takes({ ...parcel, position: '5-1-0003' });
    accepted(await visitor.checksOut(parcel, parcel));
  });

  it('Incident 30: the power fails, and what lies on the shelves is still known and still given out', async () => {
    const { attendant, visitor, power, time, gate } = await openAttendedStation();
    const parcel = await attendant.shelves('5-2-3001');
    power.cut();
    await time.pass(hourMs);
    await power.restore();
    visitor.takes(parcel);
    accepted(await visitor.checksOut(parcel, parcel));
    expect(gate.isOpen()).toBe(true);
  });

  it('Incident 31: the power fails at the pulse of the gate; the release stands, nothing fires by itself', async () => {
    const { attendant, visitor, power, gate, station, scene } = await openAttendedStation();
    const parcel = await attendant.shelves('5-2-3001');
    visitor.takes(parcel);
    power.cutAt('before-pulse');
    await expect(visitor.checksOut(parcel, parcel)).rejects.toThrow('the screen went dark');
    await power.restore();
    await scene.world.run(10_000);
    expect(gate.isOpen()).toBe(false);
    expect(station.stayOf(parcel.waybill)).toBeNull();
    expect(station.events('unlock.settled').at(-1)).toMatchObject({
      compartment: 'GATE',
      outcome: 'unknown',
    });
    accepted(await visitor.asksToGoOut());
    expect(gate.isOpen()).toBe(true);
  });

  it('Incident 43: an older copy of the ledger gives nothing from the shelves before the centre confirms', async () => {
    const { attendant, visitor, centre, card, process, station, time } = await openAttendedStation();
    const parcel = await attendant.shelves('5-2-3001');
    card.backUp();
    await attendant.shelves('5-2-3002');
    centre.keepsBooksShut();
    process.dies();
    card.putBack();
    await process.starts();
    visitor.takes(parcel);
    await time.pass(24 * hourMs);
    expect(refused(await visitor.checksOut(parcel, parcel))).toBe('stay-unconfirmed');
    expect(station.stayOf(parcel.waybill)).not.toBeNull();
    accepted(await visitor.asksToGoOut());
    visitor.putsBack(parcel);
  });
});

describe('S3-8 an attendant hands over', () => {
  it('S3-8 to the two numbers of the parcel, not to those of another', async () => {
    const { attendant, station, centre, time } = await openAttendedStation();
    const parcel = await attendant.shelves('5-2-3001');
    const other = await attendant.shelves('5-2-3002');
    accepted(await attendant.signsIn());
    expect(refused(await attendant.handsOver(parcel, other))).toBe('checkout-mismatch');
    accepted(await attendant.handsOver(parcel));
    accepted(await attendant.finishes());
    expect(station.stayOf(parcel.waybill)).toBeNull();
    await time.pass(5_000);
    expect(centre.knows()).toContain('shelf.handed-over');
  });

  it('Incident 23: takes back what the recipient rejects, and a courier fetches it from the shelf', async () => {
    const { attendant, courier, visitor, station } = await openAttendedStation();
    const parcel = await attendant.shelves('5-2-3001');
    accepted(await attendant.signsIn());
    accepted(await attendant.takesBackRejected(parcel));
    accepted(await attendant.finishes());
    accepted(await courier.signsIn());
    expect(courier.recallList()).toEqual(['5-2-3001 rejected']);
    visitor.takes(parcel);
    expect(refused(await courier.scansRecalled({ ...parcel, compartment: '5-2-3001' }, 'SF9'))).toBe(
      'waybill-malformed',
    );
    accepted(await courier.scansRecalled({ ...parcel, compartment: '5-2-3001' }));
    accepted(await courier.counts(1));
    accepted(await courier.finishes());
    expect(station.stayOf(parcel.waybill)).toBeNull();
  });
});

describe('S4-17 and S4-11', () => {
  it('S4-17 the kiosk tells the exact place to the right code, and asks for no door', async () => {
    const { attendant, recipient, station } = await openAttendedStation();
    const parcel = await attendant.shelves('5-2-3001');
    const answer = await recipient.typesCodeOf({ ...parcel, compartment: parcel.position });
    expect(answer).toMatchObject({ refusal: 'parcel-on-shelf', compartment: '5-2-3001' });
    expect(station.events('unlock.intended')).toEqual([]);
  });

  it('S4-11 a courier takes a parcel out of its compartment and it goes on from the shelf', async () => {
    const { attendant, courier, visitor, cabinet, centre, station } = await openAttendedStation();
    const deposited = await courier.deposits();
    accepted(await centre.wantsBack(deposited));
    accepted(await courier.signsIn());
    accepted(await courier.opensForRecall(deposited));
    await cabinet.take(deposited.compartment);
    accepted(await courier.scansRecalled(deposited));
    await cabinet.shut(deposited.compartment);
    accepted(await courier.counts(1));
    accepted(await courier.finishes());
    const { waybill, contact } = deposited;
    const shelved = await attendant.shelves('5-2-3001', { waybill, contact });
    visitor.takes(shelved);
    accepted(await visitor.checksOut(shelved, shelved));
    const turns = ['deposit.completed', 'recall.completed', 'shelf.placed', 'shelf.released'];
    const seen = turns.flatMap((type) =>
      station.events(type as 'shelf.placed').map((event) => event.waybill),
    );
    expect(seen).toEqual(turns.map(() => waybill));
  });

  it('Incident 27: an overdue parcel on a shelf is called back, and its code works until it is gone', async () => {
    const { attendant, visitor, courier, time, station } = await openAttendedStation();
    const parcel = await attendant.shelves('5-2-3001');
    const other = await attendant.shelves('5-2-3002');
    await time.pass(100 * hourMs);
    expect(station.stayOf(parcel.waybill)).toMatchObject({ overdue: true, recall: 'overdue' });
    visitor.takes(other);
    accepted(await visitor.checksOut(other, other));
    accepted(await courier.signsIn());
    visitor.takes(parcel);
    accepted(await courier.scansRecalled({ ...parcel, compartment: parcel.position }));
    accepted(await courier.counts(1));
    accepted(await courier.finishes());
    expect(refused(await visitor.checksOut(parcel, parcel))).toBe('no-longer-here');
  });
});
