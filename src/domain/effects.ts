import type { CompartmentLabel, IntentionId, StayId } from './words.ts';

/** What the shell must do after the decision is on disk. */
export type Effect =
  | {
      readonly do: 'unlock';
      readonly intention: IntentionId;
      readonly compartment: CompartmentLabel;
      /** One of a whole cabinet's: a door that somebody stands at, or that fell shut, goes first. */
      readonly givesWay?: true;
    }
  | { readonly do: 'issue-code'; readonly stay: StayId };
