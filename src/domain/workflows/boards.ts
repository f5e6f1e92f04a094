import type { Decision } from '../decision.ts';
import { clearFault, raiseFault } from '../fault-list.ts';
import type { Moment } from '../moment.ts';
import type { StationState } from '../state.ts';
import type { BoardId } from '../words.ts';
import { accept } from './verdict.ts';

/** A lock board fell silent: its compartments are unavailable, everybody else's go on. */
export function loseBoard(state: StationState, board: BoardId, now: Moment): Decision {
  if (state.silentBoards.includes(board)) return accept([]);
  const affected = state.plan.compartments
    .filter((planned) => planned.board === board)
    .map(({ label }) => label);
  return accept([
    { type: 'board.lost', at: now, board },
    ...raiseFault(state, 'board-silent', board, affected, now),
  ]);
}

export function restoreBoard(state: StationState, board: BoardId, now: Moment): Decision {
  if (!state.silentBoards.includes(board)) return accept([]);
  return accept([
    { type: 'board.restored', at: now, board },
    ...clearFault(state, 'board-silent', board, now),
  ]);
}
