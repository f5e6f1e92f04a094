import { describe, expect, it } from 'vitest';
import { openScenario } from './stage.ts';

const dayMs = 24 * 3_600_000;
/** Longer than the ten minutes between two looks. */
const quietMs = 15 * 60_000;
const visitCount = 90;

describe('R20 a station that has run for months', () => {
  it('R20 lets old events go by itself, and the centre misses nothing', async () => {
    const { courier, recipient, scene, station, centre, power, time } = await openScenario();
    for (let visit = 0; visit < visitCount; visit += 1) await recipient.collects(await courier.deposits());
    await time.pass(quietMs);
    // Without power time costs this test nothing; the events grow old all the same.
    power.cut();
    await time.pass(91 * dayMs);
    await power.restore();
    await time.pass(quietMs);
    const position = scene.world.controller.run?.store.outbox.position();
    expect(station.events('records.pruned').length).toBeGreaterThan(0);
    expect(position?.firstSeq).toBeGreaterThan(256);
    expect(position?.ackedSeq).toBe(position?.lastSeq);
    expect(centre.tally()).toMatchObject({ gap: 0, mismatched: 0 });
    // Nobody knows who had a key in three months.
    expect(station.events('audit.demanded')).toMatchObject([{ cause: 'long-absence' }]);
    scene.world.judge();
  });
});
