import type { Log } from '#station/ports';

type Host = {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (cause: unknown) => void): unknown;
  exit(code: number): void;
};

/** `EX_SOFTWARE` of sysexits.h: the service manager starts the station again, and it reconciles. */
export const badExitCode = 70;

/**
 * Ends the process on a defect: an assertion, anything nobody caught, or a ledger that is unsure of what it
 * wrote. Going on would mean to fire locks on a guess. Returns the same ending for callers that caught the
 * defect themselves, for example the station's loop.
 */
export function exitOnDefect(log: Log, host: Host = process): (cause: unknown) => void {
  let isExiting = false;
  const exitBadly = (cause: unknown): void => {
    if (isExiting) return;
    isExiting = true;
    try {
      log.error({ error: cause }, 'a defect ends this process');
    } finally {
      host.exit(badExitCode);
    }
  };
  host.on('uncaughtException', exitBadly);
  host.on('unhandledRejection', exitBadly);
  return exitBadly;
}
