import { openBridgeClock } from '#platform/clock';
import { createDoors } from '#hardware/doors';
import type { HardwareDoors } from '#hardware/doors';
import { createSerialTransport } from '#bridge/transports/serial-transport';
import type { BoardId, CompartmentLabel } from '#domain/words';
import { unlockedChannel } from '../bus/answers.ts';
import type { Place } from '../bus/place.ts';

/**
 * A coil that is done at once and a door that nobody waits for: with real ones no station would unlock twice
 * within a second, so that a measurement would take hours. Nothing of this lies before the frame.
 */
export function withHastyDoors(place: Place): Place {
  const timing = { ...place.profile.timing, pulseMs: 4, settleMs: 0, openDetectMs: 1 };
  return { ...place, profile: { ...place.profile, timing } };
}

/**
 * The product's own doors, polling and all, on one line: a compartment with a door sensor on each board.
 * Somebody stands at every one of them, so that the boards are read as often as the line carries.
 */
export async function startDoors(path: string, place: Place): Promise<HardwareDoors> {
  const { profile, baud, addresses } = place;
  const boards = addresses.map((address) => ({ id: boardOf(address), profile, address }));
  const compartments = addresses.map((address) => ({
    label: labelOf(address),
    board: boardOf(address),
    channel: unlockedChannel,
    doorSensor: true,
    occupancySensor: false,
  }));
  const transport = { kind: 'serial', path, baud } as const;
  const doors = createDoors(
    { buses: [{ id: 'bus', transport, boards }], compartments },
    {
      clock: openBridgeClock(),
      openTransport: () => createSerialTransport({ path, ...profile.line, baud }),
    },
  );
  await doors.start(() => undefined);
  doors.attend(compartments.map(({ label }) => label));
  return doors;
}

export function labelOf(address: number): CompartmentLabel {
  return `A${address}` as CompartmentLabel;
}

function boardOf(address: number): BoardId {
  return `board-${address}` as BoardId;
}
