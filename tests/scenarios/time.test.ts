import { describe, expect, it } from 'vitest';
import { accepted, openScenario } from './stage.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const yearMs = 365 * 24 * hourMs;

describe('Incident 40: the clock is wrong after the start', () => {
  it('Incident 40: a clock years ahead and in doubt takes nothing from the recipient', async () => {
    const { courier, recipient, station, clock, power, time } = await openScenario();
    const parcel = await courier.deposits();
    await time.pass(hourMs);
    power.cut();
    clock.errorMs = 3 * yearMs;
    clock.settledQuality = 'unknown';
    await power.restore();
    await time.pass(20 * hourMs);
    expect(station.events('parcel.expired')).toEqual([]);
    expect(station.events('reminder.due')).toHaveLength(1);
    accepted(await recipient.collects(parcel));
  });

  it('Incident 40: once the time is known again, the clocks of the stay go on from the notice', async () => {
    const { courier, station, clock, power, time } = await openScenario();
    await courier.deposits();
    power.cut();
    await time.pass(23 * hourMs);
    clock.doubtMs = hourMs;
    await power.restore();
    await time.pass(hourMs - minuteMs);
    expect(station.events('reminder.due')).toEqual([]);
    await time.pass(2 * hourMs);
    expect(station.events('parcel.expired')).toHaveLength(1);
  });
});

describe('Incident 41: somebody sets the clock by hand', () => {
  it.each([
    ['forward', yearMs],
    ['back', -yearMs],
  ])('Incident 41: a step %s moves no deadline', async (_where, byMs) => {
    const { courier, station, clock, time } = await openScenario();
    await courier.deposits();
    await time.pass(hourMs);
    clock.errorMs = byMs;
    await time.pass(16 * hourMs);
    expect(station.events('reminder.due')).toEqual([]);
    await time.pass(2 * hourMs);
    expect(station.events('reminder.due').map(({ hours }) => hours)).toEqual([-6]);
    await time.pass(6 * hourMs);
    expect(station.events('parcel.expired')).toHaveLength(1);
  });
});

describe('the centre hears of the clock', () => {
  it('Incident 40: that it is in doubt, and later by how much it was wrong', async () => {
    const { courier, centre, clock, power, station, time } = await openScenario();
    await courier.deposits();
    power.cut();
    await time.pass(minuteMs);
    clock.errorMs = -yearMs;
    clock.doubtMs = hourMs;
    await power.restore();
    await time.pass(hourMs / 2);
    expect(centre.knows()).toContain('clock.doubtful');
    clock.errorMs = 0;
    await time.pass(hourMs);
    expect(station.events('clock.corrected').at(-1)).toMatchObject({ offsetMs: yearMs, before: 'unknown' });
    expect(centre.knows()).toContain('clock.corrected');
  });

  it.each([
    ['forward', yearMs],
    ['back', -yearMs],
  ])('Incident 41: a step %s moves no deadline over restarts either', async (_where, byMs) => {
    const { courier, station, clock, power, time } = await openScenario();
    await courier.deposits();
    await time.pass(hourMs);
    clock.errorMs = byMs;
    await time.pass(hourMs);
    power.cut();
    await time.pass(minuteMs);
    await power.restore();
    await time.pass(21 * hourMs);
    expect(station.events('parcel.expired')).toEqual([]);
    await time.pass(2 * hourMs);
    expect(station.events('parcel.expired')).toHaveLength(1);
  });
});

describe('Incident 55: the neighbours complain about noise at night', () => {
  it('Incident 55: from ten to seven tones are soft, and doors open as ever', async () => {
    const { courier, recipient, station, passer, time, cabinet } = await openScenario();
    const parcel = await courier.deposits();
    expect(station.state().isQuiet).toBe(true);
    await time.pass(8 * hourMs);
    expect(station.state().isQuiet).toBe(false);
    await time.pass(15 * hourMs);
    expect(station.state().isQuiet).toBe(true);
    accepted(await recipient.collects(parcel));
    accepted(await passer.saysSomebodyIsInside());
    await time.pass(2_000);
    expect(cabinet.isOpen('B01')).toBe(true);
  });
});
