import { describe, expect, it } from 'vitest';
import type { Answer } from '#domain/decision';
import { accepted, openScenario } from './stage.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

type Scenario = Awaited<ReturnType<typeof openScenario>>;

const callsHelp = ({ scene }: Scenario): Promise<Answer> =>
  scene.ask('passer-by', { do: 'call-help', visit: null, compartment: null, waybill: null });

describe('a call for help', () => {
  it('S1-15 S2-10 S2-11 S3-15 S3-16 is late after 30 minutes and 24 hours, told once, offline and over power cuts', async () => {
    const scenario = await openScenario();
    const { station, link, power, time, centre } = scenario;
    link.cut();
    accepted(await callsHelp(scenario));
    for (const waitMs of [20 * minuteMs, 15 * minuteMs, 10 * hourMs, 15 * hourMs]) {
      await time.pass(waitMs);
      power.cut();
      await power.restore();
      await time.pass(minuteMs);
    }
    expect(station.events('case.respond-overdue')).toHaveLength(1);
    expect(station.events('case.resolve-overdue')).toHaveLength(1);
    expect(station.events('case.escalated').map(({ tier }) => tier)).toEqual(['site', 'operations']);
    expect(station.hasFault('cases-overdue', 'cases')).toBe(true);
    link.restore();
    await time.pass(10 * minuteMs);
    const known = centre.knows().filter((type) => type.startsWith('case.'));
    expect(known.filter((type) => type !== 'case.escalated')).toEqual([
      'case.opened',
      'case.respond-overdue',
      'case.resolve-overdue',
    ]);
  });

  it('Incident 5: whoever reports somebody inside has a case with those who rescue, and five minutes', async () => {
    const scenario = await openScenario();
    await scenario.passer.saysSomebodyIsInside();
    await scenario.time.pass(6 * minuteMs);
    expect(scenario.station.events('case.respond-overdue')).toMatchObject([{ kind: 'entrapment' }]);
    expect(scenario.station.events('case.escalated')).toEqual([]);
  });
});

describe('the end of a visit', () => {
  it('S2-5 invites once for a parcel that was taken, and measures every visit', async () => {
    const { courier, recipient, station, time } = await openScenario();
    const taken = await courier.deposits();
    accepted(await recipient.collects(taken));
    await time.pass(5 * minuteMs);
    expect(station.events('survey.invited')).toHaveLength(1);
    expect(station.events('visit.measured').length).toBe(station.events('visit.ended').length);
  });
});
