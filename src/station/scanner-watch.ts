import type { StationControl } from './control.ts';
import type { Clock, Log, ScanMeaning, Scanners } from './ports.ts';

/** Told for each scan; whoever listens must not write it down. */
export type ScanListener = (scanner: string, meaning: ScanMeaning) => void;

/** Where the screens get scans from. */
export interface ScanSource {
  /** The returned function stops listening. */
  onScan(listener: ScanListener): () => void;
}

export type ScannerWatchParts = {
  readonly scanners: Scanners;
  /** The ids of all scanners that the station file names. */
  readonly scannerIds: readonly string[];
  readonly control: StationControl;
  readonly clock: Clock;
  readonly log: Log;
};

/** An inbox that is full now takes the report a little later. */
const askAgainMs = 1_000;

/** Hands scans to the screens and keeps the faults `scanner-lost` in step with what is plugged in. */
export class ScannerWatch implements ScanSource {
  readonly #parts: ScannerWatchParts;
  readonly #listeners = new Set<ScanListener>();
  readonly #standing = new Map<string, 'found' | 'lost'>();
  #isAsking = false;
  #isStopped = false;
  #cancelAgain: () => void = () => undefined;

  constructor(parts: ScannerWatchParts) {
    this.#parts = parts;
  }

  onScan(listener: ScanListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** To be called once, when the station serves. */
  start(): void {
    this.#parts.scanners.start((report) => {
      if (report.kind === 'scan') {
        for (const listener of this.#listeners) listener(report.scanner, report.meaning);
        return;
      }
      this.#standing.set(report.scanner, report.kind === 'scanner-lost' ? 'lost' : 'found');
      this.#settle();
    });
    this.#settle();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelAgain();
    await this.#parts.scanners.stop();
  }

  /** Raises or clears one fault that is not as it should be, then looks for the next. */
  #settle(): void {
    const subject = this.#wrongOne();
    if (this.#isStopped || this.#isAsking || subject === undefined) return;
    this.#isAsking = true;
    this.#cancelAgain();
    const order = this.#isLost(subject) ? 'raise-fault' : 'clear-fault';
    this.#parts.control
      .ask({ do: order, fault: 'scanner-lost', subject })
      .then(({ ok }) => {
        this.#isAsking = false;
        if (ok) this.#settle();
        else this.#cancelAgain = this.#parts.clock.after(askAgainMs, () => this.#settle());
      })
      .catch((error: unknown) => {
        this.#isAsking = false;
        this.#parts.log.warn({ scanner: subject, reason: String(error) }, 'a report was not taken');
      });
  }

  /** The first scanner whose fault is raised although it is here, or not raised although it is lost. */
  #wrongOne(): string | undefined {
    const { control, scannerIds } = this.#parts;
    const raised = control
      .state()
      .faults.filter(({ code }) => code === 'scanner-lost')
      .map(({ subject }) => subject);
    const missing = scannerIds.find((id) => this.#isLost(id) && !raised.includes(id));
    // A scanner of which nothing is known yet keeps the fault that an earlier run left behind.
    const stale = raised.find((id) => this.#standing.get(id) === 'found' || !scannerIds.includes(id));
    return missing ?? stale;
  }

  #isLost(id: string): boolean {
    return this.#standing.get(id) === 'lost';
  }
}
