import type { FaultCode } from '../faults.ts';
import type { BoardId, CompartmentLabel } from '../words.ts';

/**
 * Why the ledger begins to count anew, and where the one before it ended, as far as that is known (rule R22).
 */
export type EpochBeginning = {
  readonly cause: 'new-store' | 'rolled-back' | 'restored';
  readonly previousEpoch: string | null;
  readonly previousSeq: number | null;
  readonly previousHash: string | null;
};

/** What happens to the station as a whole: its start, its boards, its link, its faults. */
export type StationEvent =
  | ({ readonly type: 'epoch.begun' } & EpochBeginning)
  | {
      readonly type: 'station.started';
      readonly cause: 'power-up' | 'restart';
      readonly softwareVersion: string;
    }
  | { readonly type: 'link.changed'; readonly link: 'up' | 'down' }
  | { readonly type: 'board.lost'; readonly board: BoardId }
  | { readonly type: 'board.restored'; readonly board: BoardId }
  | {
      readonly type: 'fault.raised';
      readonly fault: FaultCode;
      readonly subject: string;
      readonly compartments: readonly CompartmentLabel[];
    }
  /** Personal values of ended stays are gone; `upTo` is the id of the newest event that held any. */
  | { readonly type: 'records.purged'; readonly count: number; readonly upTo: string }
  /** Acknowledged events are gone from the log; `upTo` is the id of the newest of them. */
  | { readonly type: 'records.pruned'; readonly count: number; readonly upTo: string }
  | { readonly type: 'fault.cleared'; readonly fault: FaultCode; readonly subject: string };
