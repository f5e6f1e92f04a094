import { describe, expect, it } from 'vitest';
import { accepted, openScenario, refused } from './stage.ts';

const secondMs = 1_000;
/** The mark beside the database is written when nobody waits, every ten minutes. */
const markMs = 660 * secondMs;

/** What goes back in time cannot know what it said; the stories below are about exactly that. */
const unwatched = ['remembering', 'delivery', 'endings'];

type Story = Awaited<ReturnType<typeof openScenario>>;

const onePlace = [{ label: 'A01' }];

/** The numbers of a message that came once. */
function codeOf({ centre }: Story, contact: string): [string, string] {
  const { code = '', extension = '' } = centre.messageTo(contact) ?? {};
  return [code, extension];
}

/** Somebody takes the power away, puts the spare card in and gives power again. */
async function putOlderCopyBack({ power, card, time }: Story): Promise<void> {
  power.cut();
  card.putBack();
  await time.pass(60 * secondMs);
  await power.restore();
  await time.pass(20 * secondMs);
}

describe('Incident 43: an older copy of the ledger is put back', () => {
  it('R22 Incident 43: the centre finds out what the mark beside the ledger is too old to tell', async () => {
    const story = await openScenario({ unwatched });
    const { courier, card, station, time, link } = story;
    card.backUp();
    await courier.deposits();
    link.cut();
    await putOlderCopyBack(story);
    expect(station.state().recovery).toBeNull();
    link.restore();
    await time.pass(90 * secondMs);
    expect(station.events('epoch.begun').at(-1)).toMatchObject({ cause: 'rolled-back' });
    expect(station.state().recovery).toMatchObject({ cause: 'rolled-back', isKnown: true });
    const beginnings = station.events('epoch.begun').length;
    await time.pass(600 * secondMs);
    expect(station.events('epoch.begun')).toHaveLength(beginnings);
  });

  it('Incident 43: it is told as what it is, and the books of the centre say what is still true', async () => {
    const story = await openScenario({ unwatched });
    const { courier, recipient, card, station } = story;
    const gone = await courier.deposits();
    const left = await courier.deposits();
    card.backUp();
    await recipient.collects(gone);
    const later = await courier.deposits();
    await putOlderCopyBack(story);

    expect(station.events('epoch.begun').at(-1)).toMatchObject({ cause: 'rolled-back' });
    expect(station.hasFault('audit-needed', 'ledger')).toBe(true);
    expect(station.events('stay.closed')).toMatchObject([{ waybill: gone.waybill }]);
    expect(station.events('stay.confirmed')).toMatchObject([{ waybill: left.waybill }]);
    expect(station.events('stay.restored')).toMatchObject([
      { waybill: later.waybill, compartment: later.compartment },
    ]);
    expect(refused(await recipient.typesCodeOf(gone, 'with-extension'))).toBe('no-longer-here');
  });

  it('I16 Incident 43: pickups go on before anybody has come, also of what the copy had lost', async () => {
    const story = await openScenario({ unwatched });
    const { courier, recipient, card, cabinet, station, time } = story;
    const left = await courier.deposits();
    card.backUp();
    const later = await courier.deposits();
    await putOlderCopyBack(story);
    for (const parcel of [left, later]) {
      await time.pass(11 * secondMs);
      accepted(await recipient.typesCodeOf(parcel, 'with-extension'));
      expect(cabinet.isOpen(parcel.compartment)).toBe(true);
      await cabinet.take(parcel.compartment);
      await cabinet.shut(parcel.compartment);
      accepted(await recipient.finishes());
    }
    expect(station.events('pickup.completed').map(({ waybill }) => waybill)).toEqual([
      left.waybill,
      later.waybill,
    ]);
  });

  it('R23 Incident 43: no deposit is taken before an audit, and the refusal says why', async () => {
    const story = await openScenario({ unwatched });
    const { courier, card, auditor, station } = story;
    await courier.deposits();
    card.backUp();
    await courier.deposits();
    await putOlderCopyBack(story);
    accepted(await courier.signsIn());
    expect(refused(await courier.scans())).toBe('audit-needed');
    accepted(await courier.finishes());
    expect(station.events('deposit.refused').at(-1)).toMatchObject({ reason: 'audit-needed' });

    accepted(await auditor.signsIn());
    accepted(await auditor.audits());
    accepted(await auditor.leaves());
    expect(station.hasFault('audit-needed', 'ledger')).toBe(false);
    await courier.deposits();
  });

  it('R23 Incident 43: without a link nobody is served whose parcel no eye has seen, and whoever is seen is', async () => {
    const story = await openScenario({ unwatched });
    const { courier, recipient, card, link, auditor, time, cabinet } = story;
    const parcel = await courier.deposits();
    card.backUp();
    await courier.deposits();
    await time.pass(markMs);
    link.cut();
    await putOlderCopyBack(story);
    expect(refused(await recipient.typesCodeOf(parcel, 'with-extension'))).toBe('stay-unconfirmed');
    expect(cabinet.isOpen(parcel.compartment)).toBe(false);

    accepted(await auditor.signsIn());
    accepted(await auditor.starts());
    accepted(await auditor.sees(parcel.compartment, 'parcel'));
    accepted(await auditor.decides(parcel.compartment, 'parcel-present'));
    accepted(await auditor.leaves());
    await time.pass(11 * secondMs);
    accepted(await recipient.typesCodeOf(parcel, 'with-extension'));
    expect(cabinet.isOpen(parcel.compartment)).toBe(true);
  });

  it('R22 Incident 43: the audit alone does not do while the centre has not heard of it', async () => {
    const story = await openScenario({ unwatched });
    const { courier, card, link, auditor, time } = story;
    await courier.deposits();
    card.backUp();
    await courier.deposits();
    await time.pass(markMs);
    link.cut();
    await putOlderCopyBack(story);
    accepted(await auditor.signsIn());
    accepted(await auditor.audits());
    accepted(await auditor.leaves());
    accepted(await courier.signsIn());
    expect(refused(await courier.scans())).toBe('centre-needed');
    accepted(await courier.finishes());
    link.restore();
    await time.pass(60 * secondMs);
    await courier.deposits();
  });

  it('Incident 43: a compartment that was used anew since never opens for the parcel before', async () => {
    const story = await openScenario({ unwatched, compartments: onePlace });
    const { courier, recipient, card, cabinet, centre } = story;
    const first = await courier.deposits();
    card.backUp();
    await recipient.collects(first);
    const second = await courier.deposits();
    expect(second.compartment).toBe(first.compartment);
    centre.keepsBooksShut();
    await putOlderCopyBack(story);
    expect(refused(await recipient.types(...codeOf(story, first.contact)))).toBe('stay-unconfirmed');
    expect(cabinet.isOpen(second.compartment)).toBe(false);
  });
});
