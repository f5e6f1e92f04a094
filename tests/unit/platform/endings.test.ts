import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { LedgerUnsure } from '#ledger/defects';
import { badExitCode, exitOnDefect } from '#platform/bad-exit';
import { openLog } from '#platform/log';
import { onSignals } from '#platform/signals';

/** What of the process these hooks use, without ending the test with it. */
class Host extends EventEmitter {
  readonly codes: number[] = [];

  exit(code: number): void {
    this.codes.push(code);
  }
}

function open(): { host: Host; lines: string[]; exitBadly: (cause: unknown) => void } {
  const host = new Host();
  const lines: string[] = [];
  const log = openLog('info', { write: (line) => lines.push(line) });
  return { host, lines, exitBadly: exitOnDefect(log, host) };
}

describe('a defect', () => {
  it.each(['uncaughtException', 'unhandledRejection'])('ends the process with 70 on %s', (event) => {
    const { host, lines } = open();
    host.emit(event, new LedgerUnsure(new Error('fsync failed')));
    expect(badExitCode).toBe(70);
    expect(host.codes).toEqual([70]);
    expect(JSON.parse(lines.join(''))).toMatchObject({
      error: { kind: 'LedgerUnsure', cause: { text: 'fsync failed' } },
    });
  });

  it('ends the process once, also when the loop caught it itself', () => {
    const { host, exitBadly } = open();
    exitBadly(new Error('first'));
    host.emit('uncaughtException', new Error('second'));
    expect(host.codes).toEqual([70]);
  });

  it('ends the process even when it cannot be logged', () => {
    const host = new Host();
    const fail = (): never => {
      throw new TypeError('the log is gone');
    };
    const exitBadly = exitOnDefect({ info: fail, warn: fail, error: fail }, host);
    expect(() => exitBadly(new Error('first'))).toThrow('the log is gone');
    expect(host.codes).toEqual([70]);
  });
});

describe('signals of the service manager', () => {
  it('stop once and reload as often as asked, until nobody listens', () => {
    const host = new EventEmitter() as NodeJS.Process;
    const heard: string[] = [];
    const stopListening = onSignals(
      { stop: (signal) => heard.push(signal), reload: () => heard.push('reload') },
      host,
    );
    host.emit('SIGHUP', 'SIGHUP');
    host.emit('SIGTERM', 'SIGTERM');
    host.emit('SIGINT', 'SIGINT');
    host.emit('SIGHUP', 'SIGHUP');
    stopListening();
    host.emit('SIGHUP', 'SIGHUP');
    expect(heard).toEqual(['reload', 'SIGTERM', 'reload']);
  });
});
