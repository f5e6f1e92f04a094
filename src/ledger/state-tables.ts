import { noGuesses } from '#domain/guesses';
import type { Policy } from '#domain/policy';
import type { Compartment, PlannedCompartment, StationPlan, StationState } from '#domain/state';
import { PlanLosesParcels } from './defects.ts';
import { openStateRows } from './state-rows.ts';
import type { Store } from './store.ts';

/** The remembered part of the station's state. */
export type StateTables = {
  /** Throws `PlanLosesParcels` where the plan has no compartment for a recorded parcel. */
  load(plan: StationPlan, policy: Policy): StationState;
  /** Writes the difference; must run inside a transaction. Returns the number of rows written. */
  write(before: StationState, after: StationState): number;
};

/** There is one guess budget for the whole kiosk (rule R9). */
const guessesKey = 'kiosk';

export function openStateTables(store: Store): StateTables {
  const compartments = openStateRows(store, 'compartments', (entry: Compartment) => entry.label);
  const stays = openStateRows(store, 'stays', (entry: StationState['stays'][number]) => entry.id);
  const intentions = openStateRows(
    store,
    'intentions',
    (entry: StationState['intentions'][number]) => entry.id,
  );
  const releases = openStateRows(
    store,
    'releases',
    (entry: StationState['releases'][number]) => entry.compartment,
  );
  const faults = openStateRows(store, 'faults', (entry: StationState['faults'][number]) => entry.id);
  const visits = openStateRows(store, 'visits', (entry: NonNullable<StationState['visit']>) => entry.id);
  const guesses = openStateRows<StationState['guesses']>(store, 'guesses', () => guessesKey);

  return {
    load(plan, policy) {
      const state: StationState = {
        plan,
        policy,
        compartments: fitToPlan(plan.compartments, compartments.read()),
        stays: stays.read(),
        intentions: intentions.read(),
        releases: releases.read(),
        faults: faults.read(),
        visit: visits.read()[0] ?? null,
        guesses: guesses.read()[0] ?? noGuesses,
        silentBoards: [],
        link: 'down',
      };
      assertPlanKeepsParcels(state);
      return state;
    },
    write(before, after) {
      return (
        compartments.write(before.compartments, after.compartments) +
        stays.write(before.stays, after.stays) +
        intentions.write(before.intentions, after.intentions) +
        releases.write(before.releases, after.releases) +
        faults.write(before.faults, after.faults) +
        (before.visit === after.visit ? 0 : visits.write(listOf(before.visit), listOf(after.visit))) +
        (before.guesses === after.guesses ? 0 : guesses.write([before.guesses], [after.guesses]))
      );
    },
  };
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
  const quarantines = new Map(stored.map(({ label, quarantine }) => [label, quarantine]));
  return planned.map(({ label }) => ({
    label,
    door: 'unknown',
    doorSince: null,
    occupancy: 'unknown',
    quarantine: quarantines.get(label) ?? null,
  }));
}

function assertPlanKeepsParcels({ plan, stays }: StationState): void {
  const labels = new Set(plan.compartments.map(({ label }) => label));
  const lost = stays.map(({ compartment }) => compartment).filter((label) => !labels.has(label));
  if (lost.length > 0) throw new PlanLosesParcels(lost);
}
