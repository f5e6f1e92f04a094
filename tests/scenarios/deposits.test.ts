import { describe, expect, it } from 'vitest';
import { accepted, openScenario, refused } from './stage.ts';

const minuteMs = 60_000;
const waybill = 'SF7700000001';
const contact = '13877001234';

describe('Incident 7: a compartment that is not as empty as the ledger says', () => {
  it('Incident 7: the courier says so, shuts it and puts the parcel next door', async () => {
    const { courier, station, cabinet } = await openScenario();
    accepted(await courier.signsIn());
    accepted(await courier.scans({ waybill, size: 'M' }));
    const first = courier.door();
    accepted(await courier.saysOccupied());
    await courier.shuts();
    const second = courier.door();
    expect(second).not.toBe(first);
    await courier.putsIn(waybill);
    await courier.shuts();
    if (station.step() === 'asking') accepted(await courier.confirms());
    accepted(await courier.finishes());
    expect(station.events('inventory.mismatch')).toMatchObject([{ compartment: first, seen: 'occupied' }]);
    expect(station.stayOf(waybill)).toMatchObject({ compartment: second, at: 'stored' });
    expect(cabinet.contentOf(second)).toBe(waybill);
    expect(station.compartment(first)?.quarantine).toBe('contents-unclear');
  });
});

describe('Incident 10 and 11: two parcels in one compartment', () => {
  const together = async (recipient: string) => {
    const stage = await openScenario();
    const { courier, centre } = stage;
    const other = 'SF7700000002';
    await centre.announces({ waybill, contact, recipient: 'recipient-key-1' });
    await centre.announces({ waybill: other, contact, recipient });
    accepted(await courier.signsIn());
    accepted(await courier.scans({ waybill, contact: '' }));
    const compartment = courier.door();
    await courier.putsIn(waybill);
    await courier.shuts();
    const answer = await courier.scans({ waybill: other, contact: '', joins: true });
    return { ...stage, other, compartment, answer };
  };

  it('Incident 10: those of one recipient, by choice', async () => {
    const { answer, courier, station, compartment, other } = await together('recipient-key-1');
    accepted(answer);
    expect(courier.door()).toBe(compartment);
    await courier.putsIn(other);
    await courier.shuts();
    expect(station.step()).toBe('asking');
    accepted(await courier.confirms());
    accepted(await courier.finishes());
    expect([waybill, other].map((one) => station.stayOf(one)?.compartment)).toEqual([
      compartment,
      compartment,
    ]);
  });

  it('Incident 11: never those of two people', async () => {
    const { answer, courier } = await together('recipient-key-2');
    expect(refused(answer)).toBe('join-unfounded');
    accepted(await courier.finishes());
  });
});

describe('Incident 12: a courier who changes their mind', () => {
  it('Incident 12: and takes the parcel out again', async () => {
    const { courier, station, cabinet } = await openScenario();
    accepted(await courier.signsIn());
    accepted(await courier.scans({ waybill }));
    await courier.putsIn(waybill);
    accepted(await courier.cancels('yes'));
    await courier.takesOut();
    await courier.shuts();
    accepted(await courier.finishes());
    expect(station.events('deposit.cancelled')).toMatchObject([{ parcelInside: 'no' }]);
    expect(cabinet.contentOf('A01')).toBeNull();
    expect(station.stayOf(waybill)).toBeNull();
  });

  it('Incident 12: and does not know where the parcel is', async () => {
    const { courier, station, time } = await openScenario();
    accepted(await courier.signsIn());
    accepted(await courier.scans({ waybill }));
    await courier.shuts();
    accepted(await courier.cancels('unknown'));
    accepted(await courier.finishes());
    expect(station.events('deposit.cancelled')).toMatchObject([{ parcelInside: 'unknown' }]);
    expect(station.compartment('A01')?.quarantine).toBe('contents-unclear');
    await time.pass(minuteMs);
    expect(station.events('case.opened')).toMatchObject([{ kind: 'contents-unclear', compartment: 'A01' }]);
  });
});

describe('Incident 13: a parcel in the wrong compartment', () => {
  it('Incident 13: is found at once and corrected, and its code opens the right door', async () => {
    const { courier, recipient, cabinet, station } = await openScenario();
    accepted(await courier.signsIn());
    accepted(await courier.scans({ waybill, contact }));
    const wrong = courier.door();
    await courier.putsIn(waybill);
    await courier.shuts();
    accepted(await courier.looksAgain({ waybill }));
    await cabinet.take(wrong);
    await courier.shuts();
    expect(station.step()).toBe('asking');
    accepted(await courier.cancels('no'));
    accepted(await courier.scans({ waybill, contact }));
    await courier.putsIn(waybill);
    await courier.shuts();
    accepted(await courier.finishes());
    const compartment = station.stayOf(waybill)?.compartment ?? 'none';
    expect(cabinet.contentOf(compartment)).toBe(waybill);
    accepted(await recipient.collects({ waybill, contact, size: 'S', compartment }));
  });

  it('Incident 13: is found too late, and the courier has to ask the centre', async () => {
    const { courier, time } = await openScenario();
    const parcel = await courier.deposits();
    await time.pass(3 * minuteMs);
    accepted(await courier.signsIn());
    expect(refused(await courier.looksAgain(parcel))).toBe('correction-late');
    expect(refused(await courier.corrects(parcel, 'A05'))).toBe('correction-late');
    accepted(await courier.finishes());
  });
});

describe('Incident 14 and 15: a parcel that does not fit', () => {
  it('Incident 14: comes out, and the next larger door opens', async () => {
    const { courier, station, cabinet } = await openScenario({
      compartments: [{ label: 'A01' }, { label: 'A02', size: 'M' }],
    });
    accepted(await courier.signsIn());
    accepted(await courier.scans({ waybill }));
    await courier.putsIn(waybill);
    accepted(await courier.saysTooSmall());
    await courier.takesOut();
    await courier.shuts();
    expect(courier.door()).toBe('A02');
    await courier.putsIn(waybill);
    await courier.shuts();
    accepted(await courier.finishes());
    expect(station.events('deposit.resized')).toMatchObject([{ compartment: 'A01', to: 'A02' }]);
    expect(cabinet.contentOf('A01')).toBeNull();
    expect(station.compartment('A01')?.quarantine).toBeNull();
  });

  it('Incident 15: finds no door of its size, and the courier is told which are free', async () => {
    const { courier, station } = await openScenario({ compartments: [{ label: 'A01' }] });
    accepted(await courier.signsIn());
    const answer = await courier.scans({ waybill, size: 'L' });
    expect(answer).toMatchObject({ refusal: 'station-full', free: ['S'] });
    accepted(await courier.finishes());
    expect(station.events('deposit.refused')).toMatchObject([{ reason: 'station-full', size: 'L' }]);
  });
});

describe('Incident 16 and 17: waybills', () => {
  it('Incident 16: one that is here, one that was collected, one of another station', async () => {
    const { courier, recipient, centre } = await openScenario();
    const parcel = await courier.deposits({ waybill, contact });
    accepted(await courier.signsIn());
    expect(await courier.scans({ waybill })).toMatchObject({
      refusal: 'waybill-duplicate',
      compartment: parcel.compartment,
    });
    accepted(await courier.finishes());
    accepted(await recipient.collects(parcel));
    await centre.announces({ waybill: 'SF7700000009', contact, station: 'elsewhere' });
    accepted(await courier.signsIn());
    expect(refused(await courier.scans({ waybill }))).toBe('waybill-collected');
    expect(refused(await courier.scans({ waybill: 'SF7700000009' }))).toBe('wrong-station');
    accepted(await courier.finishes());
  });

  it('Incident 17: one that nobody announced is taken, and marked so', async () => {
    const { courier, station } = await openScenario();
    await courier.deposits({ waybill });
    expect(station.events('deposit.unverified')).toMatchObject([{ waybill }]);
  });

  it('Incident 17: or is turned away where the operator wants it so, also days after the link is gone', async () => {
    const { courier, centre, link, time } = await openScenario({ policy: { unknownWaybills: 'refuse' } });
    await centre.announces({ waybill, contact });
    link.cut();
    await time.pass(2 * 24 * 60 * minuteMs);
    accepted(await courier.signsIn());
    expect(refused(await courier.scans({ waybill: 'SF7700000008' }))).toBe('waybill-unknown');
    accepted(await courier.scans({ waybill, contact: '' }));
    await courier.putsIn(waybill);
    await courier.shuts();
    accepted(await courier.finishes());
  });
});

describe('Incident 18 and 19: parcels that may not be placed', () => {
  it('Incident 18: without consent, and against the choice of the recipient', async () => {
    const { courier, centre, station } = await openScenario();
    await centre.announces({ waybill, contact, method: 'door' });
    accepted(await courier.signsIn());
    expect(await courier.scans({ waybill })).toMatchObject({
      refusal: 'recipient-declined',
      agreed: 'door',
    });
    expect(refused(await courier.scans({ hasAsked: false }))).toBe('consent-missing');
    accepted(await courier.finishes());
    expect(station.state().interlocks).toMatchObject([{ interlock: 'consent', count: 2 }]);
    expect(station.events('unlock.intended')).toEqual([]);
  });

  it('Incident 19: damaged, of the wrong weight, fresh or valuable', async () => {
    const { courier, centre, station } = await openScenario();
    await centre.announces({ waybill, contact, declaredWeightG: 1_000 });
    accepted(await courier.signsIn());
    const refusals = [
      await courier.scans({ waybill, condition: { damaged: true } }),
      await courier.scans({ waybill, weightG: 1_500 }),
      await courier.scans({ waybill, condition: { fresh: true } }),
      await courier.scans({ waybill, condition: { valuable: true } }),
    ].map(refused);
    expect(refusals).toEqual(['parcel-damaged', 'weight-differs', 'fresh-goods', 'valuable-goods']);
    accepted(await courier.finishes());
    expect(station.events('deposit.refused').map(({ interlock }) => interlock)).toEqual([
      'condition',
      'condition',
      'special-goods',
      'special-goods',
    ]);
    expect(station.events('unlock.intended')).toEqual([]);
  });
});
