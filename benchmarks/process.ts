import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';

/** The process ended, or stayed silent, before it said what was waited for. */
export class ProcessSilent extends Error {
  override readonly name = 'ProcessSilent';
}

export type StartedProcess = {
  readonly pid: number;
  /** Resolves when the output holds `text`; rejects with the output so far after `limitMs`. */
  said(text: string, limitMs?: number): Promise<void>;
  /** Ends the process in the usual way and waits for it. */
  stop(): Promise<void>;
};

export function startProcess(
  program: string,
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): StartedProcess {
  const child = spawn(program, [...parameters], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const { pid } = child;
  assert(pid !== undefined, `${program} did not start`);
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-100_000);
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));

  const said = async (text: string, limitMs = 20_000): Promise<void> => {
    const heard = new Promise<void>((resolve) => {
      const listen = (): void => {
        if (output.includes(text)) resolve();
      };
      listeners.add(listen);
      listen();
    });
    const outcome = await Promise.race([
      heard.then(() => 'heard'),
      ended.then(() => 'ended'),
      new Promise((resolve) => setTimeout(() => resolve('silent'), limitMs).unref()),
    ]);
    if (outcome !== 'heard') throw new ProcessSilent(`${program} (${String(outcome)}): ${output}`);
  };

  return {
    pid,
    said,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
    },
  };
}
