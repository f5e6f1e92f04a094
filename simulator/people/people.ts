import type { SimulatorClock } from '../clock.ts';
import type { Dice } from '../dice.ts';
import type { VirtualCabinet } from '../physics/cabinet.ts';
import type { VirtualCompartment } from '../physics/compartment.ts';
import { planSteps } from './plans.ts';
import type { Pace, PersonStep } from './plans.ts';

/** People who know what to do at an open door; they can be sent away and called back while time goes on. */
export interface People {
  readonly arePresent: boolean;
  /** Sending them away stops what they are about to do; open doors stay open. */
  setPresent(arePresent: boolean): void;
}

/** The same seed makes the same people take the same time. */
export function bringPeople(input: {
  readonly cabinet: VirtualCabinet;
  readonly clock: SimulatorClock;
  readonly dice: Dice;
  readonly pace: Pace;
  readonly arePresent: boolean;
}): People {
  const { cabinet, clock, dice, pace } = input;
  const busy = new Map<string, () => void>();
  let arePresent = input.arePresent;

  function forget(label: string): void {
    busy.get(label)?.();
    busy.delete(label);
  }

  function follow(label: string, steps: readonly PersonStep[]): void {
    const [next, ...rest] = steps;
    const compartment = cabinet.find(label);
    if (!next || !compartment) return;
    const cancel = clock.after(next.afterMs, () => {
      busy.delete(label);
      act(compartment, next);
      follow(label, rest);
    });
    busy.set(label, cancel);
  }

  cabinet.observe((happening) => {
    if (happening.what === 'door-closed') forget(happening.compartment);
    if (happening.what !== 'door-opened' || !arePresent) return;
    const parcel = cabinet.find(happening.compartment)?.view().parcel ?? 'absent';
    follow(happening.compartment, planSteps(parcel, pace, dice));
  });

  return {
    get arePresent() {
      return arePresent;
    },
    setPresent(areNowPresent) {
      arePresent = areNowPresent;
      if (!arePresent) for (const label of busy.keys()) forget(label);
    },
  };
}

function act(compartment: VirtualCompartment, step: PersonStep): void {
  // A person who finds that somebody else was quicker shrugs, so the outcome does not matter here.
  if (step.act === 'put-parcel') compartment.putParcel();
  if (step.act === 'take-parcel') compartment.takeParcel();
  if (step.act === 'close-door') compartment.closeDoor();
}
