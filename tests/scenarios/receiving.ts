import { nothingDeclared, nothingKnown } from '#domain/advice';
import type { Advice } from '#domain/advice';
import type { Answer } from '#domain/decision';
import type { CodeMac, StayId, VisitId, Waybill } from '#domain/words';
import type { Scene } from '#simulator/harness/virtual/scene';
import { accepted } from './stage.ts';

type Hands = {
  put(compartment: string, waybill: string): Promise<void>;
  shut(compartment: string): Promise<void>;
};
type Parcel = { readonly waybill: string };

const contact = '13912345678';

/** What a recipient of several parcels does, and the courier who brings them on the advice of the centre. */
export function receivingOf(scene: Scene, hands: Hands) {
  const who = 'recipient';
  const visit = (): VisitId => scene.state.visit?.id ?? ('none' as VisitId);
  const stayOf = ({ waybill }: Parcel): StayId =>
    scene.state.visit?.entitlement?.parcels.find((parcel) => parcel.waybill === waybill)?.stay ??
    scene.stayOf(waybill)?.id ??
    ('none' as StayId);
  const settled = async (asking: Promise<Answer>): Promise<Answer> => {
    const answer = await asking;
    await scene.settle();
    return answer;
  };
  return {
    /** Whole deposits for one recipient of whom the centre told; `joins`: all behind the first door. */
    async bring(recipient: string, waybills: readonly string[], joins = false) {
      const sealed = await scene.world.secrets.vault.sealContact(contact);
      const masked = '139******78';
      const parcels: { waybill: string; compartment: string; contact: string; size: 'S' }[] = [];
      accepted(await scene.answered(scene.world.kiosk.showBadge('courier', 'courier-1')));
      for (const [index, waybill] of waybills.entries()) {
        const advice = { ...adviceFor(recipient, waybill), contact: { sealed, masked } };
        const declared = { ...nothingDeclared, joins: joins && index > 0 };
        const knowledge = { ...nothingKnown, advice };
        const parcel = { waybill, size: 'S' as const, contact: null, declared, knowledge };
        accepted(await settled(scene.ask('courier', { do: 'start-deposit', visit: visit(), ...parcel })));
        const task = scene.state.visit?.task;
        const compartment = task?.compartment ?? 'none';
        await hands.put(compartment, waybill);
        await hands.shut(compartment);
        const stay = task?.stay ?? ('none' as StayId);
        if (scene.state.visit?.task != null) {
          accepted(await scene.ask('courier', { do: 'confirm-deposit', visit: visit(), stay }));
        }
        await scene.world.run(1_000);
        parcels.push({ waybill, compartment, contact, size: 'S' });
      }
      accepted(await scene.ask('courier', { do: 'finish-visit', visit: visit() }));
      await scene.world.run(3_000);
      return parcels;
    },
    opens: (parcel: Parcel) =>
      settled(scene.ask(who, { do: 'open-parcel', visit: visit(), stay: stayOf(parcel) })),
    saysMissing: (parcel: Parcel) =>
      scene.ask(who, { do: 'report-missing', visit: visit(), stay: stayOf(parcel) }),
    rejects: (parcel: Parcel) =>
      scene.ask(who, {
        do: 'reject-parcel',
        visit: visit(),
        stay: stayOf(parcel),
        reason: 'damaged',
        photos: [],
      }),
    reports: (parcel: Parcel, kind: 'damaged' | 'wet') =>
      scene.ask(who, { do: 'report-problem', visit: visit(), stay: stayOf(parcel), kind, photos: [] }),
    /** Gives somebody a code of their own; what they are told. */
    async delegates(to: string) {
      const { vault } = scene.world.secrets;
      const sealedContact = await vault.sealContact(to);
      const id = scene.state.visit?.entitlement?.parcels[0]?.stay ?? ('none' as StayId);
      const noticed = { id, sealedContact, retentionHours: 24, feeRule: null, position: null };
      const { record, notice } = await vault.issueCode(noticed, (_code: CodeMac) => false);
      const issuedAt = scene.world.controller.run?.life.clock.now();
      if (issuedAt === undefined) throw new TypeError('the station is off');
      const drawn = { record: { ...record, issuedAt }, notice };
      const answer = await scene.ask(who, {
        do: 'delegate-code',
        visit: visit(),
        maskedContact: '1******',
        drawn,
      });
      await scene.world.run(3_000);
      return answer;
    },
  };
}

function adviceFor(recipient: string, waybill: string): Advice {
  return {
    waybill: waybill as Waybill,
    station: 'virtual-1',
    recipient,
    contact: null,
    consent: null,
    senderNamedLocker: true,
    method: 'locker',
    goods: nothingDeclared.goods,
    goodsAgreed: false,
    declaredWeightG: null,
    notBeforeMs: null,
    notAfterMs: null,
    sizeHint: null,
    needsReach: false,
  };
}
