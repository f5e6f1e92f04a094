import { describe, expect, it } from 'vitest';
import type { Command } from '#domain/commands';
import { initialState } from '#domain/initial-state';
import type { ClockQuality } from '#domain/moment';
import { defaultPolicy } from '#domain/policy';
import type { StationState } from '#domain/state';
import type { BootId } from '#domain/words';
import { BackupWatch } from '#station/backup-watch';
import { silentLog } from '../uplink/silent-log.ts';

const hourMs = 3_600_000;

/** A station that copies its ledger once a day; time passes a minute at a tick. */
function watched(newestMs: number | null = null) {
  let wallMs = 1_000 * hourMs;
  let monoMs = 0;
  let quality: ClockQuality = 'trusted';
  let newest = newestMs === null ? null : wallMs + newestMs;
  let tick: (() => void) | null = null;
  let madeCount = 0;
  let isBroken = false;
  let state = initialState({ station: 's-1', jurisdiction: 'eu', compartments: [] }, defaultPolicy);
  const asked: Command[] = [];
  const watch = new BackupWatch({
    control: {
      state: () => state,
      ask: (command) => {
        asked.push(command);
        const fault = { id: 'f', code: 'backup-failing', subject: 'ledger', compartments: [] } as const;
        const raised = { ...fault, id: 'backup-failing.ledger', since: {} as never };
        state = { ...state, faults: command.do === 'raise-fault' ? [raised] : [] };
        return Promise.resolve({ ok: true, visit: null, stay: null });
      },
    },
    clock: {
      now: () => ({ wallMs, monoMs, boot: 'b' as BootId, clock: quality }),
      after: (_delayMs, task) => {
        tick = task;
        return () => (tick = null);
      },
      soon: (task) => task(),
    },
    log: silentLog,
    everyMs: 24 * hourMs,
    newestMs: () => {
      if (isBroken) throw new RangeError('no disk');
      return newest;
    },
    makeBackup: () => {
      madeCount += 1;
      newest = wallMs;
      return Promise.resolve();
    },
  });
  watch.start();
  return {
    asked,
    made: () => madeCount,
    pass: async (ms: number, clock: ClockQuality = 'trusted') => {
      wallMs += ms;
      monoMs += ms;
      quality = clock;
      tick?.();
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    },
    visit: (visit: StationState['visit']) => (state = { ...state, visit }),
    breakDisk: (how: boolean) => (isBroken = how),
    stop: () => watch.stop(),
  };
}

describe('a station that backs its ledger up by itself', () => {
  it('does so when there is none, and then once a day', async () => {
    const { pass, made } = watched();
    await pass(60_000);
    await pass(60_000);
    expect(made()).toBe(1);
    await pass(23 * hourMs);
    expect(made()).toBe(1);
    await pass(hourMs);
    expect(made()).toBe(2);
  });

  it('goes by the backups that are there, also after a restart', async () => {
    const { pass, made } = watched(-20 * hourMs);
    await pass(hourMs);
    expect(made()).toBe(0);
    await pass(4 * hourMs);
    expect(made()).toBe(1);
  });

  it('waits while somebody is at the kiosk', async () => {
    const { pass, made, visit } = watched();
    visit({ id: 'v' } as StationState['visit']);
    await pass(60_000);
    expect(made()).toBe(0);
    visit(null);
    await pass(60_000);
    expect(made()).toBe(1);
  });

  it('makes one too many rather than none where nobody believes the clock', async () => {
    const { pass, made } = watched(100 * hourMs);
    await pass(hourMs, 'unknown');
    expect(made()).toBe(0);
    await pass(23 * hourMs, 'unknown');
    expect(made()).toBe(1);
  });

  it('says once that it cannot, goes on trying, and takes it back', async () => {
    const { pass, made, asked, breakDisk } = watched();
    breakDisk(true);
    await pass(60_000);
    await pass(60_000);
    expect(asked).toEqual([{ do: 'raise-fault', fault: 'backup-failing', subject: 'ledger' }]);
    breakDisk(false);
    await pass(60_000);
    expect(made()).toBe(1);
    expect(asked.at(-1)).toEqual({ do: 'clear-fault', fault: 'backup-failing', subject: 'ledger' });
  });

  it('makes none after it was stopped', async () => {
    const { pass, made, stop } = watched();
    await stop();
    await pass(48 * hourMs);
    expect(made()).toBe(0);
  });
});
