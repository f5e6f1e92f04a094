import type { StayId, VisitId } from '#domain/words';
import { dueRecalls } from '#domain/recalls';
import type { Scene } from '#simulator/harness/virtual/scene';

type Hands = {
  take(compartment: string): Promise<void>;
  put(compartment: string, waybill: string): Promise<void>;
  shut(compartment: string): Promise<void>;
};
type Lying = { readonly waybill: string; readonly compartment: string };

/** What a courier does who takes parcels back. */
export function recallingOf(scene: Scene, hands: Hands) {
  const who = 'courier';
  const visit = (): VisitId => scene.state.visit?.id ?? ('none' as VisitId);
  const stayOf = ({ waybill }: Lying): StayId => scene.stayOf(waybill)?.id ?? ('none' as StayId);
  const settled = async <Given>(asking: Promise<Given>): Promise<Given> => {
    const answer = await asking;
    await scene.settle();
    return answer;
  };
  const recalling = {
    /** Labels of the doors on the list, in its order. */
    recallList: (carrier = 'SF') =>
      dueRecalls(scene.state, carrier).map(({ stay, cause }) => `${stay.compartment} ${cause}`),
    opensForRecall: (parcel: Lying) =>
      settled(scene.ask(who, { do: 'start-recall', visit: visit(), stay: stayOf(parcel) })),
    takesOwnBack: ({ waybill }: Lying) =>
      settled(scene.ask(who, { do: 'take-back', visit: visit(), waybill })),
    scansRecalled: (parcel: Lying, waybill = parcel.waybill) =>
      scene.ask(who, { do: 'scan-recalled', visit: visit(), stay: stayOf(parcel), waybill }),
    reopensRecall: (parcel: Lying) =>
      settled(scene.ask(who, { do: 'reopen-recall', visit: visit(), stay: stayOf(parcel) })),
    leavesInside: (parcel: Lying) =>
      scene.ask(who, { do: 'cancel-recall', visit: visit(), stay: stayOf(parcel) }),
    counts: (countedCount: number, isDeclared = false) =>
      scene.ask(who, { do: 'close-manifest', visit: visit(), countedCount, isDeclared }),
    /** From the open door to the shut one, with the label scanned in between. */
    async takesOutAndScans(parcel: Lying) {
      await hands.take(parcel.compartment);
      const answer = await recalling.scansRecalled(parcel);
      await hands.shut(parcel.compartment);
      return answer;
    },
  };
  return recalling;
}
