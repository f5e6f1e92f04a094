import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StartedVisit, VisitView } from '#contract/http';
import type { KioskAnswer } from '#simulator/harness/kiosk-client';
import { waitFor } from '#simulator/harness/patience';
import { demoBadge } from '#simulator/harness/station-files';
import { startWorld } from '#simulator/harness/world';
import type { World, WorldInput } from '#simulator/harness/world';
import { freePort, MosquittoProcess } from '../mosquitto-process.ts';

/** A real controller process, a real Mosquitto and virtual hardware on real terminals. */
export type Stage = { readonly world: World; readonly broker: MosquittoProcess; end(): Promise<void> };

export async function openStage(more: Partial<WorldInput> = {}): Promise<Stage> {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-stage-'));
  const broker = await MosquittoProcess.start();
  const world = await startWorld({
    directory,
    station: 'test-1',
    broker: broker.url,
    kioskPort: await freePort(),
    seed: 1,
    hands: 'nobody',
    ...more,
  });
  return {
    world,
    broker,
    async end() {
      await world.stop();
      await broker.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export function body<T>(answer: KioskAnswer<T>): T {
  if (answer.ok) return answer.body;
  throw new TypeError(`the kiosk answered ${String(answer.status)} ${answer.problem.code}`);
}

/** Waits until the visit stands at a step; returns how it stands then. */
export function reach(world: World, visit: StartedVisit, step: VisitView['step']): Promise<VisitView> {
  return waitFor(`the visit is at ${step}`, async () => {
    const view = body(await world.kiosk.visit(visit));
    return view.step === step ? view : null;
  });
}

export type Deposited = { readonly stay: string; readonly compartment: string };

/** A courier's whole deposit by HTTP and by hand. */
export async function deposit(world: World, waybill: string, size = 'S'): Promise<Deposited> {
  const { kiosk } = world;
  const courier = body(await kiosk.signIn(demoBadge));
  const begun = body(await kiosk.deposit(courier, { waybill, size, contact: '13800000000' }));
  const { compartment, stay } = begun.door ?? { compartment: '', stay: '' };
  await reach(world, courier, 'open');
  world.order({ do: 'place-parcel', compartment });
  world.order({ do: 'close-door', compartment });
  await waitFor(
    'the deposit is done',
    async () => body(await kiosk.visit(courier)).done?.purpose === 'deposit',
  );
  body(await kiosk.step(courier, 'finish'));
  return { stay, compartment };
}

/** The message of the notifier to the recipient of this stay. */
export function codeOf(
  world: World,
  stay: string,
): Promise<{ readonly code: string; readonly extension: string }> {
  return waitFor('the notice', () => world.centre.notices().find((notice) => notice.stay === stay));
}

export async function pickUp(world: World, code: string): Promise<void> {
  const { kiosk } = world;
  const recipient = body(await kiosk.enterCode(code));
  const { door } = await reach(world, recipient, 'open');
  const compartment = door?.compartment;
  world.order({ do: 'take-parcel', compartment });
  world.order({ do: 'close-door', compartment });
  await waitFor(
    'the pickup is done',
    async () => body(await kiosk.visit(recipient)).done?.purpose === 'pickup',
  );
  body(await kiosk.step(recipient, 'finish'));
}

/** Everything that the centre holds, once it has acknowledged the last event of this type. */
export async function storedThrough(world: World, type: string): Promise<readonly string[]> {
  await waitFor(
    `the centre holds ${type}`,
    () => world.centre.events().some((event) => event.type === type),
    40_000,
  );
  return world.centre.events().map((event) => event.type);
}
