import type { FaultCode } from './faults.ts';
import type { Moment } from './moment.ts';
import type { EpochBeginning, UnlockOutcome } from './events.ts';
import type { CodeRecord } from './state.ts';
import type {
  BoardId,
  CompartmentLabel,
  CourierId,
  Door,
  IntentionId,
  Occupancy,
  Size,
  StayId,
  VisitId,
} from './words.ts';

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

export type DoorReading = {
  readonly compartment: CompartmentLabel;
  readonly door: Door;
  readonly occupancy: Occupancy;
};

/** What somebody or something asks of the station. */
export type Command =
  | {
      readonly do: 'start-station';
      readonly cause: 'power-up' | 'restart';
      readonly softwareVersion: string;
      /** How the epoch begins, if it has no event yet; null where an epoch goes on. */
      readonly beginning: EpochBeginning | null;
      /** What every door that could be read showed, before anything else is decided (rule R7). */
      readonly readings: readonly DoorReading[];
      readonly silentBoards: readonly BoardId[];
    }
  | {
      readonly do: 'admit-courier';
      readonly courier: { readonly id: CourierId; readonly carrier: string } | null;
    }
  | {
      readonly do: 'start-deposit';
      readonly visit: VisitId;
      readonly waybill: string;
      readonly size: Size;
      readonly sealedContact: string;
      readonly maskedContact: string;
    }
  | { readonly do: 'confirm-deposit'; readonly visit: VisitId; readonly stay: StayId }
  | {
      readonly do: 'cancel-deposit';
      readonly visit: VisitId;
      readonly stay: StayId;
      readonly parcelInside: 'yes' | 'no';
    }
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
    }
  | { readonly do: 'reopen-door'; readonly visit: VisitId }
  | { readonly do: 'confirm-pickup'; readonly visit: VisitId; readonly taken: boolean }
  | { readonly do: 'extend-visit'; readonly visit: VisitId }
  | { readonly do: 'finish-visit'; readonly visit: VisitId }
  | ({ readonly do: 'see-door' } & DoorReading)
  | {
      readonly do: 'settle-unlock';
      readonly intention: IntentionId;
      readonly outcome: Exclude<UnlockOutcome, 'unknown'>;
    }
  | { readonly do: 'report-inside' }
  | { readonly do: 'confirm-empty'; readonly compartment: CompartmentLabel }
  | { readonly do: 'lose-board'; readonly board: BoardId }
  | { readonly do: 'restore-board'; readonly board: BoardId }
  | { readonly do: 'change-link'; readonly link: 'up' | 'down' }
  | { readonly do: 'record-notified'; readonly stay: StayId; readonly notifiedAtMs: number }
  | { readonly do: 'raise-fault'; readonly fault: FaultCode; readonly subject: string }
  | { readonly do: 'clear-fault'; readonly fault: FaultCode; readonly subject: string }
  | { readonly do: 'pass-time' };
