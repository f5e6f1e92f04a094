import { describe, expect, it } from 'vitest';
import { receivingOf } from './receiving.ts';
import { accepted, openScenario, refused } from './stage.ts';

async function openReceiving() {
  const stage = await openScenario();
  return { ...stage, receiving: receivingOf(stage.scene, stage.cabinet) };
}

const [one, two] = ['SF1000000001', 'SF1000000002'] as const;

/** The simulated compartment holds one thing, so that its content is not compared where two lie together. */
async function bringTwo(joins = false) {
  const stage = await openReceiving();
  const [first, second] = await stage.receiving.bring('anna', [one, two], joins);
  if (first === undefined || second === undefined) throw new TypeError('two parcels were brought');
  return { ...stage, first, second };
}

describe('Incident 8: the recipient does not find the parcel', () => {
  it('S0-6 S3-11 Incident 8: door and sensor are read, a case is opened, the code stays valid, nobody asks for marks', async () => {
    const { courier, recipient, cabinet, receiving, station, centre, time } = await openReceiving();
    const parcel = await courier.deposits();
    accepted(await recipient.typesCodeOf(parcel));
    await cabinet.take(parcel.compartment);
    accepted(await receiving.saysMissing(parcel));
    await cabinet.shut(parcel.compartment);
    accepted(await recipient.finishes());
    expect(station.events('pickup.disputed')).toMatchObject([
      { occupancyBefore: 'occupied', evidence: { occupancy: 'empty', confirmedBy: 'recipient' } },
    ]);
    expect(station.state().cases.map(({ kind }) => kind)).toContain('not-found');
    expect(station.compartment(parcel.compartment).quarantine).not.toBeNull();
    expect(station.events('survey.invited')).toEqual([]);
    await time.pass(5_000);
    expect(centre.knows()).toEqual(expect.arrayContaining(['pickup.disputed', 'case.opened']));
    accepted(await recipient.typesCodeOf(parcel));
  });
});

describe('Incident 20: somebody else enters a code', () => {
  it('S3-8 Incident 20: it opens what it is bound to and nothing that was brought afterwards', async () => {
    const { first, second, receiving, recipient, scene, station } = await bringTwo();
    accepted(await recipient.typesCodeOf(first));
    accepted(await receiving.delegates('13800001111'));
    accepted(await recipient.finishes());
    const [third] = await receiving.bring('anna', ['SF1000000003']);
    const message = scene.world.messageTo('13800001111');
    accepted(await recipient.types(message?.code ?? '', ''));
    expect(station.events('visit.started').at(-1)?.actor.kind).toBe('delegate');
    expect(refused(await receiving.opens(third ?? first))).toBe('step-unfitting');
    accepted(await receiving.opens(second));
  });
});

describe('Incident 22: a code was lost', () => {
  it('Incident 22: the message of a further parcel repeats no code, for the station keeps none', async () => {
    const { first, second, recipient, scene, station } = await bringTwo();
    expect(station.events('code.issued')).toHaveLength(1);
    expect(station.events('code.joined')).toHaveLength(1);
    const message = scene.world.messageTo(first.contact);
    expect(message?.stay).toBe(station.stayOf(first.waybill)?.id);
    expect(JSON.stringify(station.state())).not.toContain(message?.code);
    accepted(await recipient.typesCodeOf(second));
  });
});

describe('one code for several parcels', () => {
  it('Incident 10: door after door, and the code ends with the last of them', async () => {
    const { first, second, receiving, recipient, cabinet, station } = await bringTwo();
    accepted(await recipient.typesCodeOf(first));
    for (const parcel of [second, first]) {
      accepted(await receiving.opens(parcel));
      await cabinet.take(parcel.compartment);
      await cabinet.shut(parcel.compartment);
    }
    accepted(await recipient.finishes());
    expect(station.events('pickup.completed').map(({ waybill }) => waybill)).toEqual([two, one]);
    expect(refused(await recipient.typesCodeOf(first))).toBe('already-collected');
  });

  it('Incident 31: the power goes between two doors; the other parcel and its code are still there', async () => {
    const { first, second, receiving, recipient, cabinet, station, power, time } = await bringTwo();
    accepted(await recipient.typesCodeOf(first));
    accepted(await receiving.opens(first));
    await cabinet.take(first.compartment);
    await cabinet.shut(first.compartment);
    power.cut();
    await time.pass(60_000);
    await power.restore();
    expect(station.state().codes.map(({ stays }) => stays.length)).toEqual([1]);
    accepted(await recipient.typesCodeOf(second));
    expect(cabinet.isOpen(second.compartment)).toBe(true);
  });
});

describe('Incident 23: the recipient rejects the parcel on the spot', () => {
  it('S0-15 S3-20 Incident 23: put back, seen inside, and a courier has to take it; the code opens until then', async () => {
    const { courier, recipient, cabinet, receiving, station } = await openReceiving();
    const parcel = await courier.deposits();
    accepted(await recipient.typesCodeOf(parcel));
    await cabinet.take(parcel.compartment);
    accepted(await receiving.rejects(parcel));
    await cabinet.put(parcel.compartment, parcel.waybill);
    await cabinet.shut(parcel.compartment);
    accepted(await recipient.finishes());
    expect(station.events('rejection.accepted')).toMatchObject([
      { reason: 'damaged', evidence: { occupancy: 'occupied', confirmedBy: 'sensor' } },
    ]);
    expect(station.stayOf(parcel.waybill)?.recall).toBe('rejected');
    accepted(await recipient.typesCodeOf(parcel));
    await cabinet.shut(parcel.compartment);
    accepted(await recipient.finishes());
    accepted(await courier.signsIn());
    expect(courier.recallList()).toEqual([`${parcel.compartment} rejected`]);
  });

  it('Incident 23: a parcel that was kept is no rejection: a case, and no claim', async () => {
    const { courier, recipient, cabinet, receiving, station } = await openReceiving();
    const parcel = await courier.deposits();
    accepted(await recipient.typesCodeOf(parcel));
    await cabinet.take(parcel.compartment);
    accepted(await receiving.rejects(parcel));
    await cabinet.shut(parcel.compartment);
    accepted(await recipient.saysNotTaken());
    expect(station.events('rejection.accepted')).toEqual([]);
    expect(station.state().cases.map(({ kind }) => kind)).toContain('contents-unclear');
  });
});

describe('Incident 24: the parcel is damaged', () => {
  it('S0-6 S3-11 Incident 24: a report opens a case, and the parcel is taken all the same', async () => {
    const { courier, recipient, cabinet, receiving, station } = await openReceiving();
    const parcel = await courier.deposits();
    accepted(await recipient.typesCodeOf(parcel));
    await cabinet.take(parcel.compartment);
    accepted(await receiving.reports(parcel, 'wet'));
    await cabinet.shut(parcel.compartment);
    expect(station.events('problem.reported')).toMatchObject([{ kind: 'wet', by: 'recipient' }]);
    expect(station.state().cases).toMatchObject([{ kind: 'damaged' }]);
    expect(station.events('pickup.completed')).toHaveLength(1);
  });
});

describe('Incident 25: something was forgotten inside', () => {
  it('Incident 25: the same visit opens the door again, and the pickup stays what it was', async () => {
    const { courier, recipient, cabinet, station } = await openReceiving();
    const parcel = await courier.deposits();
    accepted(await recipient.typesCodeOf(parcel));
    await cabinet.take(parcel.compartment);
    await cabinet.shut(parcel.compartment);
    expect(station.events('pickup.completed')).toHaveLength(1);
    accepted(await recipient.reopens());
    expect(cabinet.isOpen(parcel.compartment)).toBe(true);
    await cabinet.shut(parcel.compartment);
    accepted(await recipient.finishes());
    expect(station.events('pickup.searched')).toHaveLength(1);
    expect(station.events('pickup.completed')).toHaveLength(1);
    expect(station.state().cases).toEqual([]);
  });
});

describe('Incident 26: only one of two parcels is taken', () => {
  it('Incident 26: what the recipient names is collected, the rest stays with its code', async () => {
    const { first, second, recipient, cabinet, scene, station } = await bringTwo(true);
    expect(second.compartment).toBe(first.compartment);
    accepted(await recipient.typesCodeOf(first));
    await cabinet.take(first.compartment, two);
    await cabinet.shut(first.compartment);
    expect(station.step()).toBe('asking');
    const { visit } = station.state();
    const taken = [station.stayOf(two)?.id ?? ('none' as never)];
    const confirm = { do: 'confirm-pickup', visit: visit?.id ?? ('none' as never), taken } as const;
    accepted(await scene.ask('recipient', confirm));
    expect(station.events('pickup.completed').map(({ waybill }) => waybill)).toEqual([two]);
    expect(station.events('pickup.uneffected').map(({ waybill }) => waybill)).toEqual([one]);
    expect(station.state().codes).toMatchObject([{ stays: [station.stayOf(one)?.id] }]);
  });
});

describe('Incident 29: recipient and courier come for the same parcel', () => {
  it('Incident 29: one visit at a time; whoever comes second is told, and the first decides', async () => {
    const { courier, recipient, station, time } = await openReceiving();
    const parcel = await courier.deposits();
    await time.pass(100 * 3_600_000);
    accepted(await courier.signsIn());
    expect(refused(await recipient.typesCodeOf(parcel))).toBe('kiosk-busy');
    accepted(await courier.opensForRecall(parcel));
    accepted(await courier.takesOutAndScans(parcel));
    accepted(await courier.counts(1));
    accepted(await courier.finishes());
    expect(refused(await recipient.typesCodeOf(parcel))).toBe('no-longer-here');
    expect(station.events('code.rejected')).toEqual([]);
  });
});
