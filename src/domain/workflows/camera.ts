import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import { clearFault, raiseFault } from '../fault-list.ts';
import type { Moment } from '../moment.ts';
import type { StationState } from '../state.ts';
import { accept } from './verdict.ts';

const subject = 'camera';

/** The camera is seen to work, or not; only a station that has one hears of it, so not working is a fault. */
export function seeCamera(
  state: StationState,
  { camera }: Extract<Command, { do: 'see-camera' }>,
  now: Moment,
): Decision {
  const fault =
    camera === 'healthy'
      ? clearFault(state, 'camera-unhealthy', subject, now)
      : raiseFault(state, 'camera-unhealthy', subject, [], now);
  if (state.camera === camera) return accept(fault);
  return accept([{ type: 'camera.read', at: now, camera }, ...fault]);
}
