import { unreadCompartment } from '#domain/compartment';
import { noEffort } from '#domain/effort';
import { noGuesses } from '#domain/guesses';
import type { Policy } from '#domain/policy';
import { layerOf } from '#domain/shelves';
import type { Compartment, PlannedCompartment, StationPlan, StationState } from '#domain/state';
import { PlanLosesParcels } from './defects.ts';
import { openStateRows } from './state-rows.ts';
import type { StateRows } from './state-rows.ts';
import type { Store } from './store.ts';

/** The remembered part of the station's state. */
export type StateTables = {
  /** Throws `PlanLosesParcels` where the plan has no compartment and no position for a recorded parcel. */
  load(plan: StationPlan, policy: Policy): StationState;
  /** Writes the difference; must run inside a transaction. Returns the number of rows written. */
  write(before: StationState, after: StationState): number;
};

/** The parts of the state that are lists, and what tells their entries apart. */
type Lists = Pick<
  StationState,
  | 'compartments'
  | 'stays'
  | 'codes'
  | 'intentions'
  | 'releases'
  | 'faults'
  | 'cases'
  | 'troubles'
  | 'sensors'
  | 'audits'
  | 'unconfirmed'
  | 'settledCases'
  | 'surveys'
  | 'sendings'
  | 'reservations'
  | 'interlocks'
>;
type Part = keyof Lists;
type Entry<Name extends Part> = Lists[Name][number];

const keyOf: { readonly [Name in Part]: (entry: Entry<Name>) => string } = {
  compartments: ({ label }) => label,
  stays: ({ id }) => id,
  codes: ({ record }) => record.code,
  intentions: ({ id }) => id,
  releases: ({ compartment }) => compartment,
  faults: ({ id }) => id,
  cases: ({ number }) => number,
  reservations: ({ id }) => id,
  interlocks: ({ interlock }) => interlock,
  sendings: ({ code }) => code,
  troubles: ({ compartment }) => compartment,
  sensors: ({ compartment, kind }) => `${compartment} ${kind}`,
  audits: ({ id }) => id,
  unconfirmed: ({ stay }) => stay,
  settledCases: ({ number }) => number,
  surveys: ({ code }) => code,
};
const parts = Object.keys(keyOf) as Part[];

/** There is one guess budget for the whole kiosk (rule R9). */
const guessesKey = 'kiosk';

export function openStateTables(store: Store): StateTables {
  const lists = openLists(store);
  const visits = openStateRows(store, 'visits', (entry: NonNullable<StationState['visit']>) => entry.id);
  const recoveries = openStateRows(
    store,
    'recoveries',
    (entry: NonNullable<StationState['recovery']>) => entry.cause,
  );
  const guesses = openStateRows<StationState['guesses']>(store, 'guesses', () => guessesKey);

  return {
    load(plan, policy) {
      const state: StationState = {
        plan,
        policy,
        ...readLists(lists),
        compartments: fitToPlan(plan.compartments, lists.compartments.read()),
        visit: visits.read()[0] ?? null,
        recovery: recoveries.read()[0] ?? null,
        guesses: guesses.read()[0] ?? noGuesses,
        silentBoards: [],
        effort: noEffort,
        link: 'down',
        clock: null,
        isQuiet: false,
        camera: 'absent',
      };
      assertPlanKeepsParcels(state);
      return state;
    },
    write(before, after) {
      return (
        parts.reduce((count, part) => count + writeList(lists, part, before, after), 0) +
        (before.visit === after.visit ? 0 : visits.write(listOf(before.visit), listOf(after.visit))) +
        (before.recovery === after.recovery
          ? 0
          : recoveries.write(listOf(before.recovery), listOf(after.recovery))) +
        (before.guesses === after.guesses ? 0 : guesses.write([before.guesses], [after.guesses]))
      );
    },
  };
}

type ListRows = { readonly [Name in Part]: StateRows<Entry<Name>> };

function openLists(store: Store): ListRows {
  const open = <Name extends Part>(part: Name) => [part, openStateRows(store, part, keyOf[part])] as const;
  return Object.fromEntries(parts.map(open)) as ListRows;
}

function readLists(lists: ListRows): Lists {
  return Object.fromEntries(parts.map((part) => [part, lists[part].read()])) as unknown as Lists;
}

/** The record pairs every part with its own entries, which the compiler cannot follow through the index. */
function writeList(lists: ListRows, part: Part, before: Lists, after: Lists): number {
  return (lists[part] as StateRows<unknown>).write(before[part], after[part]);
}

function listOf<Entry>(entry: Entry | null): readonly Entry[] {
  return entry === null ? [] : [entry];
}

/**
 * The compartments in the order of the plan. Nobody has read a sensor in this run yet, and a reading of the
 * last run proves nothing about a door that stood without power (rule R7), so every reading begins unknown.
 */
function fitToPlan(
  planned: readonly PlannedCompartment[],
  stored: readonly Compartment[],
): readonly Compartment[] {
  const remembered = new Map(stored.map((compartment) => [compartment.label, compartment]));
  return planned.map(({ label }) => {
    const unread = unreadCompartment(label);
    const { quarantine, disabled, lastDoor, ajarStep } = remembered.get(label) ?? unread;
    return { ...unread, quarantine, disabled, lastDoor, ajarStep };
  });
}

function assertPlanKeepsParcels({ plan, stays }: StationState): void {
  const labels = new Set(plan.compartments.map(({ label }) => label));
  const places = stays.map(({ compartment }) => compartment);
  const lost = places.filter((place) => !labels.has(place) && layerOf(plan, place) === undefined);
  if (lost.length > 0) throw new PlanLosesParcels(lost);
}
