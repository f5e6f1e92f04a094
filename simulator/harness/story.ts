import type { StartedVisit, VisitView } from '#contract/http';
import type { KioskAnswer } from './kiosk-client.ts';
import { waitFor } from './patience.ts';
import { demoBadge } from './station-files.ts';
import type { World } from './world.ts';

/** The story could not go on; the message says at which sentence. */
export class StoryBroken extends Error {
  override readonly name = 'StoryBroken';
}

export type StoryInput = {
  readonly world: World;
  /** One sentence of the story. */
  readonly tell: (sentence: string) => void;
  /** Cuts and restores the network between station and centre. */
  readonly network: { cut(): Promise<void>; restore(): Promise<void> };
};

const parcel = { waybill: 'SF1234567890123', size: 'S', contact: '13800000000' };

/** The life of one parcel, from the courier's hand to the recipient's, with an outage in between. */
export async function tellStory({ world, tell, network }: StoryInput): Promise<void> {
  const { kiosk, centre } = world;
  tell('The station stands in the street: two buses, forty compartments, all doors read and closed.');
  const { compartment, stay } = await tellDeposit(world, tell);
  const notice = await waitFor('the notice', () => centre.notices().find((one) => one.stay === stay));
  tell(`The centre opens the sealed notice and tells the recipient: code ${spaced(notice.code)}.`);
  await network.cut();
  await waitFor('the link is down', async () => read(await kiosk.station()).link === 'down');
  tell('The network goes away. Nobody at the kiosk notices.');
  await tellPickup(world, tell, notice.code, compartment);
  const again = await kiosk.enterCode(notice.code);
  if (again.ok) throw new StoryBroken('a collected parcel was handed out again');
  tell(`Somebody tries the code again: ${again.problem.code}.`);
  tell('Nothing of this has reached the centre yet; it waits on the disk of the station, in order.');
  await network.restore();
  await waitFor('the centre knows', () =>
    centre.events().some(({ type }) => type === 'latchkey.pickup.completed.v1'),
  );
  tell('The network is back: the centre has heard of the pickup.');
  await waitFor('everything is acknowledged', () => centre.verdict().lastSeq === centre.events().length);
  const { stored, duplicate, gap, mismatched } = centre.verdict();
  tell(`It holds ${String(stored)} events: gaps ${String(gap)}, mismatches ${String(mismatched)}.`);
  tell(`Sent twice and counted once: ${String(duplicate)}.`);
}

async function tellDeposit(
  world: World,
  tell: StoryInput['tell'],
): Promise<{ compartment: string; stay: string }> {
  const { kiosk } = world;
  const courier = read(await kiosk.signIn(demoBadge));
  tell('A courier shows the badge and is signed in.');
  const begun = read(await kiosk.deposit(courier, parcel));
  if (begun.door === null) throw new StoryBroken('the deposit has no door');
  const { compartment, stay } = begun.door;
  tell(
    `The waybill ${parcel.waybill} is scanned; size S; the ledger holds the intention; ${compartment} is pulsed.`,
  );
  await stepOf(world, courier, 'open');
  tell(`The board reads ${compartment} open: only now the screen says so.`);
  world.order({ do: 'place-parcel', compartment });
  world.order({ do: 'close-door', compartment });
  await waitFor(
    'the deposit is complete',
    async () => read(await kiosk.visit(courier)).done?.purpose === 'deposit',
  );
  tell('The parcel goes in, the door closes, the sensor sees it: the deposit is complete.');
  read(await kiosk.step(courier, 'finish'));
  tell('The courier signs out after two inputs.');
  return { compartment, stay };
}

async function tellPickup(
  world: World,
  tell: StoryInput['tell'],
  code: string,
  compartment: string,
): Promise<void> {
  const { kiosk } = world;
  const recipient = read(await kiosk.enterCode(code));
  tell(`The recipient types nine digits; ${String(recipient.visit.door?.compartment)} is pulsed.`);
  await stepOf(world, recipient, 'open');
  tell(`${compartment} is read open.`);
  world.order({ do: 'take-parcel', compartment });
  world.order({ do: 'close-door', compartment });
  await waitFor(
    'the pickup is complete',
    async () => read(await kiosk.visit(recipient)).done?.purpose === 'pickup',
  );
  tell('The parcel is taken, the door closes, the sensor has seen it go: the pickup is complete.');
  read(await kiosk.step(recipient, 'finish'));
  tell('The screen says thank you and is a keypad again.');
}

function stepOf({ kiosk }: World, visit: StartedVisit, step: VisitView['step']): Promise<true> {
  return waitFor(`the visit is at ${step}`, async () => read(await kiosk.visit(visit)).step === step || null);
}

function read<T>(answer: KioskAnswer<T>): T {
  if (answer.ok) return answer.body;
  throw new StoryBroken(`the kiosk answered ${answer.problem.code}: ${answer.problem.title}`);
}

function spaced(code: string): string {
  return code.replace(/(\d{3})(?=\d)/g, '$1 ');
}
