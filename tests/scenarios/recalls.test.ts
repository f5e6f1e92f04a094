import { describe, expect, it } from 'vitest';
import { accepted, openScenario, refused } from './stage.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

describe('Incident 27: a parcel stays too long', () => {
  it('Incident 27: it is reminded of, then called back, and its code opens until it is gone', async () => {
    const { courier, recipient, centre, station, time } = await openScenario();
    const parcel = await courier.deposits();
    const other = await courier.deposits();
    await time.pass(100 * hourMs);
    expect(centre.knows()).toEqual(expect.arrayContaining(['reminder.due', 'parcel.expired', 'recall.due']));
    expect(station.stayOf(parcel.waybill)).toMatchObject({ overdue: true, recall: 'overdue' });
    accepted(await recipient.collects(other));
    accepted(await courier.signsIn());
    expect(courier.recallList()).toEqual([`${parcel.compartment} overdue`]);
    accepted(await courier.opensForRecall(parcel));
    accepted(await courier.takesOutAndScans(parcel));
    accepted(await courier.counts(1));
    accepted(await courier.finishes());
    expect(refused(await recipient.typesCodeOf(parcel))).toBe('no-longer-here');
  });

  it('Incident 27: the station is off over a reminder; the latest is told once', async () => {
    const { courier, power, time, station, centre } = await openScenario();
    await courier.deposits();
    await time.pass(17 * hourMs);
    power.cut();
    await time.pass(9 * hourMs);
    await power.restore();
    await time.pass(hourMs);
    expect(station.events('reminder.due').map(({ hours }) => hours)).toEqual([0]);
    expect(station.events('parcel.expired')).toHaveLength(1);
    power.cut();
    await time.pass(minuteMs);
    await power.restore();
    await time.pass(hourMs);
    expect(centre.knows().filter((type) => type === 'reminder.due')).toHaveLength(1);
  });

  it('Incident 27: a storm gives everybody a day more', async () => {
    const { courier, centre, station, time } = await openScenario();
    await courier.deposits();
    await time.pass(20 * hourMs);
    accepted(await centre.givesEveryParcel(24));
    await time.pass(20 * hourMs);
    expect(station.events('parcel.expired')).toEqual([]);
    await time.pass(9 * hourMs);
    expect(station.events('parcel.expired')).toHaveLength(1);
    await time.pass(minuteMs);
    expect(centre.knows()).toContain('policy.extended');
  });
});

describe('Incident 28: a courier takes parcels back', () => {
  it('Incident 28: along the doors, each by its label, and the count closes the list', async () => {
    const { courier, centre, cabinet, station, time } = await openScenario();
    const first = await courier.deposits();
    const second = await courier.deposits();
    for (const parcel of [second, first]) accepted(await centre.wantsBack(parcel));
    accepted(await courier.signsIn());
    expect(courier.recallList()).toEqual([`${first.compartment} ordered`, `${second.compartment} ordered`]);
    for (const parcel of [first, second]) {
      accepted(await courier.opensForRecall(parcel));
      accepted(await courier.takesOutAndScans(parcel));
      expect(cabinet.contentOf(parcel.compartment)).toBeNull();
    }
    expect(refused(await courier.counts(3))).toBe('manifest-mismatch');
    expect(refused(await courier.finishes())).toBe('manifest-open');
    accepted(await courier.counts(2));
    accepted(await courier.finishes());
    expect(station.events('manifest.closed')[0]?.recalled).toHaveLength(2);
    await time.pass(minuteMs);
    expect(centre.knows().filter((type) => type === 'recall.completed')).toHaveLength(2);
    const next = await courier.deposits();
    expect(next.compartment).toBe(first.compartment);
  });

  it('Incident 28: another parcel comes out, goes back in, and nothing else happens', async () => {
    const { courier, centre, cabinet, station } = await openScenario();
    const parcel = await courier.deposits();
    accepted(await centre.wantsBack(parcel));
    accepted(await courier.signsIn());
    accepted(await courier.opensForRecall(parcel));
    await cabinet.take(parcel.compartment);
    expect(refused(await courier.scansRecalled(parcel, 'ZZ88888888'))).toBe('recall-mismatch');
    await cabinet.shut(parcel.compartment);
    expect(station.step()).toBe('asking');
    expect(refused(await courier.finishes())).toBe('deposit-in-progress');
    accepted(await courier.reopensRecall(parcel));
    await cabinet.put(parcel.compartment, parcel.waybill);
    await cabinet.shut(parcel.compartment);
    expect(station.step()).toBeNull();
    expect(station.events('case.opened').map(({ kind }) => kind)).toEqual(['wrong-parcel']);
    expect(station.compartment(parcel.compartment).quarantine).toBe('contents-unclear');
    expect(station.events('recall.completed')).toEqual([]);
    accepted(await courier.finishes());
  });

  it('Incident 28: the power goes while the parcel is in the courier’s hands', async () => {
    const { courier, recipient, centre, cabinet, station, power } = await openScenario();
    const parcel = await courier.deposits();
    accepted(await centre.wantsBack(parcel));
    accepted(await courier.signsIn());
    accepted(await courier.opensForRecall(parcel));
    await cabinet.take(parcel.compartment);
    power.cut();
    await cabinet.put(parcel.compartment, parcel.waybill);
    await cabinet.shut(parcel.compartment);
    await power.restore();
    expect(station.events('recall.completed')).toEqual([]);
    expect(station.events('recall.unconfirmed')).toHaveLength(1);
    expect(station.compartment(parcel.compartment).quarantine).toBeNull();
    accepted(await recipient.collects(parcel));
  });

  it('Incident 28: the courier walks away with a parcel that was never scanned', async () => {
    const { courier, centre, cabinet, station, time } = await openScenario();
    const parcel = await courier.deposits();
    accepted(await centre.wantsBack(parcel));
    accepted(await courier.signsIn());
    accepted(await courier.opensForRecall(parcel));
    await cabinet.take(parcel.compartment);
    await cabinet.shut(parcel.compartment);
    await time.pass(10 * minuteMs);
    expect(station.state().visit).toBeNull();
    expect(station.events('recall.completed')).toEqual([]);
    expect(station.compartment(parcel.compartment).quarantine).toBe('contents-unclear');
    expect(station.stayOf(parcel.waybill)?.recall).toBe('ordered');
  });

  it('Incident 28: a courier takes an own parcel back that should not have come here', async () => {
    const { courier, recipient, station } = await openScenario();
    const parcel = await courier.deposits();
    accepted(await courier.signsIn('courier-2'));
    expect(refused(await courier.takesOwnBack(parcel))).toBe('recall-unknown');
    accepted(await courier.finishes());
    accepted(await courier.signsIn());
    accepted(await courier.takesOwnBack(parcel));
    accepted(await courier.takesOutAndScans(parcel));
    expect(station.events('recall.completed')[0]?.cause).toBe('wrong');
    accepted(await courier.counts(1));
    accepted(await courier.finishes());
    expect(refused(await recipient.typesCodeOf(parcel))).toBe('no-longer-here');
  });

  it('Incident 28: where no sensor sees parcels, the scanned label is what ends the stay', async () => {
    const { courier, centre, station } = await openScenario({
      compartments: [{ label: 'B01', size: 'S', occupancySensor: false }],
    });
    const parcel = await courier.deposits();
    accepted(await centre.wantsBack(parcel));
    accepted(await courier.signsIn());
    accepted(await courier.opensForRecall(parcel));
    accepted(await courier.takesOutAndScans(parcel));
    const [completed] = station.events('recall.completed');
    expect(completed?.evidence).toMatchObject({ doorOpened: true, confirmedBy: 'courier' });
  });
});

describe('Incident 29: the recipient comes while the parcel is taken back', () => {
  it('Incident 29: whoever comes second is told that the kiosk is in use', async () => {
    const { courier, recipient, centre } = await openScenario();
    const parcel = await courier.deposits();
    accepted(await centre.wantsBack(parcel));
    accepted(await courier.signsIn());
    accepted(await courier.opensForRecall(parcel));
    expect(refused(await recipient.typesCodeOf(parcel))).toBe('kiosk-busy');
    accepted(await courier.takesOutAndScans(parcel));
    accepted(await courier.counts(1));
    accepted(await courier.finishes());
    expect(refused(await recipient.typesCodeOf(parcel))).toBe('no-longer-here');
  });

  it('Incident 29: a recipient who was first has the parcel, and the list is shorter', async () => {
    const { courier, recipient, centre } = await openScenario();
    const parcel = await courier.deposits();
    accepted(await centre.wantsBack(parcel));
    accepted(await recipient.typesCodeOf(parcel));
    expect(refused(await courier.signsIn())).toBe('kiosk-busy');
    accepted(await recipient.finishes());
    accepted(await recipient.collects(parcel));
    accepted(await courier.signsIn());
    expect(courier.recallList()).toEqual([]);
    expect(refused(await courier.opensForRecall(parcel))).toBe('recall-unknown');
  });
});
