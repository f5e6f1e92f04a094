import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '#simulator/harness/patience';
import { codeOf, deposit, openStage, pickUp, storedThrough } from './stage.ts';
import type { Stage } from './stage.ts';

const lifeOfAParcel = [
  'latchkey.epoch.begun.v1',
  'latchkey.station.started.v1',
  'latchkey.visit.started.v1',
  'latchkey.deposit.started.v1',
  'latchkey.deposit.declared.v1',
  'latchkey.deposit.unverified.v1',
  'latchkey.unlock.intended.v1',
  'latchkey.door.opened.v1',
  'latchkey.unlock.settled.v1',
  'latchkey.door.closed.v1',
  'latchkey.deposit.completed.v1',
  'latchkey.visit.measured.v1',
  'latchkey.visit.ended.v1',
  'latchkey.visit.started.v1',
  'latchkey.pickup.started.v1',
  'latchkey.unlock.intended.v1',
  'latchkey.door.opened.v1',
  'latchkey.unlock.settled.v1',
  'latchkey.door.closed.v1',
  'latchkey.pickup.completed.v1',
  'latchkey.visit.measured.v1',
  'latchkey.survey.invited.v1',
  'latchkey.visit.ended.v1',
];

/**
 * What comes when the sealing is done or the network answers, or tells whether this machine's clock is to be
 * believed, has no place in the order.
 */
function inOrder(types: readonly string[]): readonly string[] {
  return types.filter((type) => !/retention|fault|code[.]issued|clock[.]/.test(type));
}

function expectNothingAmiss({ world }: Stage): void {
  const { gap, reordered, mismatched } = world.centre.verdict();
  expect({ gap, reordered, mismatched }).toEqual({ gap: 0, reordered: 0, mismatched: 0 });
  const seqs = world.centre.events().map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
}

describe('the main job with the broker up', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.world.startController();
  });
  afterAll(() => stage.end());

  it('takes a parcel, issues a code, hands the parcel out and tells the centre, in order', async () => {
    const { world } = stage;
    const { stay, compartment } = await deposit(world, 'SF1234567890123');
    expect(compartment).toMatch(/^A/);
    const { code } = await codeOf(world, stay);
    await pickUp(world, code);
    await storedThrough(world, 'latchkey.pickup.completed.v1');
    await waitFor(
      'the visit ended at the centre',
      () => world.centre.events().at(-1)?.type === 'latchkey.visit.ended.v1',
    );
    expect(inOrder(world.centre.events().map(({ type }) => type))).toEqual(lifeOfAParcel);
    expectNothingAmiss(stage);
  });

  it('R13 starts retention when the centre has told the recipient', async () => {
    const types = await storedThrough(stage.world, 'latchkey.retention.started.v1');
    expect(types.indexOf('latchkey.code.issued.v1')).toBeLessThan(
      types.indexOf('latchkey.retention.started.v1'),
    );
  });

  it('S0-22 publishes the present on retained topics that any client can read', async () => {
    const topic = 'latchkey/v1/test-1/#';
    const seen = await retained(stage.broker.port, topic, 44);
    const state = seen.find(([name]) => name.endsWith('/state'))?.[1];
    expect(JSON.parse(state ?? '{}')).toMatchObject({ state: 'ready' });
    const door = seen.find(([name]) => name.endsWith('/compartments/A01'))?.[1];
    expect(JSON.parse(door ?? '{}')).toMatchObject({ door: 'closed', availability: 'free' });
  });

  it('commands exactly one pulse for each intention, and never two at once on a board', () => {
    const intervals = stage.world.simulation.physics.coilIntervals();
    const intended = stage.world.centre.events().filter(({ type }) => type === 'latchkey.unlock.intended.v1');
    expect(intervals).toHaveLength(intended.length);
  });

  it('says disconnected, not lost, when it is told to stop', async () => {
    await expect(stage.world.controller.end('SIGTERM')).resolves.toBe(0);
    const [line] = await retained(stage.broker.port, 'latchkey/v1/test-1/state', 1);
    expect(JSON.parse(line?.[1] ?? '{}')).toMatchObject({ state: 'disconnected' });
  });
});

describe('the main job with the broker down from beginning to end', () => {
  it('delivers every event once, in order and without a gap, when the broker comes up', async () => {
    const stage = await openStage();
    const { world, broker } = stage;
    await broker.stop();
    await world.startController();
    const { stay } = await deposit(world, 'SF1234567890123');
    expect(world.centre.events()).toEqual([]);
    await broker.start();
    const { code } = await codeOf(world, stay);
    await broker.stop();
    await pickUp(world, code);
    await broker.start();
    await storedThrough(world, 'latchkey.pickup.completed.v1');
    const told = (): readonly string[] => inOrder(world.centre.events().map(({ type }) => type));
    await waitFor('the last event', () => told().length >= lifeOfAParcel.length);
    expect(told()).toEqual(lifeOfAParcel);
    expectNothingAmiss(stage);
    await stage.end();
  });
});

/** What a stranger's client reads: `count` messages as topic and payload. */
function retained(
  port: number,
  topic: string,
  count: number,
): Promise<readonly (readonly [string, string])[]> {
  const words = [
    '-h',
    '127.0.0.1',
    '-p',
    String(port),
    '-V',
    'mqttv5',
    '-v',
    '-t',
    topic,
    '-C',
    String(count),
    '-W',
    '5',
  ];
  return new Promise((resolve) => {
    execFile('mosquitto_sub', words, (_error, output) => {
      const lines = output.trim().split('\n');
      resolve(
        lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const),
      );
    });
  });
}
