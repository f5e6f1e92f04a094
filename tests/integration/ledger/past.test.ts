import { createHash } from 'node:crypto';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Chance } from '#domain/chance';
import { beginning, Life } from '../../../benchmarks/growth/life.ts';
import { drawSeals, inOneCommit, stepByStep } from '../../../benchmarks/growth/parcels.ts';
import type { Rhythm, Seals } from '../../../benchmarks/growth/parcels.ts';
import { liveThrough, startUp } from '../../../benchmarks/growth/past.ts';
import { emptyDirectory } from './small-station.ts';

const stayCount = 200;
const pauseMs = 2_000;

/** The same draws in the same order each time. */
function countedChance(): Chance {
  let count = 0;
  const draw = (): string =>
    createHash('sha256')
      .update(String((count += 1)))
      .digest('hex');
  return {
    id: () => draw().slice(0, 26),
    digits: (digitCount) =>
      String(parseInt(draw().slice(0, 13), 16))
        .padEnd(16, '0')
        .slice(0, digitCount),
  };
}

function liveIn(directory: string, seals: Seals, rhythm: Rhythm): BetterSqlite.Database {
  const path = join(directory, 'ledger.sqlite');
  const salts = countedChance();
  const life = new Life(path, beginning, countedChance(), () => salts.id());
  startUp(life);
  liveThrough(life, seals, stayCount, rhythm);
  expect(life.opened.verifyChain()).toBeGreaterThan(stayCount * 15);
  life.close();
  return new BetterSqlite(path, { readonly: true });
}

describe('the past with which the benchmark fills a ledger', () => {
  it('has the very rows of a station that commits step by step', async () => {
    const directory = emptyDirectory();
    const seals = await drawSeals(directory);
    const filled = liveIn(emptyDirectory(), seals, inOneCommit(pauseMs));
    const lived = liveIn(emptyDirectory(), seals, stepByStep(pauseMs));
    const tables = filled
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .pluck()
      .all();
    expect(tables).toContain('events');
    for (const table of tables) {
      // Times of answers, retired codes and ended stays are those of the commit, which a batch shares.
      const rows = [filled, lived].map((store) =>
        store
          .prepare<[], object>(`SELECT * FROM ${table}`)
          .all()
          .map((row) => ({ ...row, kept_at: '', retired_at: '', ended_at: '' })),
      );
      expect(rows[0], table).toEqual(rows[1]);
    }
    filled.close();
    lived.close();
  });
});
