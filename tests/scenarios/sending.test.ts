import { describe, expect, it } from 'vitest';
import { accepted, openScenario, refused } from './stage.ts';
import { sendersOf } from './senders.ts';

const waybill = 'SF9900000001';
const hourMs = 3_600_000;

async function openSending() {
  const stage = await openScenario();
  const more = sendersOf(stage);
  accepted(await more.camera.is('healthy'));
  accepted(await more.centre.allowsDropOff());
  return { ...stage, ...more, recipient: stage.recipient };
}

describe('a parcel is handed in', () => {
  it('S0-15 S3-4 lies in custody, survives a power cut, and is collected by its label and counted', async () => {
    const { sender, cabinet, courier, station, power, scene } = await openSending();
    accepted(await sender.typesCode());
    accepted(await sender.declares());
    const compartment = courier.door();
    await cabinet.put(compartment, waybill);
    await cabinet.shut(compartment);
    accepted(await sender.finishes());
    expect(station.events('drop-off.accepted')).toMatchObject([{ waybill, compartment }]);
    power.cut();
    await power.restore();
    expect(cabinet.isOpen(compartment)).toBe(false);
    expect(station.events('code.issued')).toEqual([]);
    accepted(await courier.signsIn());
    expect(courier.recallList()).toEqual([`${compartment} outbound`]);
    const parcel = { ...scene.declare({ waybill }), compartment };
    accepted(await courier.opensForRecall(parcel));
    accepted(await courier.takesOutAndScans(parcel));
    expect(station.events('drop-off.collected')).toMatchObject([
      { waybill, carrier: 'SF', isOverdue: false },
    ]);
    accepted(await courier.counts(1));
    accepted(await courier.finishes());
    expect(station.stayOf(waybill)).toBeNull();
  });

  it('S0-20 S4-6 is called overdue by the station itself when nobody collects it', async () => {
    const { sender, cabinet, courier, station, link, time } = await openSending();
    accepted(await sender.typesCode());
    accepted(await sender.declares());
    const compartment = courier.door();
    await cabinet.put(compartment, waybill);
    await cabinet.shut(compartment);
    accepted(await sender.finishes());
    link.cut();
    await time.pass(25 * hourMs);
    expect(station.events('drop-off.collect-overdue')).toMatchObject([{ waybill, carrier: 'SF' }]);
  });

  it('S3-4 Incident 28: another label stops the collection', async () => {
    const { sender, cabinet, courier, station, scene } = await openSending();
    accepted(await sender.typesCode());
    accepted(await sender.declares());
    const compartment = courier.door();
    await cabinet.put(compartment, waybill);
    await cabinet.shut(compartment);
    accepted(await sender.finishes());
    accepted(await courier.signsIn());
    const parcel = { ...scene.declare({ waybill }), compartment };
    accepted(await courier.opensForRecall(parcel));
    await cabinet.take(compartment);
    expect(refused(await courier.scansRecalled(parcel, 'ZZ88888888'))).toBe('recall-mismatch');
    expect(station.events('drop-off.collected')).toEqual([]);
    expect(station.stayOf(waybill)).not.toBeNull();
  });

  it('is not claimed when the sender shuts an empty compartment', async () => {
    const { sender, cabinet, courier, station } = await openSending();
    accepted(await sender.typesCode());
    accepted(await sender.declares());
    await cabinet.shut(courier.door());
    expect(refused(await sender.confirms())).toBe('parcel-not-seen');
    expect(station.events('drop-off.accepted')).toEqual([]);
  });

  it('Incident 31: the power goes with the parcel in an open compartment, and nothing is claimed', async () => {
    const { sender, cabinet, courier, station, power } = await openSending();
    accepted(await sender.typesCode());
    accepted(await sender.declares());
    const compartment = courier.door();
    await cabinet.put(compartment, waybill);
    power.cut();
    await power.restore();
    expect(station.events('drop-off.accepted')).toEqual([]);
    expect(station.events('drop-off.cancelled')).toMatchObject([{ parcelInside: 'unknown' }]);
    expect(station.compartment(compartment).quarantine).toBe('deposit-interrupted');
  });
});

describe('the interlocks of sending, in the field', () => {
  it('M8 no camera, no sending; a recipient still collects', async () => {
    const { sender, camera, courier, recipient } = await openSending();
    const parcel = await courier.deposits();
    accepted(await camera.is('absent'));
    expect(refused(await sender.typesCode())).toBe('sending-refused');
    accepted(await recipient.collects(parcel));
    accepted(await camera.is('healthy'));
    accepted(await sender.typesCode());
  });

  it('M8 the camera is covered while the door stands open: the parcel goes back', async () => {
    const { sender, camera, courier, cabinet, station } = await openSending();
    accepted(await sender.typesCode());
    accepted(await sender.declares());
    const compartment = courier.door();
    await cabinet.put(compartment, waybill);
    accepted(await camera.is('blocked'));
    await cabinet.shut(compartment);
    expect(refused(await sender.confirms())).toBe('sending-refused');
    accepted(await sender.takesBack());
    await cabinet.take(compartment);
    await cabinet.shut(compartment);
    expect(station.events('drop-off.cancelled')).toMatchObject([{ parcelInside: 'no' }]);
    expect(station.events('drop-off.accepted')).toEqual([]);
  });

  it('M9 nobody hands in without having been identified', async () => {
    const { sender, centre, station } = await openSending();
    accepted(await centre.allowsDropOff({ identity: null }));
    accepted(await sender.typesCode());
    expect(refused(await sender.declares())).toBe('identity-needed');
    expect(station.events('unlock.intended')).toEqual([]);
  });

  it('M11 a face alone identifies nobody', async () => {
    const { sender, centre, station } = await openSending();
    accepted(await centre.allowsDropOff({ identity: { factors: ['face'], reference: 'match-1' } }));
    accepted(await sender.typesCode());
    expect(refused(await sender.declares())).toBe('identity-insufficient');
    expect(station.events('unlock.intended')).toEqual([]);
  });

  it('M2 Incident 19: a parcel of another weight is not taken', async () => {
    const { sender, station } = await openSending();
    accepted(await sender.typesCode());
    expect(refused(await sender.declares(2_500))).toBe('weight-mismatch');
    expect(station.events('drop-off.refused')).toMatchObject([{ reason: 'weight-mismatch', waybill }]);
  });
});
