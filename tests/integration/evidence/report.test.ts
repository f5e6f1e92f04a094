import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MonthReport } from '#evidence/report';
import { countMonth } from '#evidence/report';
import { nothingDeclared } from '#domain/advice';
import type { OperatorId, SurveyCode } from '#domain/words';
import { tellStory, writeStation } from './written-station.ts';
import type { Written } from './written-station.ts';

const dayMs = 24 * 3_600_000;
const frame = { station: 'test-1', exportedAt: '', softwareVersion: '0' };

/** A month of a small station: an answered case, a late one, two outages, a parcel, a survey. */
function liveThrough(written: Written): void {
  const { play } = written;
  play.do({ do: 'raise-fault', fault: 'uplink-down', subject: 'broker' });
  play.wait(2 * dayMs);
  play.do({ do: 'clear-fault', fault: 'uplink-down', subject: 'broker' });
  const courier = play.admit().visit;
  play.startDeposit(courier, 'SF0000000009', 'S', {
    declared: { ...nothingDeclared, contactRepeat: 'same' },
  });
  play.yes({ do: 'finish-visit', visit: courier });
  const call = (waybill: string): void =>
    void play.do({ do: 'call-help', visit: null, compartment: null, waybill });
  call('SF0000000001');
  play.wait(12 * 60_000);
  const number = play.state.cases[0]?.number;
  if (number !== undefined) {
    play.yes({ do: 'resolve-case', case: number, operator: 'o-1' as OperatorId, outcome: 'settled' });
  }
  call('SF0000000002');
  play.wait(31 * 60_000);
  play.do({ do: 'pass-time' });
  tellStory({
    ...written,
    opened: { ...written.opened, ledger: { ...written.opened.ledger, close: () => {} } },
  });
  const code = String(play.last('survey.invited').code) as SurveyCode;
  play.yes({ do: 'answer-survey', code, score: 4, tags: [] });
  play.wait(30 * dayMs);
  play.do({ do: 'raise-fault', fault: 'uplink-down', subject: 'broker' });
  written.opened.ledger.close();
}

async function reportOf(written: Written, month: string): Promise<MonthReport> {
  const path = join(written.directory, 'report.json');
  const words = ['report', '--month', month, '--config', '%config', '--out', path];
  expect(await written.latchkey(...words)).toMatchObject({ code: 0, complained: '' });
  return JSON.parse(readFileSync(path, 'utf8')) as MonthReport;
}

describe('S3-24 the report of a month', () => {
  it('S1-16 S2-10 S2-12 M14 counts parcels, cases with their clocks, faults, effort and outages, each in its month', async () => {
    const written = writeStation();
    liveThrough(written);
    const january = await reportOf(written, '2026-01');
    expect(january.events).toMatchObject({ 'deposit.completed': 2, 'pickup.completed': 1 });
    expect(january.cases).toEqual({
      openedByKind: { help: 3 },
      acknowledged: 1,
      resolved: 1,
      respondOverdue: 1,
      resolveOverdue: 0,
      answerMinutesMedian: 12,
    });
    expect(january.refusalsByReason).toEqual({ 'consent-missing': 1 });
    expect(january.stopsByInterlock).toEqual({ consent: 1 });
    expect(january.faultsByCode).toMatchObject({ 'uplink-down': 1, 'cases-overdue': 1 });
    expect(january.effort).toMatchObject({ visits: 3, wrongCodesMedian: 0, surveyScoreMedian: 4 });
    expect(january.outages).toEqual([
      {
        cause: 'link',
        from: '2026-01-01T00:00:00.000Z',
        to: '2026-01-03T00:00:00.000Z',
        parcelsInside: 0,
      },
    ]);
    const february = await reportOf(written, '2026-02');
    expect(february.outages).toMatchObject([{ cause: 'link', to: null, parcelsInside: 1 }]);
    expect((await reportOf(written, '2026-03')).events).toEqual({});
  });

  it('names no parcel, no person and no case', async () => {
    const written = writeStation();
    liveThrough(written);
    // Names of events begin with an epoch that was drawn, and the time of the export is that of the test.
    const { first, last, exportedAt, ...counted } = await reportOf(written, '2026-01');
    expect([first, last, exportedAt]).not.toContain(null);
    const { seal: _drawn, ...rest } = counted as typeof counted & { readonly seal?: unknown };
    const text = JSON.stringify(rest);
    expect(text).not.toMatch(/SF\d|138|o-1|c1/);
  });

  it('is believed only as it was signed', async () => {
    const written = writeStation();
    liveThrough(written);
    await reportOf(written, '2026-01');
    const text = readFileSync(join(written.directory, 'report.json'), 'utf8');
    const verify = async (changed: string) =>
      written.latchkey('report', 'verify', written.file('r.json', changed), '--key', written.keyFile);
    expect((await verify(text)).code).toBe(0);
    expect(await verify(text.replace('"resolved": 1', '"resolved": 9'))).toMatchObject({
      code: 1,
      complained: 'WRONG  seal: the text is not the one that was signed',
    });
    expect((await verify(text.replace('{', '{ '))).code).toBe(1);
    expect((await verify('{}')).code).toBe(2);
    expect((await written.latchkey('report', '--month', 'May', '--config', '%config')).code).toBe(2);
  });

  it('reads the log event by event, and counts a visit of many hours as one of an hour', () => {
    const body = (seq: number): string =>
      JSON.stringify({
        id: `e-${String(seq)}`,
        type: 'latchkey.visit.measured.v1',
        time: '2026-01-05T00:00:00.000Z',
        clock: 'trusted',
        data: { visit: `v-${String(seq)}`, seconds: 5_000, retries: 0, reopens: 0, wrongCodes: 0 },
      });
    function* events() {
      for (let seq = 1; seq <= 10_000; seq += 1) {
        yield { epoch: 'e', seq, body: body(seq), prevHash: '', hash: '' };
      }
    }
    const report = countMonth({ events }, { ...frame, month: '2026-01' });
    expect(report.effort).toMatchObject({ visits: 10_000, secondsMedian: 3_600 });
  });
});
