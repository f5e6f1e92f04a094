import type { LatchWear } from './mechanism.ts';
import type { HookWear, InfraredWear } from './sensors.ts';

/** Something that a person with a stopwatch and a meter on the coils would notice. */
export type Noticed =
  | { readonly what: 'coil-energised' }
  | { readonly what: 'coil-cut'; readonly energisedMs: number }
  | { readonly what: 'latch-released' }
  | { readonly what: 'door-opened'; readonly by: 'spring' | 'hand' }
  | { readonly what: 'door-closed' }
  | { readonly what: 'door-did-not-catch' }
  | { readonly what: 'parcel-put' }
  | { readonly what: 'parcel-taken' }
  | { readonly what: 'wear-changed' };

export type Happening = { readonly atMs: number; readonly compartment: string } & Noticed;

/** What is worn or broken at one compartment. */
export type Wear = {
  readonly latch: LatchWear;
  readonly hook: HookWear;
  readonly infrared: InfraredWear;
};

/** What a hand did, or why it could not. */
export type HandOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: 'door-closed' | 'door-open' | 'door-does-not-catch' | 'occupied' | 'empty';
    };

export type CompartmentView = {
  readonly door: 'open' | 'closed';
  readonly latch: 'engaged' | 'released';
  readonly coil: 'on' | 'off';
  readonly parcel: 'absent' | 'inside';
  readonly wear: Wear;
};
