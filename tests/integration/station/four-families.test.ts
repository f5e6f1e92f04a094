import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '#simulator/harness/patience';
import { demoBadge, fourFamilies } from '#simulator/harness/station-files';
import { body, codeOf, openStage, reach } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ hardware: fourFamilies });
  await stage.world.startController();
});
afterAll(() => stage.end());

type Placed = { readonly stay: string; readonly compartment: string };

/** One courier, one parcel after the other, without a tap between them: no board here sees parcels. */
async function depositAll(count: number): Promise<readonly Placed[]> {
  const { world } = stage;
  const placed: Placed[] = [];
  const courier = body(await world.kiosk.signIn(demoBadge));
  for (let index = 0; index < count; index += 1) {
    const parcel = { waybill: `SF00000000000${String(index)}`, size: 'M', contact: '13800000000' };
    const { door } = body(await world.kiosk.deposit(courier, parcel));
    if (door === null) throw new TypeError('no door');
    await reach(world, courier, 'open');
    world.order({ do: 'place-parcel', compartment: door.compartment });
    world.order({ do: 'close-door', compartment: door.compartment });
    await reach(world, courier, 'asking');
    placed.push({ stay: door.stay, compartment: door.compartment });
  }
  body(await world.kiosk.step(courier, 'finish'));
  return placed;
}

async function pickUpHere({ stay, compartment }: Placed): Promise<void> {
  const { world } = stage;
  const { code } = await codeOf(world, stay);
  const recipient = body(await world.kiosk.enterCode(code));
  await reach(world, recipient, 'open');
  world.order({ do: 'take-parcel', compartment });
  world.order({ do: 'close-door', compartment });
  await reach(world, recipient, 'asking');
  body(await world.kiosk.step(recipient, { taken: true }));
  body(await world.kiosk.step(recipient, 'finish'));
}

describe('a cabinet of four families of boards on three buses', () => {
  let placed: readonly Placed[];

  it('takes parcels behind each of them', async () => {
    placed = await depositAll(4);
    expect(placed.map(({ compartment }) => compartment)).toEqual(['C01', 'C02', 'C03', 'C04']);
    await waitFor('four codes', () => stage.world.centre.notices().length === 4);
  });

  it('hands parcels out behind the others while one board is dead, its neighbour on the bus included', async () => {
    const { world } = stage;
    world.order({ do: 'set-fault', board: 'dingchang', fault: 'silent' });
    const raised = (): boolean =>
      world.centre.events().some(({ type }) => type === 'latchkey.fault.raised.v1');
    await waitFor('the fault of the dead board', raised);
    for (const one of placed) if (one.compartment !== 'C03') await pickUpHere(one);
    const dead = placed.find(({ compartment }) => compartment === 'C03');
    const { code } = await codeOf(world, dead?.stay ?? '');
    expect(await world.kiosk.enterCode(code)).toMatchObject({ problem: { code: 'compartment-unavailable' } });
    world.order({ do: 'clear-fault', board: 'dingchang' });
    const cleared = (): boolean =>
      world.centre.events().some(({ type }) => type === 'latchkey.fault.cleared.v1');
    await waitFor('the board is back', cleared);
    if (dead !== undefined) await pickUpHere(dead);
    const collected = (): number =>
      world.centre.events().filter(({ type }) => type === 'latchkey.pickup.completed.v1').length;
    await waitFor('four pickups at the centre', () => collected() === 4);
    expect(world.centre.verdict()).toMatchObject({ gap: 0, reordered: 0, mismatched: 0 });
  });
});
