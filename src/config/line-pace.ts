import { fastestReadMs } from '#bridge/profiles/scan-time';
import type { Findings } from './findings.ts';
import type { Path } from './problem.ts';
import type { BusSettings } from './settings.ts';

/** Boards at rest are read once a second, so that a door which is shut is noticed in time. */
const scanMaxMs = 1_000;
/** Rule R1: after this time a compartment that was shut at the wrong moment has to be open again. */
const releaseMaxMs = 2_000;

/** Says how long a line needs for one round of its boards where that is too long. */
export function judgePace({ boards, transport }: BusSettings, index: number, findings: Findings): void {
  const scanMs = boards.reduce((sum, { profile }) => sum + fastestReadMs(profile, transport.baud), 0);
  if (scanMs <= scanMaxMs) return;
  const path: Path = ['buses', index, 'boards'];
  const count = `${String(boards.length)} boards`;
  const found = `${count} that need ${(scanMs / 1000).toFixed(1)} s at ${String(transport.baud)} baud`;
  const advice = 'set the boards to a higher speed, or spread them over more buses.';
  if (scanMs > releaseMaxMs) {
    findings.refuse(path, 'boards that can all be read within 2 s (rule R1)', found, advice);
  } else findings.warn(path, `${found} cannot all be read every second; ${advice}`);
}
