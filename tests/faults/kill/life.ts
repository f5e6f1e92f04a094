import type { StartedVisit } from '#contract/http';
import { waitFor } from '#simulator/harness/patience';
import { demoBadge } from '#simulator/harness/station-files';
import type { World } from '#simulator/harness/world';
import { body, codeOf, reach } from '../../integration/station/stage.ts';

/** The places of a parcel's life at which the power may go, in their order. */
export const places = [
  'badge-shown',
  'courier-signed-in',
  'waybill-sent',
  'deposit-coil-energised',
  'deposit-answered',
  'deposit-door-seen-open',
  'parcel-put-in',
  'deposit-door-shut',
  'deposit-acknowledged',
  'courier-signed-out',
  'code-delivered',
  'code-sent',
  'pickup-coil-energised',
  'pickup-answered',
  'pickup-door-seen-open',
  'parcel-taken-out',
  'pickup-door-shut',
  'pickup-acknowledged',
  'pickup-finished',
  'nobody-there',
] as const;
export type Place = (typeof places)[number];

/** What the station had acknowledged before the power went. */
export type Life = {
  stay: string | null;
  compartment: string | null;
  isDeposited: boolean;
  code: string | null;
  isPickedUp: boolean;
};

/** Thrown by `passing` where the controller was killed: the person stands before a dark screen. */
export class PowerGone extends Error {
  override readonly name = 'PowerGone';
}

type Passing = (place: Place) => Promise<void>;

/**
 * Lives a parcel's whole life and passes every place; what is known is kept in `life` as it becomes known.
 */
export async function live(world: World, waybill: string, life: Life, passing: Passing): Promise<void> {
  await depositIn(world, waybill, life, passing);
  life.code = (await codeOf(world, life.stay ?? '')).code;
  await passing('code-delivered');
  await pickUpFrom(world, life, passing);
  await passing('nobody-there');
}

async function depositIn(world: World, waybill: string, life: Life, passing: Passing): Promise<void> {
  const { kiosk } = world;
  const signing = kiosk.signIn(demoBadge);
  signing.catch(() => undefined);
  await passing('badge-shown');
  const courier = body(await signing);
  await passing('courier-signed-in');
  const coil = coilEnergised(world);
  const sending = kiosk.deposit(courier, { waybill, size: 'S', contact: '13800000000' });
  sending.catch(() => undefined);
  await passing('waybill-sent');
  await coil;
  await passing('deposit-coil-energised');
  const { door } = body(await sending);
  life.stay = door?.stay ?? null;
  life.compartment = door?.compartment ?? null;
  await passing('deposit-answered');
  await reach(world, courier, 'open');
  await passing('deposit-door-seen-open');
  world.order({ do: 'place-parcel', compartment: life.compartment });
  await passing('parcel-put-in');
  world.order({ do: 'close-door', compartment: life.compartment });
  await passing('deposit-door-shut');
  await acknowledged(world, courier, 'deposit');
  life.isDeposited = true;
  await passing('deposit-acknowledged');
  body(await kiosk.step(courier, 'finish'));
  await passing('courier-signed-out');
}

async function pickUpFrom(world: World, life: Life, passing: Passing): Promise<void> {
  const { kiosk } = world;
  const coil = coilEnergised(world);
  const sending = kiosk.enterCode(life.code ?? '');
  sending.catch(() => undefined);
  await passing('code-sent');
  await coil;
  await passing('pickup-coil-energised');
  const recipient = body(await sending);
  await passing('pickup-answered');
  await reach(world, recipient, 'open');
  await passing('pickup-door-seen-open');
  world.order({ do: 'take-parcel', compartment: life.compartment });
  await passing('parcel-taken-out');
  world.order({ do: 'close-door', compartment: life.compartment });
  await passing('pickup-door-shut');
  await acknowledged(world, recipient, 'pickup');
  life.isPickedUp = true;
  await passing('pickup-acknowledged');
  body(await kiosk.step(recipient, 'finish'));
  await passing('pickup-finished');
}

function acknowledged(world: World, visit: StartedVisit, purpose: 'deposit' | 'pickup'): Promise<boolean> {
  return waitFor(`the ${purpose} is acknowledged`, async () => {
    return body(await world.kiosk.visit(visit)).done?.purpose === purpose;
  });
}

/** Resolves when the next coil of the cabinet gets its current. */
function coilEnergised({ simulation }: World): Promise<void> {
  return new Promise((resolve) => {
    const stop = simulation.physics.observe(({ what }) => {
      if (what !== 'coil-energised') return;
      stop();
      resolve();
    });
  });
}
