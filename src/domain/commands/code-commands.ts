import type { Moment } from '../moment.ts';
import type { CodeRecord } from '../state.ts';
import type { CodeId, StayId, VisitId } from '../words.ts';

/**
 * What the ledger knows of the digits that were typed. The shell looks them up by their keyed hash, so that
 * the core never sees a code and the decision costs the same however many stays there have been.
 */
export type CodeKnowledge =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'active'; readonly code: CodeId; readonly extension: 'right' | 'wrong' | 'absent' }
  | {
      readonly kind: 'retired';
      readonly end: 'collected' | 'recalled' | 'revoked' | 'other';
      readonly retiredAt: Moment;
      readonly extension: 'right' | 'wrong' | 'absent';
    };

/** Digits that were typed, and codes that were drawn. */
export type CodeCommand =
  | {
      readonly do: 'record-code';
      readonly stay: StayId;
      readonly record: CodeRecord;
      readonly notice: string;
    }
  /** The notice tells that the code of an earlier parcel opens this one too. */
  | { readonly do: 'join-code'; readonly stay: StayId; readonly code: CodeId; readonly notice: string }
  /** The recipient gives somebody a code of their own. */
  | {
      readonly do: 'delegate-code';
      readonly visit: VisitId;
      readonly maskedContact: string;
      /** Null where there was nothing to draw a code for. */
      readonly drawn: { readonly record: CodeRecord; readonly notice: string } | null;
    }
  | { readonly do: 'revoke-delegate'; readonly visit: VisitId; readonly delegate: CodeId }
  | {
      readonly do: 'enter-code';
      /** Nine digits whose check digit is right. */
      readonly wellFormed: boolean;
      readonly withExtension: boolean;
      readonly knowledge: CodeKnowledge;
    };
