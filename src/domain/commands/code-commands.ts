import type { Moment } from '../moment.ts';
import type { CodeRecord } from '../state.ts';
import type { StayId } from '../words.ts';

/**
 * What the ledger knows of the digits that were typed. The shell looks them up by their keyed hash, so that
 * the core never sees a code and the decision costs the same however many stays there have been.
 */
export type CodeKnowledge =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'active'; readonly stay: StayId; readonly extension: 'right' | 'wrong' | 'absent' }
  | {
      readonly kind: 'retired';
      readonly end: 'collected' | 'recalled' | 'other';
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
  | {
      readonly do: 'enter-code';
      /** Nine digits whose check digit is right. */
      readonly wellFormed: boolean;
      readonly withExtension: boolean;
      readonly knowledge: CodeKnowledge;
    };
