import type { StationState } from '#domain/state';
import type { Checker } from './witness.ts';

/** What must be on the card after every commit; readings of sensors begin anew with each run (rule R7). */
function remembered(state: StationState): Readonly<Record<string, unknown>> {
  const { stays, intentions, visit, guesses, compartments } = state;
  // The order of these two says nothing, and the card keeps that of their first rows.
  const releases = state.releases.toSorted((one, other) => (one.compartment < other.compartment ? -1 : 1));
  const faults = state.faults.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const quarantines = compartments.map(({ label, quarantine }) => [label, quarantine]);
  return { stays, intentions, releases, faults, visit, guesses, quarantines };
}

/** I3, I7: what was decided before the power went is what the next run begins with, guesses included. */
export function watchRemembering(): Checker {
  let last: StationState | null = null;
  let isNew = false;

  return {
    name: 'remembering',
    see(witnessed) {
      if (witnessed.kind === 'power' && witnessed.power === 'on') isNew = true;
      if (witnessed.kind === 'card') last = null;
      if (witnessed.kind !== 'commit') return null;
      const wrong = isNew && last !== null ? difference(last, witnessed.before) : null;
      isNew = false;
      last = witnessed.after;
      return wrong;
    },
  };
}

function difference(last: StationState, found: StationState): string | null {
  const [before, after] = [remembered(last), remembered(found)];
  for (const part of Object.keys(before)) {
    const [was, is] = [JSON.stringify(before[part]), JSON.stringify(after[part])];
    if (was !== is) return `after a restart ${part} had become ${is} from ${was}`;
  }
  return null;
}
