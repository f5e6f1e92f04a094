import { unreadCompartment } from './compartment.ts';
import { noEffort } from './effort.ts';
import { noGuesses } from './guesses.ts';
import type { Policy } from './policy.ts';
import type { StationPlan, StationState } from './state.ts';

/** A station that nobody has used yet and whose doors nobody has read. */
export function initialState(plan: StationPlan, policy: Policy): StationState {
  return {
    plan,
    policy,
    compartments: plan.compartments.map(({ label }) => unreadCompartment(label)),
    stays: [],
    codes: [],
    intentions: [],
    releases: [],
    faults: [],
    cases: [],
    reservations: [],
    interlocks: [],
    sendings: [],
    troubles: [],
    sensors: [],
    audits: [],
    recovery: null,
    unconfirmed: [],
    settledCases: [],
    surveys: [],
    effort: noEffort,
    visit: null,
    guesses: noGuesses,
    silentBoards: [],
    link: 'down',
    clock: null,
    isQuiet: false,
    camera: 'absent',
  };
}
