import type { Command } from '#domain/commands';
import type { Answer } from '#domain/decision';
import type { DomainEvent } from '#domain/events';
import type { StationState } from '#domain/state';

/** What the kiosk and the uplink may do with the running station. */
export interface StationControl {
  /** The state after the last commit; a value, never changed in place. */
  state(): StationState;
  /** Puts a command into the bounded inbox; resolves after its decision is on disk. */
  ask(command: Command, once?: { readonly key: string; readonly fingerprint: string }): Promise<Answer>;
  /** Calls `listener` after each commit, with the state it led to; the returned function stops that. */
  onCommitted(listener: (state: StationState, events: readonly DomainEvent[]) => void): () => void;
}
