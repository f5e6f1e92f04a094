import type { DomainEvent } from './events.ts';
import type { Moment } from './moment.ts';
import type { Stay } from './state.ts';
import type { CodeMac, StaffId, Waybill } from './words.ts';

/** What the monitoring camera is known to do; `absent` also where nothing recent says that it works. */
export type Camera = 'healthy' | 'blocked' | 'absent';

/**
 * How somebody came to know who the sender is. `document`: a person looked at a document · `account`: the
 * centre has verified the sender · `face`: a face was matched.
 */
export const identityFactors = ['document', 'account', 'face'] as const;
export type IdentityFactor = (typeof identityFactors)[number];

/** That the sender was identified, never the document itself: `reference` names the record that says so. */
export type IdentityProof = {
  readonly factors: readonly IdentityFactor[];
  readonly reference: string;
};

/** What the centre says about a parcel that a sender may hand in: a return or a prepaid sending. */
export type SendingAdvice = {
  /** The drop-off code as a keyed hash; the key is shared with the centre. */
  readonly code: CodeMac;
  /** Null where the number is not known yet. */
  readonly waybill: Waybill | null;
  readonly carrier: string;
  /** What the waybill says, where it does. */
  readonly weightGrams: number | null;
  readonly identity: IdentityProof | null;
  readonly collectWithinHours: number;
  /** A code admits one parcel. */
  readonly used: boolean;
};

/** Rule of every drop-off: nobody hands in what neither the centre nor an attendant has allowed. */
export type SendingAuthority =
  | { readonly kind: 'advice'; readonly code: CodeMac }
  | { readonly kind: 'attendant'; readonly staff: StaffId };

/** What may be handed in during this visit. */
export type Sending = Omit<SendingAdvice, 'code' | 'used'> & { readonly authority: SendingAuthority };

/** What a scale showed, or what somebody read off one. */
export type Weighing = {
  readonly grams: number;
  readonly weighedBy: 'scale' | 'attendant' | 'sender';
};

/** What was promised about a parcel on its way out, and what is known about it. */
export type Outbound = {
  readonly authority: SendingAuthority;
  /** The station drew the number itself; the true one comes later (S4-5). */
  readonly isLocalWaybill: boolean;
  readonly weighing: Weighing | null;
  readonly collectWithinHours: number;
  readonly isCollectOverdue: boolean;
};

/** A parcel that waits for a courier in this station, not for a recipient. */
export type OutboundStay = Stay & { readonly outbound: Outbound };

export function isOutbound(stay: Stay): stay is OutboundStay {
  return stay.outbound !== null;
}

const hourMs = 3_600_000;

/** How long a sender was promised that collection takes at most, in milliseconds. */
export function collectionMs({ collectWithinHours }: Pick<Outbound, 'collectWithinHours'>): number {
  return collectWithinHours * hourMs;
}

/** The promised time on the wall clock; null while the clock cannot be believed (rule R35). */
export function promisedCollectBy(
  outbound: Pick<Outbound, 'collectWithinHours'>,
  now: Moment,
): number | null {
  return now.clock === 'unknown' ? null : now.wallMs + collectionMs(outbound);
}

export function sendingsAfter(all: readonly SendingAdvice[], event: DomainEvent): readonly SendingAdvice[] {
  switch (event.type) {
    case 'drop-offs.advised':
      return event.sendings.map((advice) => ({ ...advice, used: isUsed(all, advice.code) }));
    case 'drop-off.accepted': {
      const { authority } = event;
      if (authority.kind !== 'advice') return all;
      return all.map((advice) => (advice.code === authority.code ? { ...advice, used: true } : advice));
    }
    default:
      return all;
  }
}

/** A document that still names a code which was used does not make it good again. */
function isUsed(all: readonly SendingAdvice[], code: CodeMac): boolean {
  return all.some((advice) => advice.code === code && advice.used);
}
