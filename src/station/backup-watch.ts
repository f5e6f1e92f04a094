import { isRaised } from '#domain/fault-list';
import type { StationControl } from './control.ts';
import type { Clock, Log } from './ports.ts';

export type BackupWatchParts = {
  readonly control: Pick<StationControl, 'state' | 'ask'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly everyMs: number;
  /** Makes one, whole and on its disk; must not be called twice at a time. */
  readonly makeBackup: () => Promise<void>;
  /** When the newest one was made, by the wall clock; null where there is none. */
  readonly newestMs: () => number | null;
};

/** Often enough to find a quiet minute, and to notice soon that a disk is there again. */
const lookMs = 60_000;

/**
 * Lets the station copy its ledger by itself, for it alone has it while it runs. Only when nobody is at the
 * kiosk: a copy reads the whole ledger, and a person waits for nothing that can wait.
 */
export class BackupWatch {
  readonly #parts: BackupWatchParts;
  readonly #startedMs: number;
  #cancel: () => void = () => undefined;
  #isStopped = false;
  #making: Promise<void> = Promise.resolve();

  constructor(parts: BackupWatchParts) {
    this.#parts = parts;
    this.#startedMs = parts.clock.now().monoMs;
  }

  /** To be called once, when the station serves. */
  start(): void {
    this.#cancel = this.#parts.clock.after(lookMs, () => {
      this.#making = this.#look();
    });
  }

  /** Resolves when no copy is under way any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    await this.#making;
  }

  async #look(): Promise<void> {
    try {
      if (this.#isDue()) await this.#make();
    } catch (error) {
      this.#parts.log.error({ reason: String(error) }, 'the backup of the ledger could not be made');
      await this.#report('raise-fault');
    }
    if (!this.#isStopped) this.start();
  }

  async #make(): Promise<void> {
    await this.#parts.makeBackup();
    await this.#report('clear-fault');
  }

  /** A clock in doubt makes one backup too many rather than one too few. */
  #isDue(): boolean {
    const { control, clock, everyMs, newestMs } = this.#parts;
    if (control.state().visit !== null) return false;
    const now = clock.now();
    const newest = newestMs();
    if (newest === null) return true;
    if (now.clock === 'unknown') return now.monoMs - this.#startedMs >= everyMs;
    return Math.abs(now.wallMs - newest) >= everyMs;
  }

  async #report(how: 'raise-fault' | 'clear-fault'): Promise<void> {
    const { control } = this.#parts;
    const isNews = isRaised(control.state(), 'backup-failing', 'ledger') === (how === 'clear-fault');
    if (isNews) await control.ask({ do: how, fault: 'backup-failing', subject: 'ledger' });
  }
}
