import { describe, expect, it } from 'vitest';
import { accepted, openScenario, refused } from './stage.ts';
import { sendersOf } from './senders.ts';

async function openService() {
  const stage = await openScenario();
  return { ...stage, staff: sendersOf(stage).staff };
}

describe('Incident 50: a compartment goes out of service', () => {
  it('Incident 50: nothing new goes in, what is inside comes out, over a restart too', async () => {
    const { courier, recipient, staff, station, power } = await openService();
    const parcel = await courier.deposits();
    accepted(await staff.signsIn('technician'));
    accepted(await staff.takesOutOfService(parcel.compartment));
    accepted(await staff.finishes());
    expect(station.events('compartment.disabled')).toMatchObject([
      { compartment: parcel.compartment, staff: 'technician-1', reason: 'defect' },
    ]);
    power.cut();
    await power.restore();
    accepted(await recipient.collects(parcel));
    const next = await courier.deposits();
    expect(next.compartment).not.toBe(parcel.compartment);
    accepted(await staff.signsIn('technician'));
    accepted(await staff.bringsBack(parcel.compartment));
    accepted(await staff.finishes());
    expect((await courier.deposits()).compartment).toBe(parcel.compartment);
  });
});

describe('a technician at work', () => {
  it('cleans an empty compartment, says that it is empty, and shuts it', async () => {
    const { staff, passer, cabinet, station } = await openService();
    accepted(await staff.signsIn('technician'));
    accepted(await staff.opens('A01'));
    expect(cabinet.isOpen('A01')).toBe(true);
    accepted(await passer.saysItIsEmpty('A01'));
    await cabinet.shut('A01');
    expect(station.events('service.ended')).toMatchObject([{ compartment: 'A01', isLookedInto: true }]);
    expect(cabinet.isOpen('A01')).toBe(false);
    accepted(await staff.finishes());
  });

  it('R1 shuts a child in and the door opens again within two seconds', async () => {
    const { staff, cabinet, time, station } = await openService();
    accepted(await staff.signsIn('technician'));
    accepted(await staff.opens('A01'));
    await cabinet.childHides('A01');
    await cabinet.shut('A01');
    await time.pass(2_000);
    expect(cabinet.isOpen('A01')).toBe(true);
    expect(station.events('release.begun')).toMatchObject([{ compartment: 'A01' }]);
  });

  it('cannot open what holds a parcel', async () => {
    const { courier, staff, cabinet } = await openService();
    const parcel = await courier.deposits();
    accepted(await staff.signsIn('technician'));
    expect(refused(await staff.opens(parcel.compartment))).toBe('compartment-occupied');
    expect(cabinet.isOpen(parcel.compartment)).toBe(false);
  });
});
