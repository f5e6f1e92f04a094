import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { BridgeClock } from './clock.ts';

export type GuardProcessOptions = {
  /** A program that says one line when it watches, and that SIGUSR1 dismisses. */
  readonly program: string;
  readonly args: readonly string[];
  readonly clock: BridgeClock;
  /** Called each time it watches, the first time included. */
  readonly watching?: () => void;
  /** It ended by itself, which it never should. */
  readonly ended: (reason: string) => void;
};

/** Time until a guard that ended is started again. */
const againMs = 1_000;

/**
 * A process of its own that puts locks to rest when this one is killed or stands still (rule R5). It outlives
 * this process by design: it ends by itself once the station is gone and every lock is at rest.
 */
export class GuardProcess {
  readonly #options: GuardProcessOptions;
  #child: ChildProcessByStdio<Writable, Readable, null> | null = null;
  #isRunning = false;
  #isStopped = false;
  #cancelStart: () => void = () => undefined;

  constructor(options: GuardProcessOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Resolves when the guard watches, rejects when it cannot be started. */
  start(): Promise<void> {
    if (this.#isRunning) return Promise.resolve();
    const { program, args, watching } = this.#options;
    const child = spawn(program, [...args], { detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
    this.#child = child;
    // What is said to a guard that is ending meets a closed pipe; `exit` tells the same.
    child.stdin.on('error', () => undefined);
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        reject(new GuardEnded(`the guard of the coils ended with ${String(signal ?? code)}`));
        this.#ended(String(signal ?? code));
      });
      // It says one line when it watches; until then a lock has no protection.
      child.stdout.once('data', () => {
        this.#isRunning = true;
        child.unref();
        child.stdout.destroy();
        watching?.();
        resolve();
      });
    });
  }

  /** A line for its standard input; it is out of this process when this returns. */
  say(line: string): void {
    this.#child?.stdin.write(`${line}\n`);
  }

  /** The locks have been put to rest; nothing is left to watch. */
  stop(): void {
    this.#forget();
    this.#child?.kill('SIGUSR1');
  }

  /** Closes its standard input, as the end of this process does, so that it does what it is there for. */
  abandon(): void {
    this.#forget();
    this.#child?.stdin.end();
  }

  #forget(): void {
    this.#isStopped = true;
    this.#cancelStart();
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
