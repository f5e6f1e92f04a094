import type { Findings } from './findings.ts';
import type { Path } from './problem.ts';

export type Protection = 'timed-by-hardware' | 'none';

/**
 * Rule R5: an output that stays on burns its coil. Where nothing in hardware ends a pulse, a reason has to be
 * given, and the station then keeps a process of its own that does.
 */
export function refuseUnprotected(
  protection: Protection,
  accepted: string | undefined,
  path: Path,
  findings: Findings,
): void {
  if (protection === 'timed-by-hardware') return;
  if (accepted !== undefined) {
    findings.warn(path, `its coils are protected by software alone (rule R5): ${accepted}`);
    return;
  }
  findings.refuse(
    path,
    'timed-by-hardware, because a process that is killed in mid-pulse leaves its coil energised (rule R5)',
    protection,
    'put a one-shot between line and coil, or give a reason in acceptUnprotected.',
  );
}
