import { spawn, type ChildProcess } from 'node:child_process';
import type { BridgeClock } from '../clock.ts';

export type LineGuardOptions = {
  /** Path of `packaging/release-lines`. */
  readonly program: string;
  readonly lineList: string;
  readonly clock: BridgeClock;
  /** The guard ended by itself, which it never should. */
  readonly ended: (reason: string) => void;
};

/** Time until a guard that ended is started again. */
const againMs = 1_000;

/**
 * A process of its own that puts locks to rest when this one is killed or stands still (rule R5). It outlives
 * this process by design: it ends by itself once the station is gone and every lock is at rest.
 */
export class LineGuard {
  readonly #options: LineGuardOptions;
  #child: ChildProcess | null = null;
  #isRunning = false;
  #isStopped = false;
  #cancelStart: () => void = () => undefined;

  constructor(options: LineGuardOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Resolves when the guard watches, rejects when it cannot be started. */
  start(): Promise<void> {
    if (this.#isRunning) return Promise.resolve();
    const { program, lineList } = this.#options;
    const child = spawn(program, ['--guard', lineList, String(process.pid)], {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#child = child;
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        reject(new GuardEnded(`the guard of the lines ended with ${String(signal ?? code)}`));
        this.#ended(String(signal ?? code));
      });
      // It says one line when it watches; until then a lock has no protection.
      child.stdout.once('data', () => {
        this.#isRunning = true;
        child.unref();
        child.stdout.destroy();
        resolve();
      });
    });
  }

  /** The locks have been put to rest; nothing is left to watch. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelStart();
    this.#child?.kill('SIGUSR1');
  }

  #ended(reason: string): void {
    this.#isRunning = false;
    if (this.#isStopped) return;
    this.#options.ended(reason);
    this.#cancelStart = this.#options.clock.after(againMs, () => {
      void this.start().catch(() => undefined);
    });
  }
}

/** The guard did not come to watch. */
class GuardEnded extends Error {
  override readonly name = 'GuardEnded';
}
