import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '#simulator/harness/patience';
import type { World } from '#simulator/harness/world';
import { codeOf, deposit, openStage, pickUp } from '../../integration/station/stage.ts';
import type { Stage } from '../../integration/station/stage.ts';
import { live, places, PowerGone } from './life.ts';
import type { Life, Place } from './life.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.world.startController();
});
afterAll(() => stage.end());

function typesOf(world: World, stay: string | null): readonly string[] {
  return world.centre
    .events()
    .filter(({ data }) => (data as { stay?: string }).stay === stay)
    .map(({ type }) => type.replace(/^latchkey\.|\.v1$/g, ''));
}

/** Lives up to a place and kills the controller there. */
async function liveUntil(place: Place, waybill: string): Promise<Life> {
  const { world } = stage;
  const life: Life = { stay: null, compartment: null, isDeposited: false, code: null, isPickedUp: false };
  const passing = async (passed: Place): Promise<void> => {
    if (passed !== place) return;
    await world.controller.end('SIGKILL');
    throw new PowerGone(place);
  };
  await expect(live(world, waybill, life, passing)).rejects.toBeInstanceOf(PowerGone);
  return life;
}

/**
 * Starts again and looks: nothing fires by itself, and the centre hears everything. Only a door that shut
 * while nobody watched is opened, for nobody can know who is behind it (rule R1).
 */
async function restart(shutUnseenCount: number): Promise<void> {
  const { world } = stage;
  const cutCoils = (): boolean =>
    world.simulation.physics.coilIntervals().every(({ offAtMs }) => offAtMs !== null);
  await waitFor('the coils are without current', cutCoils);
  const pulseCount = world.simulation.physics.coilIntervals().length;
  const startedBefore = startCount(world);
  await world.startController();
  await waitFor('the centre hears of the start', () => startCount(world) > startedBefore);
  const firedCount = (): number => world.simulation.physics.coilIntervals().length - pulseCount;
  await waitFor('whoever may be shut in is let out', () => firedCount() >= shutUnseenCount);
  expect(firedCount()).toBe(shutUnseenCount);
}

function startCount(world: World): number {
  return world.centre.events().filter(({ type }) => type === 'latchkey.station.started.v1').length;
}

/** Whoever finds a door open shuts it; where somebody was let out, after a look inside. */
async function shutDoors(world: World, released: string | null): Promise<void> {
  for (const { label: compartment } of world.settings.compartments) {
    const view = world.simulation.physics.find(compartment)?.view();
    if (view?.door !== 'open') continue;
    if (compartment === released) {
      world.order({ do: 'take-parcel', compartment });
      await waitFor('it is said to be empty', async () => (await world.kiosk.saysEmpty(compartment)).ok);
    }
    world.order({ do: 'close-door', compartment });
  }
}

describe('kill -9 of the controller', () => {
  it.each(places.map((place, index) => [place, index] as const))(
    'at %s loses no acknowledged step, fires nothing by itself and leaves no gap',
    async (place, index) => {
      const { world } = stage;
      const waybill = `SF10000000000${String(index).padStart(2, '0')}`;
      const life = await liveUntil(place, waybill);
      const isShutUnseen = place === 'deposit-door-shut';
      await restart(isShutUnseen ? 1 : 0);
      const known = typesOf(world, life.stay);
      if (life.stay !== null) expect(known).toContain('deposit.started');
      if (life.isDeposited) expect(known).toContain('deposit.completed');
      if (life.isPickedUp) expect(known).toContain('pickup.completed');
      await shutDoors(world, isShutUnseen ? life.compartment : null);
      if (life.isDeposited && !life.isPickedUp && !known.includes('pickup.completed')) {
        await endPickup(world, life);
      }
      const next = await deposit(world, `YT20000000000${String(index).padStart(2, '0')}`);
      await pickUp(world, (await codeOf(world, next.stay)).code);
      await waitFor('the next parcel is gone', () => typesOf(world, next.stay).includes('pickup.completed'));
      const { gap, reordered, mismatched } = world.centre.verdict();
      expect({ gap, reordered, mismatched }).toEqual({ gap: 0, reordered: 0, mismatched: 0 });
    },
    60_000,
  );

  it('never sent a pulse without an intention, and settled every intention once', () => {
    const { world } = stage;
    const intended = ['latchkey.unlock.intended.v1', 'latchkey.release.intended.v1'].flatMap((type) =>
      idsOf(world, type),
    );
    const settled = idsOf(world, 'latchkey.unlock.settled.v1');
    expect(world.simulation.physics.coilIntervals().length).toBeLessThanOrEqual(intended.length);
    expect(settled.toSorted()).toEqual(intended.toSorted());
  });

  it('I8 had an effect at the centre once for every event', () => {
    const seqs = stage.world.centre.events().map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  });
});

function idsOf(world: World, wanted: string): readonly string[] {
  return world.centre
    .events()
    .filter(({ type }) => type === wanted)
    .map(({ data }) => (data as { intention: string }).intention);
}

/**
 * The recipient comes with the code of a parcel that the station had taken on, and it opens. Where the parcel
 * went while the controller was dead, the recipient says so and is believed only where no sensor contradicts.
 */
async function endPickup(world: World, life: Life): Promise<void> {
  const { code } = await codeOf(world, life.stay ?? '');
  const compartment = world.simulation.physics.find(life.compartment ?? '');
  if (compartment?.view().parcel === 'inside') {
    await pickUp(world, code);
    return;
  }
  const { kiosk } = world;
  const recipient = await kiosk.enterCode(code);
  expect(recipient.ok).toBe(true);
  if (!recipient.ok) return;
  const stepIs = async (step: string): Promise<boolean> => {
    const answer = await kiosk.visit(recipient.body);
    return answer.ok && answer.body.step === step;
  };
  await waitFor('the door is open', () => stepIs('open'));
  world.order({ do: 'close-door', compartment: life.compartment });
  await waitFor('the screen asks', () => stepIs('asking'));
  const confirmed = await kiosk.step(recipient.body, { taken: true });
  expect(confirmed.ok).toBe(true);
  await kiosk.step(recipient.body, 'finish');
}
