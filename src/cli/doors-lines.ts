import { createBusSession } from '#bridge/bus-session';
import type { ChannelReading } from '#bridge/channel-reading';
import type { BridgeClock } from '#bridge/clock';
import { readOwner } from '#bridge/gpio/line-list';
import { createLockBoard } from '#bridge/lock-board';
import type { BusSettings, GpioBoardSettings, Settings, WiredCompartment } from '#config/settings';
import { BusProtection, type CoilShell } from '#hardware/bus-protection';
import { systemLines } from '#hardware/bus-shell';
import type { DoorBoard } from '#hardware/door-board';
import { createGpioDoorBoard } from '#hardware/gpio-door-board';
import { GpioProtection } from '#hardware/gpio-protection';
import type { GpioShell } from '#hardware/gpio-wiring';

/** What a board showed in one read; null where it did not answer. */
export type BoardReading = readonly ChannelReading[] | null;
export type Readings = ReadonlyMap<string, BoardReading>;

/** All lines of a station file, opened for a technician instead of the controller. */
export interface DoorLines {
  readonly clock: BridgeClock;
  /** Reads every board once. */
  readAll(): Promise<Readings>;
  board(id: string): DoorBoard | undefined;
  close(): Promise<void>;
}

/** What guards coils, and the way to GPIO lines, as the controller has them. */
export type DoorsMachine = { readonly gpio: GpioShell; readonly coils: CoilShell };

export type OpenedLines =
  | { readonly ok: true; readonly lines: DoorLines }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Boards that are opened and closed together. */
type Wire = {
  readonly boards: ReadonlyMap<string, DoorBoard>;
  /** Why its boards cannot be reached, or null. */
  open(): Promise<string | null>;
  isOpen(): boolean;
  close(): Promise<void>;
};

/** Opens every line exclusively; one that cannot be opened refuses all, with what to do. */
export async function openDoorLines(
  { buses, gpio }: Settings,
  clock: BridgeClock,
  machine: DoorsMachine,
): Promise<OpenedLines> {
  const coils = new BusProtection(buses, machine.coils, clock, undefined);
  const protection = new GpioProtection(machine.gpio, clock, undefined);
  const wires = [
    ...buses.map((bus) => busWireOf(bus, clock, coils)),
    ...gpio.map((board) => gpioWireOf(board, clock, machine.gpio, protection)),
  ];
  const problems: string[] = [];
  for (const wire of wires) {
    const problem = await wire.open();
    if (problem !== null) problems.push(problem);
  }
  const lines = new OpenLines(clock, wires, [coils, protection]);
  // The list of coils may be another process's as long as that holds a line.
  if (problems.length === 0) {
    await coils.start();
    return { ok: true, lines };
  }
  await lines.close();
  return { ok: false, problems };
}

function busWireOf(bus: BusSettings, clock: BridgeClock, coils: BusProtection): Wire {
  const reasons: string[] = [];
  const session = createBusSession({
    transport: systemLines(clock)(bus),
    clock,
    boards: bus.boards.map(({ address }) => address),
    log: (event, reason) => {
      if (event === 'open-failed') reasons.push(reason);
    },
  });
  const { baud, latencyMs } = bus.transport;
  const line = { session, clock, baud, latencyMs };
  const made = bus.boards.map((board) => {
    const { profile, address } = board;
    return [board.id, createLockBoard({ ...line, profile, address, guard: coils.guardOf(board) })] as const;
  });
  return {
    boards: new Map(made),
    async open() {
      await session.start();
      return session.isOpen() ? null : `bus ${bus.id}: ${explain(reasons.at(-1) ?? 'it did not open')}`;
    },
    isOpen: () => session.isOpen(),
    close: () => session.stop(),
  };
}

function gpioWireOf(
  wiring: GpioBoardSettings,
  clock: BridgeClock,
  shell: GpioShell,
  protection: GpioProtection,
): Wire {
  let reason = 'its lines were not claimed';
  let isOpen = false;
  const board = createGpioDoorBoard({
    wiring,
    clock,
    shell,
    protection,
    changed: () => undefined,
    log: (event, told) => {
      if (event !== 'claimed') reason = told;
    },
  });
  return {
    boards: new Map([[wiring.id, board]]),
    async open() {
      const owner = await readOwner(shell.lineList);
      const name = `GPIO board ${wiring.id}`;
      if (owner !== null && owner !== process.pid) {
        return `${name}: process ${String(owner)} drives its lines; ${stopFirst}`;
      }
      isOpen = (await board.readDoors('confirm')).ok;
      return isOpen ? null : `${name}: ${reason}`;
    },
    isOpen: () => isOpen,
    close: () => Promise.resolve(),
  };
}

const stopFirst = 'stop the controller first (systemctl stop latchkey).';

function explain(reason: string): string {
  if (!/lock port|temporarily unavailable|in use/i.test(reason)) return reason;
  return `${reason}. Another program holds the port; ${stopFirst}`;
}

class OpenLines implements DoorLines {
  readonly clock: BridgeClock;
  readonly #wires: readonly Wire[];
  readonly #guards: readonly { stop(): void }[];

  constructor(clock: BridgeClock, wires: readonly Wire[], guards: readonly { stop(): void }[]) {
    this.clock = clock;
    this.#wires = wires;
    this.#guards = guards;
  }

  board(id: string): DoorBoard | undefined {
    return this.#wires.map(({ boards }) => boards.get(id)).find((board) => board !== undefined);
  }

  async readAll(): Promise<Readings> {
    const reads = this.#wires.flatMap(({ boards }) =>
      [...boards].map(async ([id, board]) => {
        const read = await board.readDoors('confirm');
        return [id, read.ok ? read.channels : null] as const;
      }),
    );
    return new Map(await Promise.all(reads));
  }

  /** A coil whose pulse is ended from here is off before its line and its guard are given up (rule R5). */
  async close(): Promise<void> {
    for (const wire of this.#wires) {
      if (wire.isOpen()) for (const board of wire.boards.values()) await board.release();
      await wire.close();
    }
    for (const guard of this.#guards) guard.stop();
  }
}

export type Seen = {
  readonly door: ChannelReading['door'] | 'no-answer';
  readonly occupancy: string | null;
};

/** What the sensors of a compartment show, if it has any. */
export function seenAt(compartment: WiredCompartment, readings: Readings): Seen {
  const channels = readings.get(compartment.board) ?? null;
  if (channels === null) return { door: 'no-answer', occupancy: null };
  const reading = channels[compartment.channel - 1];
  return {
    door: compartment.doorSensor ? (reading?.door ?? 'unknown') : 'unknown',
    occupancy: compartment.occupancySensor ? (reading?.occupancy ?? null) : null,
  };
}
