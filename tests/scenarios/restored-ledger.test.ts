import { describe, expect, it } from 'vitest';
import { accepted, openScenario, refused } from './stage.ts';

const secondMs = 1_000;

/** A ledger that is restored cannot know what it said after the backup. */
const unwatched = ['remembering', 'delivery', 'endings'];

type Story = Awaited<ReturnType<typeof openScenario>>;

/** As every evening: the station is stopped, copied and started again. */
async function backUp({ power, backups, time }: Story): Promise<void> {
  power.cut();
  await time.pass(secondMs);
  await backups.make();
  await power.restore();
  await time.pass(20 * secondMs);
}

/** The box has died; another one gets the backup. */
async function replaceBox({ power, backups, time }: Story): Promise<void> {
  power.cut();
  backups.restoreOntoFreshBox();
  await time.pass(3_600 * secondMs);
  await power.restore();
  await time.pass(30 * secondMs);
}

describe('Incident 42: the box is replaced and the ledger restored from a backup', () => {
  it('Incident 42: the new epoch names where the copy ended, and the centre confirms what goes on', async () => {
    const story = await openScenario({ unwatched });
    const { courier, station } = story;
    const parcel = await courier.deposits();
    await backUp(story);
    await replaceBox(story);
    const [begun] = station.events('epoch.begun').slice(-1);
    expect(begun).toMatchObject({ cause: 'restored' });
    expect(begun?.previousSeq).toBeGreaterThan(0);
    expect(station.events('stay.confirmed')).toMatchObject([{ waybill: parcel.waybill }]);
    expect(station.hasFault('audit-needed', 'ledger')).toBe(true);
  });

  it('I16 Incident 42: an audit comes before the next deposit while pickups go on', async () => {
    const story = await openScenario({ unwatched });
    const { courier, recipient, cabinet, auditor, time } = story;
    const first = await courier.deposits();
    const second = await courier.deposits();
    await backUp(story);
    await replaceBox(story);
    accepted(await courier.signsIn());
    expect(refused(await courier.scans())).toBe('audit-needed');
    accepted(await courier.finishes());

    accepted(await auditor.signsIn());
    accepted(await auditor.starts());
    accepted(await auditor.leaves());
    // The audit is running and not finished: whoever comes gets the parcel.
    accepted(await recipient.typesCodeOf(first, 'with-extension'));
    expect(cabinet.isOpen(first.compartment)).toBe(true);
    await cabinet.take(first.compartment);
    await cabinet.shut(first.compartment);
    accepted(await recipient.finishes());

    accepted(await auditor.signsIn());
    accepted(await auditor.audits());
    accepted(await auditor.leaves());
    await courier.deposits();
    await time.pass(11 * secondMs);
    accepted(await recipient.typesCodeOf(second, 'with-extension'));
    expect(cabinet.isOpen(second.compartment)).toBe(true);
  });

  it('R23 Incident 42: without any backup the books of the centre bring the parcels back, with new codes', async () => {
    const story = await openScenario({ unwatched });
    const { courier, recipient, cabinet, station, power, backups, time, centre } = story;
    const parcel = await courier.deposits();
    const before = centre.messageTo(parcel.contact)?.code;
    power.cut();
    backups.beginOnEmptyBox();
    await time.pass(60 * secondMs);
    await power.restore();
    await time.pass(30 * secondMs);
    expect(station.events('audit.demanded')).toMatchObject([{ cause: 'centre' }]);
    expect(centre.messageTo(parcel.contact)?.code).not.toBe(before);
    accepted(await courier.signsIn());
    expect(refused(await courier.scans())).toBe('audit-needed');
    accepted(await courier.finishes());
    accepted(await recipient.typesCodeOf(parcel));
    expect(cabinet.isOpen(parcel.compartment)).toBe(true);
  });

  it('R22 Incident 42: what the backup held and the centre never got still goes out', async () => {
    const story = await openScenario({ unwatched });
    const { courier, link, centre, time } = story;
    link.cut();
    await courier.deposits();
    await backUp(story);
    await courier.deposits();
    expect(centre.knows()).not.toContain('deposit.completed');
    await replaceBox(story);
    link.restore();
    await time.pass(300 * secondMs);
    expect(centre.knows().filter((type) => type === 'deposit.completed')).toHaveLength(1);
    expect(centre.tally().mismatched).toBe(0);
  });

  it('R23 Incident 42: what was collected after the backup is not opened to its old code', async () => {
    const story = await openScenario({ unwatched });
    const { courier, recipient, station } = story;
    const parcel = await courier.deposits();
    await backUp(story);
    await recipient.collects(parcel);
    await replaceBox(story);
    expect(station.events('stay.closed')).toMatchObject([{ waybill: parcel.waybill }]);
    expect(refused(await recipient.typesCodeOf(parcel, 'with-extension'))).toBe('no-longer-here');
  });

  it('Incident 42: a parcel that no record knows is found by the audit and handed to nobody', async () => {
    const story = await openScenario({ unwatched, compartments: [{ label: 'A01' }, { label: 'A02' }] });
    const { courier, station, auditor, centre } = story;
    await backUp(story);
    const parcel = await courier.deposits();
    centre.keepsBooksShut();
    await replaceBox(story);
    expect(station.compartment(parcel.compartment).quarantine).toBe('contents-mismatch');
    accepted(await auditor.signsIn());
    accepted(await auditor.audits());
    expect(station.events('audit.adjudicated').map(({ verdict }) => verdict)).toContain('unknown');
    expect(station.compartment(parcel.compartment).quarantine).not.toBeNull();
  });
});
