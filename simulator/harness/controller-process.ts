import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '#config/package-root';

export type ControllerInput = {
  readonly stationFile: string;
  /** Takes the log of every run, one after the other. */
  readonly logFile: string;
  /** Further variables of the process environment. */
  readonly env?: Readonly<Record<string, string>>;
};

/** The real controller as a process of its own: it can be killed as a power cut would kill it. */
export class ControllerProcess {
  readonly #input: ControllerInput;
  #child: ChildProcess | null = null;

  constructor(input: ControllerInput) {
    this.#input = input;
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  isRunning(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  start(): void {
    const { stationFile, logFile, env } = this.#input;
    const launcher = join(packageRoot(), 'packaging/latchkey');
    const child = spawn(launcher, ['run', '--config', stationFile], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = createWriteStream(logFile, { flags: 'a' });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.once('close', () => log.end());
    this.#child = child;
  }

  /** Ends the process and resolves when it is gone, to its exit code or the signal that took it. */
  async end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
    const child = this.#child;
    if (child === null) return null;
    if (this.isRunning()) {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    }
    return child.exitCode ?? child.signalCode;
  }
}
