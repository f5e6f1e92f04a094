import type { Dice } from '../dice.ts';

/** What a person does at an open door, each step after a pause of its own. */
export type PersonStep = {
  readonly afterMs: number;
  readonly act: 'put-parcel' | 'take-parcel' | 'close-door';
};

/** Pauses between what a person sees and what a person does. */
export type Pace = { readonly lowMs: number; readonly highMs: number };

/**
 * Who stands at a door that has opened is told by what lies behind it: at an empty compartment a courier,
 * who puts a parcel in, at an occupied one the recipient, who takes it. Both close the door.
 */
export function planSteps(parcel: 'absent' | 'inside', pace: Pace, dice: Dice): readonly PersonStep[] {
  const pause = (): number => dice.between(pace.lowMs, pace.highMs);
  return [
    { afterMs: pause(), act: parcel === 'absent' ? 'put-parcel' : 'take-parcel' },
    { afterMs: pause(), act: 'close-door' },
  ];
}
