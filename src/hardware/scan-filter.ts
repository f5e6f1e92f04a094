import type { RawScan } from '#codecs/scanners/raw-scan';
import type { ScanMeaning } from '#station/ports';

/** A scanner that stays on reads the same label again and again while it lies in view. */
const sameAgainMs = 1_000;
/** Nobody shows two labels within this time; a scanner that says so is stuck or attacked. */
const betweenScansMs = 50;

export type ScanCounters = {
  readonly admitted: number;
  /** Of no use to the station, told to the person. */
  readonly rejected: number;
  /** Noise, repetitions of what lies in view, and scans faster than a hand. */
  readonly dropped: number;
};

/** Keeps repetition and noise of one scanner from the screen. */
export class ScanFilter {
  #lastText = '';
  #lastAtMs = Number.NEGATIVE_INFINITY;
  #counts = { admitted: 0, rejected: 0, dropped: 0 };

  /** Whether a scan is worth telling anybody. `nowMs` is monotonic. */
  admits({ bytes, flaw }: RawScan, meaning: ScanMeaning, nowMs: number): boolean {
    const text = `${flaw ?? ''} ${bytes.join(' ')}`;
    const elapsedMs = nowMs - this.#lastAtMs;
    const isRepeated = text === this.#lastText && elapsedMs < sameAgainMs;
    const isNoise = meaning.kind === 'rejected' && meaning.reason === 'too-short';
    if (isRepeated) this.#lastAtMs = nowMs;
    if (isNoise || isRepeated || elapsedMs < betweenScansMs) {
      this.#counts.dropped += 1;
      return false;
    }
    this.#lastText = text;
    this.#lastAtMs = nowMs;
    if (meaning.kind === 'rejected' || meaning.kind === 'configuration') this.#counts.rejected += 1;
    else this.#counts.admitted += 1;
    return true;
  }

  counters(): ScanCounters {
    return { ...this.#counts };
  }
}
