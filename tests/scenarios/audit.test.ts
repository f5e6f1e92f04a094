import { describe, expect, it } from 'vitest';
import { accepted, openScenario, refused } from './stage.ts';

const secondMs = 1_000;

describe('Incident 8: a parcel was stolen, and somebody looks', () => {
  it('Incident 8: an audit ends the stay with its own outcome, also over a power cut in between', async () => {
    const { courier, recipient, cabinet, station, scene, power, time } = await openScenario();
    const parcel = await courier.deposits();
    await cabinet.force(parcel.compartment);
    await cabinet.take(parcel.compartment);
    await cabinet.shut(parcel.compartment);
    const compartment = parcel.compartment as never;
    const admitted = async () => {
      const staff = { id: 'technician-1' as never, role: 'technician' } as const;
      const { visit } = accepted(await scene.ask('technician', { do: 'admit-staff', staff }));
      return visit as never;
    };
    const first = await admitted();
    accepted(await scene.ask('technician', { do: 'start-audit', visit: first }));
    const finding = { do: 'record-finding', visit: first, compartment, seen: 'empty' } as const;
    accepted(await scene.ask('technician', finding));
    power.cut();
    await time.pass(60 * secondMs);
    await power.restore();
    await time.pass(5 * secondMs);
    const visit = await admitted();
    expect(refused(await scene.ask('technician', { do: 'finish-audit', visit }))).toBe('audit-unresolved');
    const verdict = { do: 'adjudicate', visit, compartment, verdict: 'parcel-absent' } as const;
    accepted(await scene.ask('technician', verdict));
    accepted(await scene.ask('technician', { do: 'finish-audit', visit }));
    accepted(await scene.ask('technician', { do: 'finish-visit', visit }));
    expect(station.stayOf(parcel.waybill)).toBeNull();
    expect(station.events('parcel.adjudicated')).toHaveLength(1);
    expect(refused(await recipient.typesCodeOf(parcel))).toBe('no-longer-here');
  });
});
