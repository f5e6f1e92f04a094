import type { CodeRecord } from '../state.ts';
import type { CodeId, StayId, VisitId } from '../words.ts';
import type { Placement } from './placement.ts';

/** Codes that are drawn, shared and taken back, and codes that are guessed. */
export type CodeEvent =
  | ({
      readonly type: 'code.issued';
      readonly codeId: CodeId;
      readonly record: CodeRecord;
      readonly notice: string;
      readonly maskedContact: string;
    } & Placement)
  | ({
      readonly type: 'code.joined';
      readonly codeId: CodeId;
      readonly notice: string;
      readonly maskedContact: string;
    } & Placement)
  | {
      readonly type: 'code.delegated';
      readonly visit: VisitId;
      readonly codeId: CodeId;
      /** The recipient's own code. */
      readonly of: CodeId;
      /** The first of `stays`; what identifies the delegate is purged after its end (rule R20). */
      readonly stay: StayId;
      readonly stays: readonly StayId[];
      readonly record: CodeRecord;
      readonly notice: string;
      readonly maskedContact: string;
    }
  | { readonly type: 'code.revoked'; readonly codeId: CodeId; readonly cause: 'recipient' | 'key-lost' }
  | { readonly type: 'code.rejected' }
  | { readonly type: 'code.paced' };
