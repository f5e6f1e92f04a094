import assert from 'node:assert';
import type { WiredCompartment } from '#config/settings';

import { seenAt, type DoorLines, type Readings, type Seen } from './doors-lines.ts';

const pollMs = 100;

export type Opened = {
  /**
   * `not-sent`: no pulse left. `not-closed`: a pulse is sent only to a door that a fresh read shows closed.
   */
  readonly outcome: 'opened' | 'no-movement' | 'sent' | 'not-sent' | 'not-closed';
  readonly before: Seen;
  readonly after: Seen;
  /** From the write of the unlock to the read that showed the door open; null if none did. */
  readonly openAfterMs: number | null;
  /** Every read of all boards before and after, to find out what else moved. */
  readonly readings: { readonly before: Readings; readonly after: Readings };
  readonly detail: string | null;
};

/** One pulse after a fresh read that says closed, never a second one (rule R6). */
export async function openOnce(compartment: WiredCompartment, lines: DoorLines): Promise<Opened> {
  const { clock } = lines;
  const board = lines.board(compartment.board);
  const first = await lines.readAll();
  const before = seenAt(compartment, first);
  const unmoved = { before, after: before, openAfterMs: null, readings: { before: first, after: first } };
  assert(board, `board ${compartment.board} is on no line`);
  const hasSensor = compartment.doorSensor && before.door !== 'unknown';
  if (hasSensor && before.door !== 'closed') {
    return { ...unmoved, outcome: 'not-closed', detail: `the door reads ${before.door}` };
  }
  const sent = await board.unlock(compartment.channel);
  if (sent.kind === 'not-sent') return { ...unmoved, outcome: 'not-sent', detail: sent.reason };
  const { pulseMs, settleMs, openDetectMs } = board.profile.timing;
  const lastMs = sent.writtenAtMs + pulseMs + (hasSensor ? openDetectMs : settleMs);
  let openAfterMs: number | null = null;
  let after = first;
  // The hook swings while the coil is energised, so what is seen then counts only if it lasts.
  do {
    await new Promise<void>((resolve) => {
      clock.after(pollMs, resolve);
    });
    after = await lines.readAll();
    const isOpen = seenAt(compartment, after).door === 'open';
    openAfterMs = isOpen ? (openAfterMs ?? clock.nowMs() - sent.writtenAtMs) : null;
  } while (clock.nowMs() < (openAfterMs === null ? lastMs : sent.writtenAtMs + pulseMs + settleMs));
  const outcome = !hasSensor ? 'sent' : openAfterMs === null ? 'no-movement' : 'opened';
  const readings = { before: first, after };
  return { outcome, before, after: seenAt(compartment, after), openAfterMs, readings, detail: null };
}
