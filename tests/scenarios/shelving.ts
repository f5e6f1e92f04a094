import type { Answer } from '#domain/decision';
import type { VisitId } from '#domain/words';
import { SceneBroken } from '#simulator/harness/virtual/scene';
import type { Declared } from '#simulator/harness/virtual/virtual-kiosk';
import { smallShelves } from '#simulator/harness/virtual/virtual-plan';
import { accepted, openScenario } from './stage.ts';
import type { ScenarioInput } from './stage.ts';

type Shelved = Declared & { readonly position: string };

/** An attended station: everything of the usual stage, shelves with a gate, and who uses them. */
export async function openAttendedStation(input: ScenarioInput = {}) {
  const stage = await openScenario({ shelves: smallShelves, ...input });
  return { ...stage, ...shelvingOf(stage) };
}

/** Attendants, and recipients who take parcels from the shelves, in the words of a story. */
function shelvingOf({ scene }: Awaited<ReturnType<typeof openScenario>>) {
  const { hands, kiosk } = scene.world;
  const visit = (): VisitId => scene.state.visit?.id ?? ('none' as VisitId);
  const numbers = ({ contact }: Pick<Declared, 'contact'>) => {
    const notice = scene.world.messageTo(contact);
    if (notice === null) throw new SceneBroken(`nobody was told of ${contact}`);
    const found = kiosk.numbersOf(notice.code, notice.extension);
    if (found === null) throw new SceneBroken('the station is off');
    return found;
  };
  const settled = async (asking: Promise<Answer>): Promise<Answer> => {
    const answer = await asking;
    await scene.settle();
    return answer;
  };
  const attendant = {
    signsIn: () =>
      scene.ask('attendant', { do: 'admit-staff', staff: { id: 's-1' as never, role: 'attendant' } }),
    /** Lays the parcel there and scans both labels. */
    places: (parcel: Declared, position: string): Promise<Answer> => {
      hands.lay(position, parcel.waybill);
      return attendant.scans(parcel, position);
    },
    scans: (parcel: Declared, position: string): Promise<Answer> =>
      scene.answered(kiosk.placeParcel('attendant', visit(), position, parcel)),
    moves: ({ waybill }: Declared, position: string) => {
      const lifted = hands.lift(hands.placeOf(waybill) ?? '');
      if (lifted !== null) hands.lay(position, lifted);
      return scene.ask('attendant', { do: 'move-shelved', visit: visit(), waybill, position });
    },
    /** Takes the parcel from its position and gives it to whoever says the numbers of `of`. */
    handsOver: (parcel: Shelved, of: Pick<Declared, 'contact'> = parcel) => {
      hands.lift(parcel.position);
      const proof = { by: 'code' as const, ...numbers(of) };
      return scene.ask('attendant', { do: 'hand-over', visit: visit(), waybill: parcel.waybill, proof });
    },
    takesBackRejected: ({ waybill }: Declared) =>
      scene.ask('attendant', {
        do: 'reject-shelved',
        visit: visit(),
        waybill,
        reason: 'unwanted',
        photos: [],
      }),
    finishes: () => scene.ask('attendant', { do: 'finish-visit', visit: visit() }),
    /** From the badge to the goodbye; the recipient has been told. */
    async shelves(position: string, declared: Partial<Declared> = {}): Promise<Shelved> {
      const parcel = scene.declare(declared);
      accepted(await attendant.signsIn());
      accepted(await attendant.places(parcel, position));
      accepted(await attendant.finishes());
      await scene.world.run(3_000);
      return { ...parcel, position };
    },
  };
  const visitor = {
    /** Takes parcels from the shelf into their hands. */
    takes: (...parcels: readonly Shelved[]) => {
      for (const { position } of parcels) hands.lift(position);
    },
    putsBack: ({ position, waybill }: Shelved) => hands.lay(position, waybill),
    /** Scans everything that they carry, with both numbers of the message for `own`. */
    checksOut: (own: Pick<Declared, 'contact'>, ...carried: readonly Pick<Declared, 'waybill'>[]) =>
      settled(
        scene.ask('visitor', {
          do: 'check-out',
          waybills: carried.map(({ waybill }) => waybill),
          ...numbers(own),
        }),
      ),
    asksToGoOut: () => settled(scene.ask('visitor', { do: 'open-gate' })),
    /** The gate falls shut behind them. */
    goesThrough: async () => {
      hands.close('GATE');
      await scene.world.run(1_200);
    },
  };
  return { attendant, visitor, gate: { isOpen: () => hands.isOpen('GATE') } };
}
