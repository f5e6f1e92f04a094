/**
 * The clock of the page: the only file here that touches timers. Everything that counts time for a person is
 * monotonic, because the wall clock of a station may be wrong or may jump (rule R35).
 */
export function pageNowMs(): number {
  return performance.now();
}

/** Runs `task` once after `delayMs`; the returned function cancels it. */
export function after(delayMs: number, task: () => void): () => void {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
}

/** Runs `task` again and again; the returned function stops that. */
export function every(periodMs: number, task: () => void): () => void {
  const timer = setInterval(task, periodMs);
  return () => clearInterval(timer);
}

export function wait(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    after(delayMs, resolve);
  });
}
