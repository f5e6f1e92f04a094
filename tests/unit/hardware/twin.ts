import { createDoors, type HardwareDoors } from '#hardware/doors';
import type { CompartmentWiring, SupplyWiring } from '#hardware/wiring';
import type { BoardProfile } from '#bridge/profiles/schema';
import type { BoardId, CompartmentLabel } from '#domain/words';
import { createVirtualStation } from '#simulator/virtual-station';
import type { VirtualStation } from '#simulator/virtual-station';
import type { FramePassed, VirtualBus } from '#simulator/wires/virtual-bus';
import type { HardwareReport } from '#station/ports';
import { ManualClock } from '../bridge/manual-clock.ts';
import { ScriptedTransport } from '../bridge/scripted-transport.ts';

export type TwinInput = {
  readonly profile: BoardProfile;
  /** One list of addresses for each bus. */
  readonly buses: readonly (readonly number[])[];
  readonly baud?: number;
  readonly supplies?: readonly SupplyWiring[];
  readonly turnaroundMs?: number;
};

/** The station's doors on virtual boards whose bytes take their time on the wire; one clock moved by hand. */
export type Twin = {
  readonly clock: ManualClock;
  readonly doors: HardwareDoors;
  readonly station: VirtualStation;
  readonly transports: readonly ScriptedTransport[];
  /** What was reported since this was last emptied. */
  readonly reports: HardwareReport[];
  bus(index: number): VirtualBus;
  /** Starts the doors and forgets what they report at first. */
  start(): Promise<void>;
};

const busId = (index: number): string => `bus-${String(index)}`;
const boardId = (index: number, address: number): BoardId =>
  `b${String(index)}-${String(address)}` as BoardId;

/** Compartment `0-2-5` is channel 5 of the board with address 2 on the first bus. */
export function labelOf(bus: number, address: number, channel: number): CompartmentLabel {
  return `${String(bus)}-${String(address)}-${String(channel)}` as CompartmentLabel;
}

export function createTwin(input: TwinInput): Twin {
  const { profile, baud = profile.line.baud, supplies = [] } = input;
  const clock = new ManualClock();
  const transports = input.buses.map(() => new ScriptedTransport(clock));
  const buses = input.buses.map((addresses, index) => ({
    id: busId(index),
    transport: { kind: 'serial' as const, path: busId(index), baud },
    boards: addresses.map((address) => ({ id: boardId(index, address), profile, address })),
  }));
  const compartments = input.buses.flatMap((addresses, index) =>
    addresses.flatMap((address) => wire(index, address, profile)),
  );
  const station = createVirtualStation({
    buses,
    compartments: compartments.map((one) => ({ ...drawing, ...one })),
    seed: 1,
    clock,
    wireClock: clock,
    pacing: 'line-speed',
    hands: 'nobody',
    turnaroundMs: input.turnaroundMs ?? 2,
    toController: (id, bytes) => transports[buses.findIndex((bus) => bus.id === id)]?.line.receive(bytes),
  });
  const bus = (index: number): VirtualBus => station.buses.get(busId(index)) ?? fail();
  for (const [index, transport] of transports.entries()) {
    transport.onWrite = (bytes) => bus(index).receive(bytes);
  }
  const transportOf = (id: string): ScriptedTransport =>
    transports[buses.findIndex((one) => one.id === id)] ?? fail();
  const doors = createDoors(
    { buses, compartments, supplies },
    { clock, openTransport: ({ id }) => transportOf(id) },
  );
  const reports: HardwareReport[] = [];
  return {
    clock,
    doors,
    station,
    transports,
    reports,
    bus,
    async start() {
      let isStarted = false;
      void doors.start((report) => reports.push(report)).then(() => (isStarted = true));
      for (let count = 0; count < 1000 && !isStarted; count += 1) await clock.advance(100);
      if (!isStarted) fail();
      reports.splice(0);
    },
  };
}

const drawing = {
  size: 'M',
  cabinet: 'A',
  column: 0,
  row: 0,
  widthMm: 450,
  clearHeightMm: 200,
  heightMm: 100,
};

function wire(bus: number, address: number, profile: BoardProfile): CompartmentWiring[] {
  return Array.from({ length: profile.channels }, (_, index) => ({
    label: labelOf(bus, address, index + 1),
    board: boardId(bus, address),
    channel: index + 1,
    doorSensor: true,
    occupancySensor: profile.polarity.item !== null,
  }));
}

function fail(): never {
  throw new TypeError('the twin lacks what the test asks for');
}

/** Of a KERONG CU16. */
export const isUnlock = (frame: Uint8Array): boolean => frame[2] === 0x31;

/** Of a KERONG CU16: a read of the board with this address. */
export const isReadOf =
  (address: number) =>
  (frame: Uint8Array): boolean =>
    frame[2] === 0x30 && (frame[1] ?? 0) >> 4 === address;

/** Times at which whole requests of one kind had passed the wire. */
export function watchRequests(
  twin: Twin,
  index: number,
  isWanted: (frame: Uint8Array) => boolean,
): { readonly times: number[]; readonly stop: () => void } {
  const times: number[] = [];
  const stop = twin.bus(index).observe(({ from, bytes }: FramePassed) => {
    if (from === 'controller' && isWanted(bytes)) times.push(twin.clock.nowMs());
  });
  return { times, stop };
}

export function longestGap(times: readonly number[]): number {
  return Math.max(...times.map((at, index) => at - (times[index - 1] ?? at)));
}
