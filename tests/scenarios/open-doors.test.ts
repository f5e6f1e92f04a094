import { describe, expect, it } from 'vitest';
import { accepted, openScenario, refused } from './stage.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

describe('a parcel on an ordinary day', () => {
  it('S4-18 goes from the courier to its recipient, and the centre hears of every step', async () => {
    const { courier, recipient, cabinet, centre, time } = await openScenario();
    const parcel = await courier.deposits();
    await time.pass(2 * hourMs);
    accepted(await recipient.collects(parcel));
    expect(cabinet.contentOf(parcel.compartment)).toBeNull();
    await time.pass(minuteMs);
    expect(centre.knows()).toEqual(expect.arrayContaining(['deposit.completed', 'pickup.completed']));
    expect(refused(await recipient.typesCodeOf(parcel))).toBe('already-collected');
  });
});

describe('Incident 1: the door does not open', () => {
  it('Incident 1: a sticky latch is pulsed again after a look, and gives way', async () => {
    const { courier, recipient, faults, station } = await openScenario();
    const parcel = await courier.deposits();
    await faults.wear(parcel.compartment, { latch: { at: 'sticky', pulsesNeeded: 3 } });
    accepted(await recipient.typesCodeOf(parcel));
    expect(station.step()).toBe('open');
    const pulses = station.events('unlock.intended').filter(({ purpose }) => purpose === 'pickup');
    expect(pulses.map(({ pulse }) => pulse)).toEqual([1, 2, 3]);
  });

  it('Incident 1: a stuck latch ends in a fault, and the code stays valid until somebody mended it', async () => {
    const { courier, recipient, faults, station, time } = await openScenario();
    const parcel = await courier.deposits();
    await faults.wear(parcel.compartment, { latch: { at: 'stuck' } });
    accepted(await recipient.typesCodeOf(parcel));
    expect(station.step()).toBe('jammed');
    expect(station.hasFault('lock-did-not-open', parcel.compartment)).toBe(true);
    await time.pass(hourMs);
    await faults.wear(parcel.compartment, { latch: { at: 'sound' } });
    accepted(await recipient.collects(parcel));
    expect(station.hasFault('lock-did-not-open', parcel.compartment)).toBe(false);
  });

  it('Incident 1: a deposit goes on in another compartment by itself', async () => {
    const { courier, faults, station, cabinet } = await openScenario();
    await faults.wear('A01', { latch: { at: 'stuck' } });
    const parcel = await courier.deposits();
    expect(parcel.compartment).not.toBe('A01');
    expect(station.compartment('A01').quarantine).toBe('lock-did-not-open');
    expect(cabinet.contentOf(parcel.compartment)).toBe(parcel.waybill);
  });
});

describe('Incident 9: the recipient pushes the jammed door shut', () => {
  it('Incident 9: nothing was seen to open, so nothing was collected and the code still works', async () => {
    const { courier, recipient, faults, station, time } = await openScenario();
    const parcel = await courier.deposits();
    await faults.wear(parcel.compartment, { latch: { at: 'stuck' } });
    accepted(await recipient.typesCodeOf(parcel));
    await recipient.finishes();
    expect(station.events('pickup.completed')).toEqual([]);
    expect(station.events('pickup.uneffected')).toHaveLength(1);
    await faults.wear(parcel.compartment, { latch: { at: 'sound' } });
    await time.pass(minuteMs);
    accepted(await recipient.collects(parcel));
  });
});

describe('Incident 26: the recipient leaves the parcel inside', () => {
  it('Incident 26: a door that closes on an occupied compartment is no pickup', async () => {
    const { courier, recipient, cabinet, station } = await openScenario();
    const parcel = await courier.deposits();
    accepted(await recipient.typesCodeOf(parcel));
    await cabinet.shut(parcel.compartment);
    expect(station.step()).toBe('asking');
    accepted(await recipient.saysTaken());
    await recipient.finishes();
    expect(station.events('pickup.completed')).toEqual([]);
    expect(station.stayOf(parcel.waybill)?.at).toBe('stored');
    accepted(await recipient.collects(parcel));
  });
});

describe('Incident 30: the power goes while every door is shut', () => {
  it('Incident 30: the station comes back with its parcels and codes, and opens nothing by itself', async () => {
    const { courier, recipient, power, time, station } = await openScenario();
    const parcel = await courier.deposits();
    const pulseCount = station.events('unlock.intended').length;
    power.cut();
    await time.pass(3 * hourMs);
    await power.restore();
    expect(station.events('unlock.intended')).toHaveLength(pulseCount);
    expect(station.stayOf(parcel.waybill)?.at).toBe('stored');
    accepted(await recipient.collects(parcel));
  });

  it('R7 a power cut between the intention and its pulse leaves an unknown outcome, and the code valid', async () => {
    const { courier, recipient, power, cabinet, station } = await openScenario();
    const parcel = await courier.deposits();
    power.cutAt('before-pulse');
    await expect(recipient.typesCodeOf(parcel)).rejects.toThrow('dark');
    expect(cabinet.isOpen(parcel.compartment)).toBe(false);
    await power.restore();
    expect(station.events('unlock.settled').at(-1)?.outcome).toBe('unknown');
    expect(cabinet.isOpen(parcel.compartment)).toBe(false);
    accepted(await recipient.collects(parcel));
  });
});

describe('Incident 33: the network is down for days', () => {
  it('S1-14 Incident 33: parcels go on being collected, and afterwards the centre knows everything once', async () => {
    const { courier, recipient, link, time, centre, station } = await openScenario();
    const parcel = await courier.deposits();
    link.cut();
    await time.pass(3 * 24 * hourMs);
    expect(station.hasFault('uplink-down', 'broker')).toBe(true);
    accepted(await recipient.collects(parcel));
    const late = await courier.deposits({ waybill: 'SF9999999999' });
    expect(centre.messageTo(late.contact)).toBeNull();
    link.restore();
    await time.pass(10 * minuteMs);
    expect(centre.knows().filter((type) => type === 'pickup.completed')).toHaveLength(1);
    expect(centre.tally()).toMatchObject({ gap: 0, mismatched: 0 });
    accepted(await recipient.collects(late));
  });
});
