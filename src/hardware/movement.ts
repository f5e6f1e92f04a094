import type { Door } from '#domain/words';

/** What was seen of one door around one pulse. */
export type Movement = {
  readonly before: Door;
  readonly hasBeenClosed: boolean;
  readonly hasOpened: boolean;
  /** The latest reading after the pulse; unknown if it failed, or if there was none. */
  readonly now: Door;
};

/** `before` must be a fresh reading; one that is too old is unknown. */
export function watchFrom(before: Door): Movement {
  return { before, hasBeenClosed: before === 'closed', hasOpened: false, now: 'unknown' };
}

export function see(movement: Movement, door: Door): Movement {
  return {
    before: movement.before,
    hasBeenClosed: movement.hasBeenClosed || door === 'closed',
    hasOpened: movement.hasOpened || (movement.hasBeenClosed && door === 'open'),
    now: door,
  };
}

/** Nothing more can be learnt: the door moved, or it stands open and cannot move. */
export function isSettled(movement: Movement): boolean {
  return movement.hasOpened || movement.now === 'open';
}

/**
 * What may be said about the pulse. `opened` needs a change from closed to open (rule R7): a door that was
 * open before, or whose state nobody knew, proves nothing by being open now.
 */
export function outcomeOf(movement: Movement): 'opened' | 'no-movement' | 'unseen' {
  if (movement.hasOpened) return 'opened';
  return movement.now === 'closed' && movement.before !== 'open' ? 'no-movement' : 'unseen';
}
