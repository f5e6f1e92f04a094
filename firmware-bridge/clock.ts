/** The bridge's own view of time, so that no timer of the platform is named in here. */
export interface BridgeClock {
  /** Monotonic milliseconds with fractions. */
  nowMs(): number;
  /** Runs `task` once, as close to `delayMs` as the platform can; the returned function cancels it. */
  after(delayMs: number, task: () => void): () => void;
}
