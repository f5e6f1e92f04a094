import type { EpochBeginning } from '../events/station-events.ts';
import type { FaultCode } from '../faults.ts';
import type { BoardId } from '../words.ts';
import type { DoorReading } from './door-commands.ts';

/** What the shell tells about the station as a whole. */
export type StationCommand =
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
  | { readonly do: 'change-link'; readonly link: 'up' | 'down' }
  /** The shell knows the local time; the core only that quiet hours began or ended. */
  | { readonly do: 'change-quiet'; readonly isQuiet: boolean }
  | { readonly do: 'lose-board'; readonly board: BoardId }
  | { readonly do: 'restore-board'; readonly board: BoardId }
  | { readonly do: 'raise-fault'; readonly fault: FaultCode; readonly subject: string }
  | { readonly do: 'clear-fault'; readonly fault: FaultCode; readonly subject: string }
  | { readonly do: 'prune-records'; readonly count: number; readonly upTo: string }
  | { readonly do: 'purge-records'; readonly count: number; readonly upTo: string }
  | { readonly do: 'pass-time' };
