import { visitLeftMs } from '../deadline.ts';
import type { Decision } from '../decision.ts';
import { evolveAll } from '../evolve.ts';
import type { Moment } from '../moment.ts';
import type { StationState } from '../state.ts';
import { reportOpenDoors } from './doors.ts';
import { expireParcels } from './retention.ts';
import { accept } from './verdict.ts';
import { endVisit } from './visit-end.ts';

/** Everything that happens because time passes. */
export function passTime(state: StationState, now: Moment): Decision {
  const { visit } = state;
  const isOver = visit !== null && visitLeftMs(state, visit, now) === 0;
  const ended = isOver ? endVisit(state, visit, 'idle', now) : [];
  const after = evolveAll(state, ended);
  return accept([...ended, ...reportOpenDoors(after, now), ...expireParcels(after, now)]);
}
