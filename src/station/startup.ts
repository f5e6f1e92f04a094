import type { Command } from '#domain/commands';
import type { DoorReading } from '#domain/commands/door-commands';
import type { BoardId, CompartmentLabel } from '#domain/words';
import type { Doors, HardwareReport } from './ports.ts';

type Found = { readonly readings: readonly DoorReading[]; readonly silentBoards: readonly BoardId[] };

/**
 * Opens the doors' buses and gathers what they show first, so that the ledger is reconciled with one picture
 * of the cabinet. What is reported between that picture and its decision waits for `followUp`.
 */
export async function openDoors(
  doors: Doors,
  ask: (command: Command) => void,
): Promise<{ readonly found: Found; followUp(): void }> {
  const readings = new Map<CompartmentLabel, DoorReading>();
  const silentBoards = new Set<BoardId>();
  const later: HardwareReport[] = [];
  let handle = (report: HardwareReport): void => {
    if (report.kind === 'reading') readings.set(report.compartment, report);
    else if (report.kind === 'board-silent') silentBoards.add(report.board);
    else if (report.kind === 'board-answering') silentBoards.delete(report.board);
  };
  await doors.start((report) => {
    handle(report);
  });
  handle = (report) => later.push(report);
  const found: Found = {
    readings: [...readings.values()].map(({ compartment, door, occupancy }) => ({
      compartment,
      door,
      occupancy,
    })),
    silentBoards: [...silentBoards],
  };
  const followUp = (): void => {
    handle = (report) => {
      ask(commandOf(report));
    };
    for (const report of later) handle(report);
  };
  return { found, followUp };
}

function commandOf(report: HardwareReport): Command {
  switch (report.kind) {
    case 'reading':
      return {
        do: 'see-door',
        compartment: report.compartment,
        door: report.door,
        occupancy: report.occupancy,
      };
    case 'unlock':
      return { do: 'settle-unlock', intention: report.intention, outcome: report.outcome };
    case 'board-silent':
      return { do: 'lose-board', board: report.board };
    case 'board-answering':
      return { do: 'restore-board', board: report.board };
  }
}
