import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stationHealth } from '#contract/health';
import { topicsOf } from '#contract/topics';
import { waitFor } from '#simulator/harness/patience';
import { startObserver, type Observer } from '../uplink/observer.ts';
import { openStage, type Stage } from '../station/stage.ts';

const topics = topicsOf('test-1');
const labels = Array.from({ length: 16 }, (_, index) => `A${String(index + 1).padStart(2, '0')}`);

let stage: Stage;
let observer: Observer;

beforeAll(async () => {
  stage = await openStage();
  await stage.world.startController();
  observer = await startObserver(stage.broker.port, 'onlooker', 'latchkey/v1/test-1/#');
});
afterAll(async () => {
  await observer.stop();
  await stage.end();
});

/** What stands on a compartment's topic. */
function doorOf(label: string): string | undefined {
  const payload = observer.on(topics.compartment(label)).at(-1);
  return payload === undefined ? undefined : (JSON.parse(payload) as { door?: string }).door;
}

describe('R7 a board that goes mad under a running controller', () => {
  it('is out of service, and not one of its doors is ever told to be open', async () => {
    const { world } = stage;
    await waitFor('all doors are told as closed', () => labels.every((label) => doorOf(label) === 'closed'));
    world.order({ do: 'set-fault', board: 'left-0', fault: 'inverted' });
    await waitFor('the fault is told', () => observer.on(topics.fault('board-silent.left-0')).length > 0);
    await waitFor('its doors are unknown', () => labels.every((label) => doorOf(label) === 'unknown'));
    world.order({ do: 'clear-fault', board: 'left-0', fault: 'inverted' });
    await waitFor('its doors are closed', () => labels.every((label) => doorOf(label) === 'closed'));
    const told = labels.flatMap((label) => observer.on(topics.compartment(label)));
    expect(told.filter((payload) => payload.includes('"door":"open"'))).toEqual([]);
    await waitFor(
      'the fault is cleared',
      () => observer.on(topics.fault('board-silent.left-0')).at(-1) === '',
    );
    expect(observer.seen.filter(({ topic }) => topic.includes('door-opened-unasked'))).toEqual([]);
  });

  it('finds the health of both lines at the broker, retained', async () => {
    const late = await startObserver(stage.broker.port, 'late', topics.health);
    const payload = await waitFor('the health', () => late.on(topics.health)[0]);
    await late.stop();
    const health = stationHealth.parse(JSON.parse(payload));
    expect(health.buses.map(({ bus, isOpen }) => [bus, isOpen])).toEqual([
      ['left', true],
      ['right', true],
    ]);
    expect(health.memory.processBytes).toBeGreaterThan(10_000_000);
    expect(health.disk?.freeBytes).toBeGreaterThan(0);
    for (const bus of health.buses) expect(bus.line.answered).toBeGreaterThan(0);
  });
});
