import { nothingDeclared, nothingKnown } from '#domain/advice';
import type { Answer } from '#domain/decision';
import type { StayId, VisitId } from '#domain/words';
import type { Scene } from '#simulator/harness/virtual/scene';
import { adviceOf } from '../unit/domain/announced.ts';
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
      const told = {
        station: 'virtual-1',
        recipient,
        contact: { sealed, masked: '139******78' },
        consent: null,
        senderNamedLocker: true,
      };
      const parcels: { waybill: string; compartment: string; contact: string; size: 'S' }[] = [];
      accepted(await scene.answered(scene.world.kiosk.showBadge('courier', 'courier-1')));
      for (const [index, waybill] of waybills.entries()) {
        const declared = { ...nothingDeclared, joins: joins && index > 0 };
        const knowledge = { ...nothingKnown, advice: adviceOf(waybill, told) };
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
      const answer = await scene.answered(scene.world.kiosk.delegate(who, visit(), to));
      await scene.world.run(3_000);
      return answer;
    },
  };
}
