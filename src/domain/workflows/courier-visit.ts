import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import { badgeWaitS } from '../guesses.ts';
import type { Moment } from '../moment.ts';
import type { StationState } from '../state.ts';
import type { VisitId } from '../words.ts';
import { accept, refuse } from './verdict.ts';

/** A courier shows a badge; the shell has looked it up in the local list. */
export function admitCourier(
  state: StationState,
  command: Extract<Command, { do: 'admit-courier' }>,
  now: Moment,
  chance: Chance,
): Decision {
  if (state.visit !== null) return refuse('kiosk-busy');
  const waitS = badgeWaitS(state.guesses, state.policy, now);
  if (waitS > 0) return refuse('try-later', { waitS });
  if (command.courier === null) return refuse('badge-unknown', {}, [{ type: 'badge.rejected', at: now }]);
  const visit = chance.id() as VisitId;
  const { id, carrier } = command.courier;
  return accept(
    [{ type: 'visit.started', at: now, visit, actor: { kind: 'courier', courier: id, carrier } }],
    {
      visit,
    },
  );
}
