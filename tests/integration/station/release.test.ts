import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitFor } from '#simulator/harness/patience';
import type { KioskNotice } from '#contract/http';
import { readStream } from '../kiosk/stream-reader.ts';
import { codeOf, deposit, openStage, pickUp, storedThrough } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
  await stage.world.startController();
});
afterEach(() => stage.end());

function post(path: string): Promise<Response> {
  const { kioskUrl } = stage.world;
  const headers = { 'idempotency-key': `key-${path}-${String(Math.random()).slice(2)}` };
  return fetch(`${kioskUrl}/api/v1/releases${path}`, { method: 'POST', headers });
}

/** Whether the virtual door itself stands open, whatever the station believes. */
function standsOpen(compartment: string): boolean {
  return stage.world.simulation.physics.find(compartment)?.view().door === 'open';
}

/** Reads the live stream of the kiosk until it tells this. */
async function seen(wanted: KioskNotice): Promise<void> {
  const stream = await readStream(`${stage.world.kioskUrl}/api/v1/kiosk/stream`);
  try {
    for (let message = await stream.next(); message !== null; message = await stream.next()) {
      if (JSON.stringify(message.data) === JSON.stringify(wanted)) return;
    }
    throw new TypeError('the stream ended');
  } finally {
    stream.stop();
  }
}

const labels = ['A01', 'A02'] as const;

describe('R1 a child who pulls the door shut behind themselves', () => {
  it('is let out with the broker gone, and the door may shut again after somebody has looked inside', async () => {
    const { world, broker } = stage;
    await broker.stop();
    world.order({ do: 'open-door-by-hand', compartment: 'A01' });
    await seen({ kind: 'door', compartment: 'A01', door: 'open' });
    world.order({ do: 'close-door', compartment: 'A01' });
    await waitFor('the door is open again', () => standsOpen('A01'));
    const confirmed = await waitFor('the confirmation', async () => {
      const reply = await post('/A01/confirm');
      return reply.status === 204 ? reply : null;
    });
    expect(confirmed.status).toBe(204);
    world.order({ do: 'close-door', compartment: 'A01' });
    await waitFor('the release is over', async () => (await post('/A01/confirm')).status === 410);
    expect(standsOpen('A01')).toBe(false);
  });
});

describe('R1 "someone is inside"', () => {
  it('opens what holds no parcel, nothing else, and tells the centre', async () => {
    const { world } = stage;
    const { stay, compartment } = await deposit(world, 'SF1234567890123');
    expect((await post('')).status).toBe(204);
    const empty = labels.filter((label) => label !== compartment);
    for (const label of empty) await waitFor(`${label} is open`, () => standsOpen(label));
    expect(standsOpen(compartment)).toBe(false);
    await storedThrough(world, 'latchkey.entrapment.reported.v1');
    const { code } = await codeOf(world, stay);
    await pickUp(world, code);
  });
});
