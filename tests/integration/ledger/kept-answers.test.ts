import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Moment } from '#domain/moment';
import type { BootId, VisitId } from '#domain/words';
import type { KeptAnswer } from '#station/ports';
import {
  commit,
  dayMs,
  doorOpened,
  emptyDirectory,
  hourMs,
  loadFrom,
  moment,
  openIn,
} from './small-station.ts';
import type { Opened } from './small-station.ts';

const accepted: KeptAnswer = {
  key: 'key-1',
  fingerprint: 'fingerprint-1',
  answer: { ok: true, visit: 'visit-1' as VisitId, stay: null },
};
const refused: KeptAnswer = {
  key: 'key-2',
  fingerprint: 'fingerprint-2',
  answer: { ok: false, refusal: 'try-later', waitS: 7 },
};

describe('R17 an answer that was kept', () => {
  it('is given again, word for word, also after a restart', () => {
    const directory = emptyDirectory();
    const first = openIn(directory);
    commit(first, loadFrom(first), {}, { answers: [accepted, refused], events: [doorOpened()] });
    expect(first.ledger.recallAnswer('key-1')).toEqual(accepted);
    first.ledger.close();
    const second = openIn(directory);
    expect(second.ledger.recallAnswer('key-1')).toEqual(accepted);
    expect(second.ledger.recallAnswer('key-2')).toEqual(refused);
    expect(second.ledger.recallAnswer('key-3')).toBeNull();
  });

  it('lasts for 24 hours, longer where the clock is in doubt', () => {
    let now: Moment = moment();
    const opened = openIn(emptyDirectory(), { now: () => now });
    commit(opened, loadFrom(opened), {}, { answers: [accepted], at: moment() });
    const isKeptAt = (at: Moment): boolean => {
      now = at;
      return opened.ledger.recallAnswer('key-1') !== null;
    };
    expect(isKeptAt(moment(24 * hourMs - 1))).toBe(true);
    expect(isKeptAt(moment(24 * hourMs))).toBe(false);
    const nextRun = { boot: 'boot-2' as BootId, wallMs: moment().wallMs + 2 * dayMs, monoMs: 1000 };
    expect(isKeptAt(moment(0, { ...nextRun, clock: 'unknown' }))).toBe(true);
    expect(isKeptAt(moment(0, nextRun))).toBe(false);
  });

  it('is found among more answers than are remembered in memory, also after a restart', () => {
    const directory = emptyDirectory();
    const first = openIn(directory);
    const answers = Array.from({ length: 10_500 }, (_, count) => ({ ...accepted, key: `key-${count}` }));
    commit(first, loadFrom(first), {}, { answers });
    const isFound = ({ ledger }: Opened, key: string): boolean => ledger.recallAnswer(key) !== null;
    expect(answers.filter(({ key }) => !isFound(first, key))).toEqual([]);
    first.ledger.close();
    const second = openIn(directory);
    expect(answers.filter(({ key }) => !isFound(second, key))).toEqual([]);
    expect(isFound(second, 'key-10500')).toBe(false);
  });

  it('leaves the disk when its time is over', () => {
    const directory = emptyDirectory();
    const opened = openIn(directory);
    const state = loadFrom(opened);
    for (let count = 0; count < 400; count += 1) {
      const at = moment(count < 200 ? 0 : 25 * hourMs);
      commit(opened, state, {}, { answers: [{ ...accepted, key: `key-${count}` }], at });
    }
    opened.ledger.close();
    const raw = new BetterSqlite(join(directory, 'ledger.db'));
    const countOf = (at: Moment): unknown =>
      raw.prepare('SELECT count(*) FROM kept_answers WHERE kept_at = ?').pluck().get(JSON.stringify(at));
    expect(countOf(moment(25 * hourMs))).toBe(200);
    expect(Number(countOf(moment(0)))).toBeLessThan(20);
    raw.close();
  });
});
