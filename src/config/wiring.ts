import type { CabinetProfile } from '#bridge/profiles/schema';
import type { BoardId, CompartmentLabel } from '#domain/words';
import { fitsChild } from './entrapment.ts';
import type { Findings } from './findings.ts';
import type { Joint, Loom } from './loom.ts';
import { describe, type Path } from './problem.ts';
import type { Profiles } from './profiles.ts';
import type { WiredCompartment } from './settings.ts';
import type { WrittenCabinet } from './station-schema.ts';
import type { Terminals } from './terminals.ts';

type PlannedSpace = CabinetProfile['compartments'][number];

/**
 * Joins cabinets, boards and channels into compartments, in the order of the file: the order in which
 * allocation prefers them among equals.
 */
export function settleCabinets(
  written: readonly WrittenCabinet[],
  loom: Loom,
  profiles: Profiles,
  findings: Findings,
): readonly WiredCompartment[] {
  return written.flatMap((cabinet, index) => {
    const profile = profiles.cabinets.get(cabinet.profile);
    const path: Path = ['cabinets', index];
    if (profile !== undefined) return settleCabinet(cabinet, profile, path, loom, findings);
    const known = [...profiles.cabinets.keys()].toSorted().join(', ');
    findings.refuse([...path, 'profile'], `one of the cabinets ${known}`, describe(cabinet.profile));
    return [];
  });
}

function settleCabinet(
  cabinet: WrittenCabinet,
  profile: CabinetProfile,
  path: Path,
  loom: Loom,
  findings: Findings,
): readonly WiredCompartment[] {
  refuseUnknownLabels(cabinet, profile, path, findings);
  return profile.compartments.flatMap((space, position) => {
    const label = `${cabinet.id}${space.name}`;
    loom.claimLabel(label, [...path, 'id']);
    const joint = jointOf(cabinet, label, position, path, findings);
    const board = joint === null ? null : loom.connect(joint, label);
    const doorSensor =
      space.doorSensor && (joint === null || board === null || board.showsDoor(joint.channel));
    refuseTrap({ ...space, doorSensor }, label, [...path, 'profile'], findings);
    if (joint === null || board === null) return [];
    return [wired(cabinet, { ...space, doorSensor }, label, board, joint, findings)];
  });
}

function wired(
  cabinet: WrittenCabinet,
  space: PlannedSpace,
  label: string,
  board: Terminals,
  joint: Joint,
  findings: Findings,
): WiredCompartment {
  const occupancySensor = space.occupancySensor && board.showsItems;
  if (space.occupancySensor && !occupancySensor) {
    findings.warn(
      joint.path,
      `${label} has an occupancy sensor, but the board ${board.id} cannot report it.`,
    );
  }
  return {
    label: label as CompartmentLabel,
    size: space.size,
    board: board.id as BoardId,
    heightMm: space.aboveFloorMm,
    doorSensor: space.doorSensor,
    occupancySensor,
    channel: joint.channel,
    widthMm: space.widthMm,
    clearHeightMm: space.heightMm,
    depthMm: space.depthMm,
    cabinet: cabinet.id,
    features: space.features,
    column: space.column,
    row: space.row,
  };
}

function jointOf(
  cabinet: WrittenCabinet,
  label: string,
  position: number,
  path: Path,
  findings: Findings,
): Joint | null {
  if (isRun(cabinet.wiring)) {
    const { board, fromChannel } = cabinet.wiring;
    return { board, channel: fromChannel + position, path: [...path, 'wiring'] };
  }
  const joint = cabinet.wiring[label];
  if (joint !== undefined) return { ...joint, path: [...path, 'wiring', label] };
  findings.refuse([...path, 'wiring'], `a board and a channel for the compartment ${label}`, 'nothing');
  return null;
}

function refuseUnknownLabels(
  cabinet: WrittenCabinet,
  profile: CabinetProfile,
  path: Path,
  findings: Findings,
): void {
  if (isRun(cabinet.wiring)) return;
  const labels = profile.compartments.map((space) => `${cabinet.id}${space.name}`);
  for (const label of Object.keys(cabinet.wiring)) {
    if (labels.includes(label)) continue;
    findings.refuse(
      [...path, 'wiring', label],
      `one of the compartments ${labels.join(', ')}`,
      describe(label),
    );
  }
}

/** Rule R4: whoever shuts the door on a child must be noticed, or the child must get out alone. */
function refuseTrap(space: PlannedSpace, label: string, path: Path, findings: Findings): void {
  if (space.doorSensor || space.releaseFromInside || !fitsChild(space)) return;
  const inside = `${String(space.widthMm)} × ${String(space.heightMm)} × ${String(space.depthMm)} mm`;
  findings.refuse(
    path,
    `a door sensor or a release from inside for ${label}, because a child fits in (rule R4)`,
    `${inside} with neither`,
    'fit a door sensor or a release, or divide the compartment, then correct the cabinet profile.',
  );
}

function isRun(wiring: WrittenCabinet['wiring']): wiring is { board: string; fromChannel: number } {
  return typeof wiring['board'] === 'string';
}
