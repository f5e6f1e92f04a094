import { describe, expect, it } from 'vitest';
import { accepted, openScenario } from './stage.ts';

const secondMs = 1_000;
const hourMs = 3_600 * secondMs;

describe('Incident 30: the power goes while every door is shut', () => {
  it('Incident 30: nothing opens, nothing is doubted, and the parcel is handed out afterwards', async () => {
    const { courier, recipient, power, station, time } = await openScenario();
    const parcel = await courier.deposits();
    power.cut();
    await time.pass(3 * hourMs);
    await power.restore();
    await time.pass(10 * secondMs);
    expect(station.events('release.intended')).toEqual([]);
    expect(station.events('safety.uncommanded-open')).toEqual([]);
    accepted(await recipient.collects(parcel));
  });
});

describe('Incident 31: the power goes in the middle of a visit', () => {
  it('Incident 31: an open deposit is neither free nor delivered, and nobody is told a code', async () => {
    const { courier, power, station, time, centre } = await openScenario();
    const contact = '13800001234';
    accepted(await courier.signsIn());
    accepted(await courier.scans({ contact }));
    const door = courier.door();
    await courier.putsIn('SF0000000001');
    power.cut();
    await time.pass(hourMs);
    await power.restore();
    await time.pass(10 * secondMs);
    expect(station.events('visit.interrupted')).toMatchObject([{ phase: 'open', compartment: door }]);
    expect(station.compartment(door).quarantine).toBe('deposit-interrupted');
    expect(centre.messageTo(contact)).toBeNull();
  });

  it('Incident 31 R1: a door that somebody shut behind a child meanwhile is opened at the start', async () => {
    const { courier, cabinet, power, station, time } = await openScenario();
    accepted(await courier.signsIn());
    accepted(await courier.scans());
    const door = courier.door();
    power.cut();
    await cabinet.childHides(door);
    await time.pass(hourMs);
    await power.restore();
    await time.pass(5 * secondMs);
    expect(cabinet.isOpen(door)).toBe(true);
    expect(cabinet.contentOf(door)).toBeNull();
    expect(station.events('release.begun')).toMatchObject([{ compartment: door }]);
  });

  it('Incident 31: an interrupted pickup leaves the code valid', async () => {
    const { courier, recipient, cabinet, power, station, time } = await openScenario();
    const parcel = await courier.deposits();
    accepted(await recipient.typesCodeOf(parcel));
    power.cut();
    await cabinet.shut(parcel.compartment);
    await time.pass(hourMs);
    await power.restore();
    await time.pass(10 * secondMs);
    expect(station.events('visit.interrupted')).toMatchObject([{ purpose: 'pickup', phase: 'open' }]);
    accepted(await recipient.collects(parcel));
  });
});

describe('Incident 32: doors open by themselves while the power comes back', () => {
  it('Incident 32: each of them is told, and the parcel behind one is doubted', async () => {
    const { courier, cabinet, power, station, time } = await openScenario();
    const parcel = await courier.deposits();
    power.cut();
    await cabinet.force(parcel.compartment);
    await power.restore();
    await time.pass(5 * secondMs);
    expect(station.events('safety.uncommanded-open')).toMatchObject([
      { compartment: parcel.compartment, believed: true },
    ]);
    expect(station.stayOf(parcel.waybill)?.doubt).toBe('uncommanded-open');
  });

  it('Incident 32: many of them on one board are a fault of the board', async () => {
    const { cabinet, power, station, time } = await openScenario();
    power.cut();
    for (const compartment of ['A01', 'A02', 'A03', 'A04']) await cabinet.force(compartment);
    await power.restore();
    await time.pass(5 * secondMs);
    expect(station.state().faults.map(({ code }) => code)).toContain('board-implausible');
    expect(station.events('safety.uncommanded-open').every(({ believed }) => !believed)).toBe(true);
  });
});

describe('Incident 37: half of the bus is dead', () => {
  it('Incident 37: the other boards go on serving', async () => {
    const { courier, faults, station } = await openScenario();
    const board = station.state().plan.compartments[0]?.board ?? '';
    await faults.silence(board);
    const parcel = await courier.deposits();
    const plan = station.state().plan.compartments;
    expect(plan.find(({ label }) => label === parcel.compartment)?.board).not.toBe(board);
    await faults.answer(board);
    expect(station.state().faults).toEqual([]);
  });

  it('Incident 37 R1: a door that shut while its board was silent is opened when the board answers', async () => {
    const { cabinet, faults, station, time } = await openScenario();
    const board = station.state().plan.compartments[0]?.board ?? '';
    await cabinet.force('A01');
    await faults.silence(board);
    await cabinet.childHides('A01');
    await faults.answer(board);
    await time.pass(3 * secondMs);
    expect(cabinet.isOpen('A01')).toBe(true);
  });
});
