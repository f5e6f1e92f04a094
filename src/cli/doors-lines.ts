import { createBusSession, type BusSession } from '#bridge/bus-session';
import type { ChannelReading } from '#bridge/channel-reading';
import type { BridgeClock } from '#bridge/clock';
import { createLockBoard, type LockBoard } from '#bridge/lock-board';
import { createBusTransport } from '#bridge/transports/bus-transport';
import type { BusSettings, Settings, WiredCompartment } from '#config/settings';

/** What a board showed in one read; null where it did not answer. */
export type BoardReading = readonly ChannelReading[] | null;
export type Readings = ReadonlyMap<string, BoardReading>;

/** All lines of a station file, opened for a technician instead of the controller. */
export interface DoorLines {
  readonly clock: BridgeClock;
  /** Reads every board once. */
  readAll(): Promise<Readings>;
  board(id: string): LockBoard | undefined;
  close(): Promise<void>;
}

export type OpenedLines =
  | { readonly ok: true; readonly lines: DoorLines }
  | { readonly ok: false; readonly problems: readonly string[] };

type Wire = { readonly session: BusSession; readonly boards: ReadonlyMap<string, LockBoard> };

/** Opens every bus exclusively; one that cannot be opened refuses all, with what to do. */
export async function openDoorLines({ buses }: Settings, clock: BridgeClock): Promise<OpenedLines> {
  const problems: string[] = [];
  const wires: Wire[] = [];
  for (const bus of buses) {
    const reasons: string[] = [];
    const wire = wireOf(bus, clock, (reason) => reasons.push(reason));
    wires.push(wire);
    await wire.session.start();
    if (!wire.session.isOpen())
      problems.push(`bus ${bus.id}: ${explain(reasons.at(-1) ?? 'it did not open')}`);
  }
  const lines = new OpenLines(clock, wires);
  if (problems.length === 0) return { ok: true, lines };
  await lines.close();
  return { ok: false, problems };
}

function wireOf(bus: BusSettings, clock: BridgeClock, failed: (reason: string) => void): Wire {
  const { transport, boards } = bus;
  const line = boards[0]?.profile.line ?? usualLine;
  const session = createBusSession({
    transport: createBusTransport(transport, line, clock),
    clock,
    boards: boards.map(({ address }) => address),
    log: (event, reason) => {
      if (event === 'open-failed') failed(reason);
    },
  });
  const { baud, latencyMs } = transport;
  const made = boards.map(
    ({ id, profile, address }) =>
      [id, createLockBoard({ session, clock, profile, address, baud, latencyMs })] as const,
  );
  return { session, boards: new Map(made) };
}

/** For a bus without boards, which has nothing to say either. */
const usualLine = { baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1 } as const;

function explain(reason: string): string {
  if (!/lock port|temporarily unavailable|in use/i.test(reason)) return reason;
  return `${reason}. Another program holds the port; stop the controller first (systemctl stop latchkey).`;
}

class OpenLines implements DoorLines {
  readonly clock: BridgeClock;
  readonly #wires: readonly Wire[];

  constructor(clock: BridgeClock, wires: readonly Wire[]) {
    this.clock = clock;
    this.#wires = wires;
  }

  board(id: string): LockBoard | undefined {
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

  /** A coil whose pulse is ended from here is off before its line is given up (rule R5). */
  async close(): Promise<void> {
    for (const { session, boards } of this.#wires) {
      if (session.isOpen()) for (const board of boards.values()) await board.release();
      await session.stop();
    }
  }
}

/** `not-on-a-bus`: a lock on GPIO lines; only the controller drives those, because it guards them (R5). */
export type Seen = {
  readonly door: ChannelReading['door'] | 'no-answer' | 'not-on-a-bus';
  readonly occupancy: string | null;
};

/** What the sensors of a compartment show, if it has any. */
export function seenAt(compartment: WiredCompartment, readings: Readings): Seen {
  const channels = readings.get(compartment.board);
  if (channels === undefined) return { door: 'not-on-a-bus', occupancy: null };
  if (channels === null) return { door: 'no-answer', occupancy: null };
  const reading = channels[compartment.channel - 1];
  return {
    door: compartment.doorSensor ? (reading?.door ?? 'unknown') : 'unknown',
    occupancy: compartment.occupancySensor ? (reading?.occupancy ?? null) : null,
  };
}
