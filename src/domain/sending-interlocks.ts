import { isBinding } from './jurisdiction.ts';
import type { Interlock } from './jurisdiction.ts';
import { prohibitedGoods } from './prohibited.ts';
import { obstacleToDeposits } from './recovery.ts';
import type { RefusalCode } from './refusals.ts';
import type { IdentityProof, Sending, Weighing } from './sending.ts';
import type { StationState } from './state.ts';
import { isOffWeight } from './weight.ts';

/** What the sender, or the attendant for them, says and shows before a door opens. */
export type Declared = {
  readonly prohibitedVersion: number | null;
  readonly isUnsealed: boolean;
  readonly isLabelled: boolean;
  readonly weighing: Weighing | 'unsteady' | null;
};

export type Judged =
  | { readonly ok: true; readonly prohibitedVersion: number; readonly weighing: Weighing }
  | {
      readonly ok: false;
      readonly reason: RefusalCode;
      /** The must of the law that stopped it, where one did. */
      readonly interlock: Interlock | null;
    };

/** Whether the law of this place stops sending now, because no camera watches it (M8). */
export function isSendingStopped(state: StationState): boolean {
  return binds(state, 'camera') && state.camera !== 'healthy';
}

/** Why nothing is taken from senders now at all; null where something may be. */
export function obstacleToSending(state: StationState): RefusalCode | null {
  return isSendingStopped(state) ? 'sending-refused' : obstacleToDeposits(state);
}

/**
 * The interlocks of sending, in the order of the screens: a camera that sees (M8), the list that was read
 * (S4-1), a known sender (M9) who is more than a face (M11), an open parcel (M9), its weight (M2) and its
 * label. Where the law binds is data of `jurisdiction.ts`; no setting reaches in here.
 */
export function judgeSending(state: StationState, sending: Sending, declared: Declared): Judged {
  const { prohibitedVersion, weighing } = declared;
  if (isSendingStopped(state)) return no('sending-refused', 'camera');
  const obstacle = obstacleToDeposits(state);
  if (obstacle !== null) return no(obstacle);
  if (prohibitedVersion !== prohibitedGoods.version) return no('prohibited-unread');
  const identity = judgeIdentity(state, sending.identity);
  if (identity === 'identity-needed') return no(identity, 'sender-identity');
  if (identity !== null) return no(identity, 'never-face-only');
  if (!declared.isUnsealed && binds(state, 'sender-identity')) {
    return no('inspection-needed', 'sender-identity');
  }
  if (weighing === 'unsteady') return no('scale-unsteady');
  if (weighing === null) return no('weight-needed');
  const declaredG = sending.weightGrams;
  if (declaredG !== null && isOffWeight(declaredG, weighing.grams)) {
    return no('weight-mismatch', binds(state, 'condition') ? 'condition' : null);
  }
  if (!declared.isLabelled) return no('label-needed');
  return { ok: true, prohibitedVersion, weighing };
}

function binds(state: StationState, interlock: Interlock): boolean {
  return isBinding(state.plan.jurisdiction, interlock);
}

function no(reason: RefusalCode, interlock: Interlock | null = null): Judged {
  return { ok: false, reason, interlock };
}

/** A face may stand beside another proof, never alone, whether or not the law asks for a proof (M11). */
function judgeIdentity(
  state: StationState,
  proof: IdentityProof | null,
): 'identity-needed' | 'identity-insufficient' | null {
  if (proof === null) return binds(state, 'sender-identity') ? 'identity-needed' : null;
  return proof.factors.some((factor) => factor !== 'face') ? null : 'identity-insufficient';
}
