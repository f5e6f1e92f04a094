import { createBoardCodec } from '#bridge/profiles/board-codec';
import type { BoardProfile } from '#bridge/profiles/schema';
import { VirtualBoard } from './boards/virtual-board.ts';
import type { SimulatorClock } from './clock.ts';
import { createDice } from './dice.ts';
import { bringPeople } from './people/people.ts';
import type { People } from './people/people.ts';
import { VirtualCabinet } from './physics/cabinet.ts';
import { VirtualBus } from './wires/virtual-bus.ts';

/** A bus as the station file has it. */
export type SimulatedBus = {
  readonly id: string;
  readonly transport: { readonly baud: number } & (
    { readonly kind?: 'serial' } | { readonly kind: 'tcp' | 'rfc2217'; readonly port: number }
  );
  readonly boards: readonly {
    readonly id: string;
    readonly profile: BoardProfile;
    readonly address: number;
  }[];
};

/** A compartment as the station file has it: where it is wired and how it is drawn. */
export type SimulatedCompartment = {
  readonly label: string;
  readonly size: string;
  readonly board: string;
  readonly channel: number;
  readonly cabinet: string;
  readonly column: number;
  readonly row: number;
  readonly widthMm: number;
  readonly clearHeightMm: number;
  /** Lower edge above the floor. */
  readonly heightMm: number;
};

export type VirtualStationInput = {
  readonly buses: readonly SimulatedBus[];
  readonly compartments: readonly SimulatedCompartment[];
  readonly seed: number;
  readonly clock: SimulatorClock;
  /** The clock that bytes travel by; the same one unless wires need a more precise one. */
  readonly wireClock: SimulatorClock;
  /** `line-speed` lets every byte take the time it takes on a wire of that speed. */
  readonly pacing: 'off' | 'line-speed';
  readonly hands: 'people' | 'nobody';
  /** Silence between request and answer; 0 unless a board is known to need more. */
  readonly turnaroundMs?: number;
  /** Boards, by id, whose answer to an unlock differs from what their profile says is usual. */
  readonly answersUnlock?: Readonly<Record<string, boolean>>;
  /** Carries bytes to whoever has opened the port of a bus. */
  readonly toController: (busId: string, bytes: Uint8Array) => void;
};

/** All hardware of a station, without a single file descriptor. */
export type VirtualStation = {
  readonly compartments: readonly SimulatedCompartment[];
  readonly cabinet: VirtualCabinet;
  readonly boards: ReadonlyMap<string, VirtualBoard>;
  readonly buses: ReadonlyMap<string, VirtualBus>;
  readonly people: People;
};

/** A person needs a moment to see the door, and another to find its handle. */
const pace = { lowMs: 1200, highMs: 3500 } as const;

export function createVirtualStation(input: VirtualStationInput): VirtualStation {
  const { clock, compartments } = input;
  const dice = createDice(input.seed);
  const labels = compartments.map((one) => one.label);
  const cabinet = new VirtualCabinet(labels, dice.split('cabinet'), clock);
  const buses = input.buses.map((bus) => buildBus(bus, cabinet, input));
  const arePresent = input.hands === 'people';
  return {
    compartments,
    cabinet,
    buses: new Map(buses.map((bus) => [bus.id, bus])),
    boards: new Map(buses.flatMap((bus) => bus.boards.map((board) => [board.id, board]))),
    people: bringPeople({ cabinet, clock, dice: dice.split('people'), pace, arePresent }),
  };
}

function buildBus(bus: SimulatedBus, cabinet: VirtualCabinet, input: VirtualStationInput): VirtualBus {
  const { clock, compartments, turnaroundMs = 0 } = input;
  const boards = bus.boards.map(({ id, profile, address }) => {
    const answersUnlock = input.answersUnlock?.[id];
    return new VirtualBoard({
      id,
      profile,
      address,
      codec: createBoardCodec(profile),
      cabinet,
      wiring: findWiring(id, profile.channels, compartments),
      clock,
      dice: createDice(input.seed).split(id),
      turnaroundMs,
      ...(answersUnlock === undefined ? {} : { answersUnlock }),
    });
  });
  return new VirtualBus({
    id: bus.id,
    boards,
    baud: input.pacing === 'line-speed' ? bus.transport.baud : null,
    clock: input.wireClock,
    dice: createDice(input.seed).split(`line ${bus.id}`),
    toController: (bytes) => input.toController(bus.id, bytes),
  });
}

function findWiring(
  board: string,
  channels: number,
  compartments: readonly SimulatedCompartment[],
): (string | null)[] {
  const own = compartments.filter((one) => one.board === board);
  return Array.from(
    { length: channels },
    (_, index) => own.find((one) => one.channel === index + 1)?.label ?? null,
  );
}
