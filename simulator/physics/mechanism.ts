/**
 * One compartment as metal: a coil that pulls a latch, a latch that holds a door, a spring that pushes it
 * open, and what lies behind it. Pure: `moveMechanism` says how one thing leads to the next and knows no
 * time.
 */

/**
 * What is wrong with a latch. A sticky one gives way at the pulse of that number, a worn one never catches.
 */
export type LatchWear =
  | { readonly at: 'sound' }
  | { readonly at: 'stuck' }
  | { readonly at: 'sticky'; readonly pulsesNeeded: number }
  | { readonly at: 'worn' };

export type Mechanism = {
  readonly coil: 'off' | 'on';
  readonly latch: 'engaged' | 'released';
  readonly leaf: 'closed' | 'open';
  readonly parcel: 'absent' | 'inside';
  readonly wear: LatchWear;
  /** Pulses that a sticky latch has withstood since it last gave way. */
  readonly withstoodCount: number;
};

export type MechanismInput =
  | { readonly at: 'coil-energised' }
  | { readonly at: 'coil-cut' }
  /** The plunger has had the time it needs to travel. */
  | { readonly at: 'plunger-travelled' }
  /** The spring has had the time it needs to swing the door. */
  | { readonly at: 'spring-pushed' }
  | { readonly at: 'pushed-closed' }
  | { readonly at: 'pulled-open' }
  | { readonly at: 'parcel-put' }
  | { readonly at: 'parcel-taken' }
  | { readonly at: 'wear-set'; readonly wear: LatchWear };

export const closedAndEmpty: Mechanism = {
  coil: 'off',
  latch: 'engaged',
  leaf: 'closed',
  parcel: 'absent',
  wear: { at: 'sound' },
  withstoodCount: 0,
};

export function moveMechanism(mechanism: Mechanism, input: MechanismInput): Mechanism {
  switch (input.at) {
    case 'coil-energised':
      return { ...mechanism, coil: 'on' };
    case 'coil-cut':
      return { ...mechanism, coil: 'off' };
    case 'plunger-travelled':
      return mechanism.coil === 'on' && mechanism.latch === 'engaged' ? pullLatch(mechanism) : mechanism;
    case 'spring-pushed':
      return mechanism.latch === 'released' ? { ...mechanism, leaf: 'open' } : mechanism;
    case 'pushed-closed':
      return catches(mechanism) ? { ...mechanism, leaf: 'closed', latch: 'engaged' } : mechanism;
    case 'pulled-open':
      return { ...mechanism, leaf: 'open', latch: 'released' };
    case 'parcel-put':
      return mechanism.leaf === 'open' ? { ...mechanism, parcel: 'inside' } : mechanism;
    case 'parcel-taken':
      return mechanism.leaf === 'open' ? { ...mechanism, parcel: 'absent' } : mechanism;
    case 'wear-set':
      return { ...mechanism, wear: input.wear, withstoodCount: 0 };
  }
}

function pullLatch(mechanism: Mechanism): Mechanism {
  const { wear, withstoodCount } = mechanism;
  if (wear.at === 'stuck') return mechanism;
  if (wear.at === 'sticky' && withstoodCount + 1 < wear.pulsesNeeded) {
    return { ...mechanism, withstoodCount: withstoodCount + 1 };
  }
  return { ...mechanism, latch: 'released', withstoodCount: 0 };
}

/** A door does not catch while the coil still pulls the latch, nor ever where the latch is worn. */
function catches(mechanism: Mechanism): boolean {
  return mechanism.leaf === 'open' && mechanism.coil === 'off' && mechanism.wear.at !== 'worn';
}
