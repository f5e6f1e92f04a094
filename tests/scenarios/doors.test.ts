import { describe, expect, it } from 'vitest';
import { accepted, openScenario, refused } from './stage.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;

describe('Incident 3: the recipient leaves the door open', () => {
  it('Incident 3: is asked to shut it after 20, 60 and 180 s, and nobody is offered the compartment', async () => {
    const { courier, recipient, cabinet, station, time } = await openScenario();
    const parcel = await courier.deposits();
    accepted(await recipient.typesCodeOf(parcel));
    await cabinet.take(parcel.compartment);
    await time.pass(4 * minuteMs);
    expect(station.events('door.ajar').map(({ step }) => step)).toEqual([1, 2, 3]);
    expect(station.hasFault('door-left-open', parcel.compartment)).toBe(true);
    accepted(await courier.signsIn());
    accepted(await courier.scans());
    expect(courier.door()).not.toBe(parcel.compartment);
  });

  it('Incident 3: is forgiven when somebody shuts it', async () => {
    const { courier, recipient, cabinet, station, time } = await openScenario();
    const parcel = await courier.deposits();
    accepted(await recipient.typesCodeOf(parcel));
    await cabinet.take(parcel.compartment);
    await time.pass(70 * secondMs);
    await cabinet.shut(parcel.compartment);
    expect(station.events('door.ajar-resolved')).toMatchObject([
      { compartment: parcel.compartment, step: 2 },
    ]);
    expect(station.events('pickup.completed')).toHaveLength(1);
  });
});

describe('Incident 4: the courier leaves the door open', () => {
  it('Incident 4: the deposit is not complete, no code goes out, and the courier cannot go on', async () => {
    const { courier, station, time, centre } = await openScenario();
    const contact = '13800001234';
    accepted(await courier.signsIn());
    accepted(await courier.scans({ contact, waybill: 'SF0000000001' }));
    const door = courier.door();
    await courier.putsIn('SF0000000001');
    await time.pass(65 * secondMs);
    expect(station.events('door.ajar').map(({ compartment, step }) => [compartment, step])).toEqual([
      [door, 1],
      [door, 2],
    ]);
    expect(refused(await courier.scans())).toBe('deposit-in-progress');
    expect(station.events('deposit.completed')).toEqual([]);
    expect(centre.messageTo(contact)).toBeNull();
    await courier.shuts();
    expect(station.events('deposit.completed')).toHaveLength(1);
  });
});

describe('Incident 6: another door than the right one opens', () => {
  it('Incident 6: the visit stops, both compartments leave service, the parcel is not claimed', async () => {
    const { courier, recipient, cabinet, station, centre, time } = await openScenario();
    const parcel = await courier.deposits();
    accepted(await recipient.typesCodeOf(parcel));
    await cabinet.force('A05');
    expect(station.state().visit).toMatchObject({
      task: null,
      stopped: { expected: parcel.compartment, opened: 'A05' },
    });
    expect(station.hasFault('wrong-door', 'A05')).toBe(true);
    expect(station.compartment('A05').quarantine).toBe('wrong-door');
    expect(station.stayOf(parcel.waybill)).not.toBeNull();
    accepted(await recipient.finishes());
    expect(refused(await recipient.typesCodeOf(parcel))).toBe('compartment-unavailable');
    await time.pass(5 * secondMs);
    expect(centre.knows()).toContain('door.mistaken');
  });

  it('Incident 6: a courier is stopped before anything is put in', async () => {
    const { courier, cabinet, station } = await openScenario();
    accepted(await courier.signsIn());
    accepted(await courier.scans());
    await cabinet.force('A07');
    expect(refused(await courier.scans())).toBe('visit-stopped');
    expect(station.events('deposit.cancelled')).toHaveLength(1);
    accepted(await courier.finishes());
  });
});

describe('Incident 9: the recipient pushes the jammed door shut', () => {
  it('Incident 9: the parcel stays, its code stays valid, and somebody is called after the last attempt', async () => {
    const { courier, recipient, faults, station } = await openScenario();
    const parcel = await courier.deposits();
    await faults.wear(parcel.compartment, { latch: { at: 'stuck' } });
    accepted(await recipient.typesCodeOf(parcel));
    accepted(await recipient.reopens());
    accepted(await recipient.reopens());
    expect(refused(await recipient.reopens())).toBe('reopen-limit');
    expect(station.events('case.opened')).toMatchObject([{ kind: 'door-jammed' }]);
    expect(station.events('pickup.completed')).toEqual([]);
    expect(station.stayOf(parcel.waybill)).not.toBeNull();
  });
});

describe('Incident 48: somebody is inside', () => {
  it('Incident 48: every empty compartment opens without authority, and none with a parcel', async () => {
    const { courier, passer, cabinet, time } = await openScenario();
    const parcel = await courier.deposits();
    accepted(await passer.saysSomebodyIsInside());
    await time.pass(20 * secondMs);
    expect(cabinet.isOpen('A08')).toBe(true);
    expect(cabinet.isOpen('B01')).toBe(true);
    expect(cabinet.isOpen(parcel.compartment)).toBe(false);
  });
});

describe('Incident 59: a door is forced', () => {
  it('S0-12 Incident 59: with a parcel inside it is noted within a poll, doubted, and a case is opened', async () => {
    const { courier, cabinet, station } = await openScenario();
    const parcel = await courier.deposits();
    await cabinet.force(parcel.compartment);
    expect(station.hasFault('door-opened-unasked', parcel.compartment)).toBe(true);
    expect(station.events('security.forced-open')).toMatchObject([{ compartment: parcel.compartment }]);
    expect(station.stayOf(parcel.waybill)?.doubt).toBe('forced-open');
    expect(station.events('case.opened')).toMatchObject([{ kind: 'contents-unclear' }]);
  });

  it('Incident 59: without a parcel inside nothing is doubted', async () => {
    const { cabinet, station } = await openScenario();
    await cabinet.force('A03');
    expect(station.events('security.forced-open')).toMatchObject([{ compartment: 'A03', stay: null }]);
    expect(station.events('case.opened')).toEqual([]);
  });
});
