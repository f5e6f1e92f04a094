import { describe, expect, it } from 'vitest';
import { nothingKnown } from '#domain/advice';
import { initialState } from '#domain/initial-state';
import { defaultPolicy } from '#domain/policy';
import type { StationPlan } from '#domain/state';
import type { BoardId, BootId, CodeMac, CompartmentLabel, CourierId } from '#domain/words';
import type { Commit, HardwareReport } from '#station/ports';
import { Station } from '#station/station';
import { soundParcel, threeDoors } from '../domain/play.ts';

/** A station whose ports write down, in order, what is asked of them. */
function createStage(options: { failCommitAfter?: number } = {}) {
  const journal: string[] = [];
  const commits: Commit[] = [];
  const halted: unknown[] = [];
  let report: (report: HardwareReport) => void = () => undefined;
  let monoMs = 0;
  let drawn = 0;
  const timers: { dueMs: number; task: () => void }[] = [];
  const plan: StationPlan = { station: 'test', jurisdiction: 'cn', compartments: threeDoors };
  const station = new Station({
    plan,
    policy: defaultPolicy,
    softwareVersion: '0.0.0',
    startCause: 'restart',
    beginning: { cause: 'new-store', previousEpoch: null, previousSeq: null, previousHash: null },
    ledger: {
      load: () => initialState(plan, defaultPolicy),
      commit(commit) {
        if (commits.length === options.failCommitAfter) throw new TypeError('disk I/O error');
        commits.push(commit);
        journal.push(`commit ${commit.events.map(({ type }) => type).join(' ')}`);
      },
      recallCode: () => ({ kind: 'unknown' }),
      knowsCode: () => false,
      recallAnswer: () => null,
      recallWaybill: () => nothingKnown,
      findPurgeable: () => null,
      findPrunable: () => null,
      anchor: () => undefined,
      close: () => undefined,
    },
    doors: {
      start(listener) {
        report = listener;
        for (const { label } of threeDoors) {
          listener({ kind: 'reading', compartment: label, door: 'closed', occupancy: 'empty' });
        }
        return Promise.resolve();
      },
      unlock: (_intention, compartment) => void journal.push(`unlock ${compartment}`),
      attend: (compartments) => void journal.push(`attend ${compartments.join(' ')}`.trim()),
      stop: () => Promise.resolve(),
    },
    vault: {
      macOf: () => 'mac' as CodeMac,
      dropOffMacOf: () => 'mac' as CodeMac,
      fingerprintOf: (text) => text,
      sealContact: () => Promise.resolve('sealed'),
      joinCode: () => Promise.resolve('notice'),
      issueCode: () =>
        Promise.resolve({
          record: { code: 'c' as CodeMac, extension: 'e' as CodeMac, key: 'k' },
          notice: 'notice',
        }),
    },
    clock: {
      now: () => ({ wallMs: monoMs, monoMs, boot: 'boot' as BootId, clock: 'trusted' }),
      after(delayMs, task) {
        const timer = { dueMs: monoMs + delayMs, task };
        timers.push(timer);
        return () => {
          const index = timers.indexOf(timer);
          if (index >= 0) timers.splice(index, 1);
        };
      },
      soon: queueMicrotask,
    },
    chance: { id: () => `id-${String(++drawn)}`, digits: (count) => '7'.repeat(count) },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    halt: (error) => void halted.push(error),
  });
  return {
    station,
    journal,
    commits,
    halted,
    report: (next: HardwareReport) => {
      report(next);
    },
    async pass(ms: number) {
      monoMs += ms;
      const due = timers.filter(({ dueMs }) => dueMs <= monoMs);
      for (const timer of due) timers.splice(timers.indexOf(timer), 1);
      for (const { task } of due) task();
      await settled();
    },
  };
}

/** Lets everything run that was put off to the end of the current turn. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

const courier = { id: 'c1' as CourierId, carrier: 'SF' };

async function admitted(stage: ReturnType<typeof createStage>) {
  await stage.station.start();
  const answer = await stage.station.ask({ do: 'admit-courier', courier });
  if (!answer.ok || answer.visit === null) throw new TypeError('not admitted');
  return answer.visit;
}

function deposit(visit: Awaited<ReturnType<typeof admitted>>) {
  return { do: 'start-deposit', visit, waybill: 'SF1234567890123', size: 'S', ...soundParcel } as const;
}

describe('the loop of the station', () => {
  it('serves nobody before the doors were read and the ledger was reconciled', async () => {
    const stage = createStage();
    expect(await stage.station.ask({ do: 'pass-time' })).toEqual({ ok: false, refusal: 'station-starting' });
    await stage.station.start();
    expect(stage.commits[0]?.events[0]).toMatchObject({ type: 'epoch.begun', cause: 'new-store' });
    expect(stage.station.isServing()).toBe(true);
  });

  it('fires a lock only after its intention is committed', async () => {
    const stage = createStage();
    const visit = await admitted(stage);
    stage.journal.length = 0;
    await stage.station.ask(deposit(visit));
    expect(stage.journal).toEqual([
      'commit deposit.started deposit.declared deposit.unverified unlock.intended',
      'unlock A01',
      'attend A01',
    ]);
  });

  it('fires nothing, answers nothing and halts when a commit fails', async () => {
    const stage = createStage({ failCommitAfter: 2 });
    const visit = await admitted(stage);
    stage.journal.length = 0;
    let answered = false;
    void stage.station.ask(deposit(visit)).then(() => (answered = true));
    await settled();
    expect(stage.journal).toEqual([]);
    expect(answered).toBe(false);
    expect(stage.halted).toHaveLength(1);
    expect(await stage.station.ask({ do: 'pass-time' })).toMatchObject({ refusal: 'station-starting' });
  });

  it('R28 commits everything that waits in one transaction, in order', async () => {
    const stage = createStage();
    await stage.station.start();
    const before = stage.commits.length;
    for (const { label } of threeDoors) {
      stage.report({ kind: 'reading', compartment: label, door: 'open', occupancy: 'empty' });
    }
    await settled();
    expect(stage.commits.length).toBe(before + 1);
    expect(stage.commits.at(-1)?.events.filter(({ type }) => type === 'door.opened')).toHaveLength(3);
  });

  it('R17 commits the answer to a request with its key together with its cause', async () => {
    const stage = createStage();
    await stage.station.start();
    const answer = await stage.station.ask(
      { do: 'admit-courier', courier },
      { key: 'k1', fingerprint: 'f1' },
    );
    expect(stage.commits.at(-1)?.answers).toEqual([{ key: 'k1', fingerprint: 'f1', answer }]);
  });

  it('ends a visit on time when nobody touches anything', async () => {
    const stage = createStage();
    await admitted(stage);
    await stage.pass(defaultPolicy.visitIdleMs);
    expect(stage.station.state().visit).toBeNull();
  });

  it('draws and records the code after the deposit is complete', async () => {
    const stage = createStage();
    const visit = await admitted(stage);
    await stage.station.ask(deposit(visit));
    const label = 'A01' as CompartmentLabel;
    stage.report({ kind: 'reading', compartment: label, door: 'open', occupancy: 'empty' });
    await settled();
    stage.report({ kind: 'reading', compartment: label, door: 'closed', occupancy: 'occupied' });
    await settled();
    expect(stage.journal).toContain('commit code.issued');
    expect(stage.station.state().codes[0]?.record.code).toBe('c');
  });

  it('refuses what does not fit into its inbox and loses nothing that does', async () => {
    const stage = createStage();
    await stage.station.start();
    const asked = Array.from({ length: 600 }, () => stage.station.ask({ do: 'pass-time' }));
    const answers = await Promise.all(asked);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(512);
    expect(answers.at(-1)).toEqual({ ok: false, refusal: 'try-later', waitS: 1 });
  });

  it('hands a board that falls silent to the core', async () => {
    const stage = createStage();
    await stage.station.start();
    stage.report({ kind: 'board-silent', board: 'board-1' as BoardId });
    await settled();
    expect(stage.station.state().silentBoards).toEqual(['board-1']);
  });
});
