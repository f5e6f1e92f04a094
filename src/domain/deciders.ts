import type { Chance } from './chance.ts';
import type { Command } from './commands.ts';
import type { Decision } from './decision.ts';
import type { Moment } from './moment.ts';
import type { StationState } from './state.ts';

/** Decides one kind of command. */
export type Decider<Kind extends Command> = (
  state: StationState,
  command: Kind,
  now: Moment,
  chance: Chance,
) => Decision;

/** One decider for every command of a union. */
export type Deciders<Union extends Command> = {
  readonly [Do in Union['do']]: Decider<Extract<Union, { readonly do: Do }>>;
};
