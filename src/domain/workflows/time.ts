import type { Chance } from '../chance.ts';
import { tellLateCases } from '../case-clocks.ts';
import { visitLeftMs } from '../deadline.ts';
import type { Decision } from '../decision.ts';
import { evolveAll } from '../evolve.ts';
import type { Moment } from '../moment.ts';
import type { StationState } from '../state.ts';
import { compareClocks } from './clock.ts';
import { reportOpenDoors } from './doors.ts';
import { compareAll } from './inventory.ts';
import { releaseDue } from './release.ts';
import { expireReservations } from './reservations.ts';
import { reportLateCollections } from './drop-off-door.ts';
import { ageParcels } from './retention.ts';
import { accept } from './verdict.ts';
import { endVisit } from './visit-end.ts';

/** Everything that happens because time passes. */
export function passTime(state: StationState, now: Moment, chance: Chance): Decision {
  const { visit } = state;
  const isOver = visit !== null && visitLeftMs(state, visit, now) === 0;
  const ended = isOver ? endVisit(state, visit, 'idle', now, chance) : [];
  // A clock that was set is found out first: whatever is measured below must not take its step for time.
  const clocks = compareClocks(state, now);
  const after = evolveAll(state, [...ended, ...clocks]);
  const released = releaseDue(after, now, chance);
  return accept(
    [
      ...ended,
      ...clocks,
      ...released.events,
      ...reportOpenDoors(after, now),
      ...compareAll(evolveAll(after, released.events), now, chance),
      ...ageParcels(after, now),
      ...expireReservations(after, now),
      ...reportLateCollections(after, now),
      ...tellLateCases(after, now),
    ],
    {},
    released.effects,
  );
}
