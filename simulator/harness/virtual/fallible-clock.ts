import type { ClockQuality } from '#domain/moment';
import type { WallClock } from './life.ts';

/** When every virtual world begins: 2026-01-01 00:00 UTC. */
const beginningMs = 1_767_225_600_000;

/** The wall clock of the box: right and trusted, until somebody or something makes it otherwise. */
export class FallibleClock implements WallClock {
  /** By how much it is wrong. */
  errorMs = 0;
  settledQuality: ClockQuality = 'trusted';
  /** For so long after a start nobody knows the time; then it is synchronised. */
  doubtMs = 0;

  readMs(nowMs: number): number {
    return this.trueMs(nowMs) + this.errorMs;
  }

  /** What a right clock shows. */
  trueMs(nowMs: number): number {
    return beginningMs + nowMs;
  }

  quality(_nowMs: number, sinceStartMs: number): ClockQuality {
    return sinceStartMs < this.doubtMs ? 'unknown' : this.settledQuality;
  }
}
