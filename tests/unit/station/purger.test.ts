import { beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '#domain/commands';
import { initialState } from '#domain/initial-state';
import { defaultPolicy } from '#domain/policy';
import type { StationState } from '#domain/state';
import type { BootId } from '#domain/words';
import type { Prunable, Purgeable } from '#station/ports';
import { createPurger } from '#station/purger';

const policy = { ...defaultPolicy, personalDays: 14 };
const idle: StationState = initialState({ station: 's-1', jurisdiction: 'eu', compartments: [] }, policy);
const batch: Purgeable = { count: 3, upTo: 'e-9' };

let nowMs: number;
let found: (Purgeable | null)[];
let prunable: (Prunable | null)[];
let looks: number[];
let asked: Command[];
let markCount: number;
let purge: (state: StationState) => void;

beforeEach(() => {
  nowMs = 0;
  found = [];
  prunable = [];
  looks = [];
  asked = [];
  markCount = 0;
  purge = createPurger({
    ledger: {
      findPurgeable: (_now, keepMs) => {
        looks.push(keepMs);
        return found.shift() ?? null;
      },
      anchor: () => (markCount += 1),
      findPrunable: (_now, keepMs) => {
        expect(keepMs).toBe(90 * 86_400_000);
        return prunable.shift() ?? null;
      },
    },
    clock: {
      now: () => ({ wallMs: nowMs, monoMs: nowMs, boot: 'b' as BootId, clock: 'trusted' }),
      after: () => () => undefined,
      soon: () => undefined,
    },
    ask: (command) => asked.push(command),
  });
});

describe('R20 the purge of personal values', () => {
  it('runs by itself and keeps them as long as the policy says', () => {
    found = [batch];
    purge(idle);
    expect(asked).toEqual([{ do: 'purge-records', ...batch }]);
    expect(looks).toEqual([14 * 86_400_000]);
  });

  it('looks again at once after a batch, and after ten minutes when there was none', () => {
    found = [batch, null, batch];
    purge(idle);
    expect(markCount).toBe(0);
    purge(idle);
    expect(looks.length).toBe(2);
    expect(markCount).toBe(1);
    nowMs = 599_999;
    purge(idle);
    expect(looks.length).toBe(2);
    nowMs = 600_000;
    purge(idle);
    expect(asked.length).toBe(2);
  });

  it('prunes old events in the same quiet minutes, a step at a time, when nothing personal is due', () => {
    found = [batch];
    prunable = [batch, batch];
    purge(idle);
    expect(asked.splice(0)).toEqual([{ do: 'purge-records', ...batch }]);
    for (let tick = 0; tick < 3; tick += 1) purge(idle);
    const step = { do: 'prune-records', ...batch };
    expect(asked).toEqual([step, step]);
    expect(markCount).toBe(3);
    purge(idle);
    expect(markCount).toBe(3);
  });

  it('never runs while somebody is at the kiosk', () => {
    found = [batch];
    purge({ ...idle, visit: { id: 'v-1' } as StationState['visit'] });
    expect(looks).toEqual([]);
  });
});
