import { describe, expect, it } from 'vitest';
import type { Command } from '#domain/commands';
import type { Answer } from '#domain/decision';
import type { StationControl } from '#station/control';
import type { Clock, Log, ScannerReport } from '#station/ports';
import { ScannerWatch } from '#station/scanner-watch';

/** A station that takes faults, or refuses for as long as it is told to; its timers fire by hand. */
function createStage(scannerIds: readonly string[], raisedBefore: readonly string[] = []) {
  const raised = new Set(raisedBefore);
  const asked: string[] = [];
  const timers: (() => void)[] = [];
  const stage = { isBusy: false, isStopped: false };
  let report: (report: ScannerReport) => void = () => undefined;
  const control = {
    state: () => ({ faults: [...raised].map((subject) => ({ code: 'scanner-lost', subject })) }),
    ask: (command: Command): Promise<Answer> => {
      if (command.do !== 'raise-fault' && command.do !== 'clear-fault') expect.fail(command.do);
      asked.push(`${command.do} ${command.fault} ${command.subject}`);
      if (stage.isBusy) return Promise.resolve({ ok: false, refusal: 'try-later', waitS: 1 });
      if (command.do === 'raise-fault') raised.add(command.subject);
      else raised.delete(command.subject);
      return Promise.resolve({ ok: true, visit: null, stay: null });
    },
  } as unknown as StationControl;
  const clock = {
    after: (_delayMs: number, task: () => void) => {
      timers.push(task);
      return () => void timers.splice(timers.indexOf(task), 1);
    },
  } as unknown as Clock;
  const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const scanners = {
    start: (reporter: typeof report) => void (report = reporter),
    stop: () => {
      stage.isStopped = true;
      return Promise.resolve();
    },
  };
  const watch = new ScannerWatch({ scanners, scannerIds, control, clock, log });
  const tell = (news: ScannerReport): void => report(news);
  return { watch, stage, asked, raised, timers, report: tell };
}

/** Lets every promise that can settle do so. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const lost = (scanner: string): ScannerReport => ({ kind: 'scanner-lost', scanner });
const found = (scanner: string): ScannerReport => ({ kind: 'scanner-found', scanner });

describe('the watch over the scanners', () => {
  it('raises a fault for a scanner that is lost and clears it when the scanner is back', async () => {
    const { watch, report, asked } = createStage(['front']);
    watch.start();
    report(lost('front'));
    await settled();
    report(found('front'));
    await settled();
    expect(asked).toEqual(['raise-fault scanner-lost front', 'clear-fault scanner-lost front']);
  });

  it('tells the station nothing that it knows already', async () => {
    const { watch, report, asked } = createStage(['front', 'back'], ['back']);
    watch.start();
    report(found('front'));
    report(lost('back'));
    await settled();
    expect(asked).toEqual([]);
  });

  it('keeps the fault of an earlier run until it knows better', async () => {
    const { watch, report, asked } = createStage(['front'], ['front']);
    watch.start();
    await settled();
    expect(asked).toEqual([]);
    report(found('front'));
    await settled();
    expect(asked).toEqual(['clear-fault scanner-lost front']);
  });

  it('clears the fault of a scanner that the station file names no more', async () => {
    const { watch, asked } = createStage(['front'], ['former']);
    watch.start();
    await settled();
    expect(asked).toEqual(['clear-fault scanner-lost former']);
  });

  it('asks again after a while when the inbox is full, and no oftener', async () => {
    const { watch, report, asked, stage, timers, raised } = createStage(['front']);
    watch.start();
    stage.isBusy = true;
    report(lost('front'));
    await settled();
    expect([asked.length, timers.length]).toEqual([1, 1]);
    stage.isBusy = false;
    timers[0]?.();
    await settled();
    expect([...raised]).toEqual(['front']);
    expect(asked).toHaveLength(2);
  });

  it('settles what changed while it was asking', async () => {
    const { watch, report, raised } = createStage(['front', 'back']);
    watch.start();
    report(lost('front'));
    report(lost('back'));
    report(found('front'));
    await settled();
    expect([...raised]).toEqual(['back']);
  });

  it('hands each scan to everybody who listens, and to nobody who has stopped', () => {
    const { watch, report } = createStage(['front']);
    const heard: string[] = [];
    watch.start();
    watch.onScan((scanner, { kind }) => heard.push(`one ${scanner} ${kind}`));
    const stop = watch.onScan((scanner, { kind }) => heard.push(`two ${scanner} ${kind}`));
    report({ kind: 'scan', scanner: 'front', meaning: { kind: 'configuration' } });
    stop();
    report({ kind: 'scan', scanner: 'front', meaning: { kind: 'badge', badge: 'B-1' } });
    expect(heard).toEqual(['one front configuration', 'two front configuration', 'one front badge']);
  });

  it('stops the scanners and tells nothing more', async () => {
    const { watch, report, asked, stage } = createStage(['front']);
    watch.start();
    await watch.stop();
    report(lost('front'));
    await settled();
    expect([stage.isStopped, asked]).toEqual([true, []]);
  });
});
