import type { CompartmentLabel, Size, StayId, VisitId } from '#domain/words';
import type { Scene } from '#simulator/harness/virtual/scene';

type Lying = { readonly waybill: string };

/** What a courier does whose deposit takes another turn. */
export function depositingOf(scene: Scene) {
  const who = 'courier';
  const visit = (): VisitId => scene.state.visit?.id ?? ('none' as VisitId);
  const stay = (): StayId => scene.state.visit?.task?.stay ?? ('none' as StayId);
  const stayOf = ({ waybill }: Lying): StayId => scene.stayOf(waybill)?.id ?? ('none' as StayId);
  const settled = async <Given>(asking: Promise<Given>): Promise<Given> => {
    const answer = await asking;
    await scene.settle();
    return answer;
  };
  return {
    saysTooSmall: (size: Size | null = null) =>
      settled(scene.ask(who, { do: 'resize-deposit', visit: visit(), stay: stay(), size })),
    saysOccupied: () => settled(scene.ask(who, { do: 'report-occupied', visit: visit(), stay: stay() })),
    looksAgain: (parcel: Lying) =>
      settled(scene.ask(who, { do: 'reopen-deposit', visit: visit(), stay: stayOf(parcel) })),
    corrects: (parcel: Lying, compartment: string) =>
      scene.ask(who, {
        do: 'correct-deposit',
        visit: visit(),
        stay: stayOf(parcel),
        compartment: compartment as CompartmentLabel,
      }),
  };
}
