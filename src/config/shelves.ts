import { gateLabel } from '#domain/shelves';
import type { BoardId } from '#domain/words';
import type { Findings } from './findings.ts';
import type { Loom } from './loom.ts';
import { describe } from './problem.ts';
import type { Profiles } from './profiles.ts';
import type { ShelfSettings } from './settings.ts';
import type { WrittenShelves } from './station-schema.ts';

/** Every position may hold the parcel of another recipient with a code of their own. */
export function countPositions(shelves: ShelfSettings | null): number {
  return (shelves?.layers ?? []).reduce((sum, { positionCount }) => sum + positionCount, 0);
}

/**
 * Joins the shelves with their profile and the gate with its board. A gate cannot share a channel with a
 * compartment, so that both go through the same loom.
 */
export function settleShelves(
  written: WrittenShelves | undefined,
  loom: Loom,
  profiles: Profiles,
  findings: Findings,
): ShelfSettings | null {
  if (written === undefined) return null;
  const gate = settleGate(written, loom);
  const profile = profiles.shelves.get(written.profile);
  if (profile === undefined) {
    const known = [...profiles.shelves.keys()].toSorted().join(', ');
    findings.refuse(['shelves', 'profile'], `one of the shelves ${known}`, describe(written.profile));
    return null;
  }
  const layers = profile.shelves.flatMap(({ name: shelf, layers: written }) =>
    written.map(({ name: layer, aboveFloorMm: heightMm, firstNumber, positionCount }) => ({
      shelf,
      layer,
      firstNumber,
      positionCount,
      heightMm,
    })),
  );
  return { layers, gate };
}

function settleGate({ gate }: WrittenShelves, loom: Loom): ShelfSettings['gate'] {
  if (gate === undefined) return null;
  const board = loom.connect({ ...gate, path: ['shelves', 'gate'] }, gateLabel);
  loom.claimLabel(gateLabel, ['shelves', 'gate']);
  if (board === null) return null;
  return {
    label: gateLabel,
    board: board.id as BoardId,
    channel: gate.channel,
    doorSensor: gate.hasContact && board.showsDoor(gate.channel),
    occupancySensor: false,
  };
}
