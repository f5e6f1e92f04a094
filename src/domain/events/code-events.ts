import type { CodeRecord } from '../state.ts';
import type { Placement } from './placement.ts';

/** Codes that are drawn, and codes that are guessed. */
export type CodeEvent =
  | ({
      readonly type: 'code.issued';
      readonly record: CodeRecord;
      readonly notice: string;
      readonly maskedContact: string;
    } & Placement)
  | { readonly type: 'code.rejected' }
  | { readonly type: 'code.paced' };
