import { describe, expect, it } from 'vitest';
import { accepted, openScenario } from './stage.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;

describe('Incident 2: the sensor says open though the door is shut', () => {
  it('Incident 2: the pulse goes out all the same, nothing is claimed, and the sensor loses trust', async () => {
    const { courier, recipient, faults, station } = await openScenario();
    const parcel = await courier.deposits();
    await faults.wear(parcel.compartment, { hook: 'stuck-open' });
    accepted(await recipient.typesCodeOf(parcel));
    expect(station.events('unlock.settled').at(-1)).toMatchObject({ outcome: 'unseen' });
    expect(station.events('sensor.implausible')).toMatchObject([{ kind: 'door', cause: 'open-at-pulse' }]);
    expect(station.events('pickup.completed')).toEqual([]);
  });
});

describe('Incident 7: a compartment without a record holds something', () => {
  it('Incident 7: it is never offered, and the difference is told', async () => {
    const { courier, cabinet, station, time } = await openScenario();
    await cabinet.force('A01');
    await cabinet.put('A01', 'SF0000000007');
    await time.pass(10 * secondMs);
    await cabinet.shut('A01');
    await time.pass(minuteMs);
    const mismatches = station.events('inventory.mismatch');
    expect(mismatches.every(({ compartment, seen }) => compartment === 'A01' && seen === 'occupied')).toBe(
      true,
    );
    const parcel = await courier.deposits();
    expect(parcel.compartment).not.toBe('A01');
  });
});

describe('Incident 8: a recorded parcel is not there', () => {
  it('Incident 8: a thief leaves a doubt and a case, and the parcel is not declared lost', async () => {
    const { courier, cabinet, station, time } = await openScenario();
    const parcel = await courier.deposits();
    await cabinet.force(parcel.compartment);
    await cabinet.take(parcel.compartment);
    await cabinet.shut(parcel.compartment);
    await time.pass(5 * secondMs);
    expect(station.events('inventory.mismatch')).toMatchObject([{ ledger: 'occupied', seen: 'empty' }]);
    expect(station.stayOf(parcel.waybill)?.doubt).toBe('sensor-disagrees');
    expect(station.events('case.opened')).toHaveLength(1);
    expect(station.events('pickup.completed')).toEqual([]);
  });
});

describe('Incident 39: a sensor is stuck', () => {
  it('Incident 39: it is found out by what people say, and counts as absent from then on', async () => {
    const { courier, recipient, faults, station } = await openScenario();
    await faults.wear('A01', { infrared: 'stuck-empty' });
    for (let visit = 1; visit <= 5; visit += 1) {
      const parcel = await courier.deposits();
      expect(parcel.compartment).toBe('A01');
      accepted(await recipient.collects(parcel));
    }
    expect(station.events('sensor.stuck')).toMatchObject([{ compartment: 'A01', kind: 'occupancy' }]);
    expect(station.compartment('A01')).toMatchObject({ occupancy: 'unknown', quarantine: null });
    expect(station.events('deposit.completed').at(-1)?.evidence.confirmedBy).toBe('courier');
  });

  it('Incident 39: one that sees something for ever keeps its compartment out of use', async () => {
    const { courier, faults, station } = await openScenario();
    await faults.wear('A01', { infrared: 'stuck-occupied' });
    const first = await courier.deposits();
    expect(first.compartment).not.toBe('A01');
    expect(station.events('inventory.mismatch')).toMatchObject([{ ledger: 'empty', seen: 'occupied' }]);
    expect(station.compartment('A01').quarantine).toBe('contents-mismatch');
  });
});
