import type { RefusalCode } from '#domain/refusals';
import type { StationState } from '#domain/state';
import type { Checker, Truth } from './witness.ts';

/** A person with the right numbers may be asked to wait or for the second number, and nothing else. */
const waits: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['kiosk-busy', 'try-later', 'station-starting']);
/** A board that answers again is believed after a moment. */
const boardPatienceMs = 10_000;

/**
 * I11, I14, I16 and rule R11: nobody who comes with the right numbers for a parcel that is inside is refused,
 * however late it is, whatever the clock says, and whatever else is degraded.
 */
export function watchClaims(): Checker {
  const excused = new Set<string>();
  const silentMs = new Map<string, number>();
  let state: StationState | null = null;

  function isUnreachable(compartment: string, truth: Truth): boolean {
    const board = truth.plan.compartments.find(({ label }) => label === compartment)?.board ?? '';
    const sinceMs = truth.nowMs() - (silentMs.get(board) ?? Number.NEGATIVE_INFINITY);
    return truth.isSilent(board) || sinceMs < boardPatienceMs || isMistaken(state, compartment);
  }

  return {
    name: 'claims',
    see(witnessed, truth) {
      if (witnessed.kind === 'mischief') for (const about of witnessed.about) excused.add(about);
      for (const { board } of witnessed.kind === 'report' ? truth.plan.compartments : []) {
        if (truth.isSilent(board)) silentMs.set(board, witnessed.atMs);
      }
      if (witnessed.kind === 'commit') state = witnessed.after;
      if (witnessed.kind !== 'claimed' || witnessed.answer === null || witnessed.answer.ok) return null;
      const { waybill, compartment, hasExtension } = witnessed;
      const { refusal } = witnessed.answer;
      if (excused.has(waybill) || excused.has(compartment) || truth.isDeceived(compartment)) return null;
      if (!truth.contentsOf(compartment).includes(waybill) || waits.has(refusal)) return null;
      if (refusal === 'extension-needed' && !hasExtension) return null;
      if (refusal === 'stay-unconfirmed' && isUnconfirmed(state, waybill)) return null;
      if (refusal === 'compartment-unavailable' && isUnreachable(compartment, truth)) return null;
      return `whoever may have ${waybill} in ${compartment} was refused: ${refusal}`;
    },
  };
}

/** Rule R23: a restored ledger hands out only what somebody has confirmed. */
function isUnconfirmed(state: StationState | null, waybill: string): boolean {
  const stay = state?.stays.find((one) => one.waybill === waybill);
  return state?.unconfirmed.some((one) => one.stay === stay?.id) ?? false;
}

/** Another door opened at its pulse: until somebody has looked, another pulse might open that one again. */
export function isMistaken(state: StationState | null, label: string): boolean {
  const faults = state?.faults ?? [];
  return faults.some(
    ({ code, compartments }) => code === 'wrong-door' && compartments.some((one) => one === label),
  );
}
