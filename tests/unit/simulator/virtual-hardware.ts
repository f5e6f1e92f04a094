import type { BoardProfile } from '#bridge/profiles/schema';
import { createHandClock } from '#simulator/hand-clock';
import type { VirtualBoard } from '#simulator/boards/virtual-board';
import type { VirtualCompartment } from '#simulator/physics/compartment';
import { createVirtualStation } from '#simulator/virtual-station';
import type { VirtualStationInput } from '#simulator/virtual-station';
import type { VirtualBus } from '#simulator/wires/virtual-bus';

export const cu16: BoardProfile = {
  kind: 'lock-board',
  id: 'cu16-for-tests',
  name: 'CU16',
  protocol: 'kerong-cu16',
  channels: 16,
  address: { min: 0, max: 9 },
  line: { baud: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  polarity: { hook: 'one-is-closed', item: 'one-is-occupied' },
  unlockReply: 'none',
  echo: 'none',
  timing: {
    pulseMs: 550,
    readTimeoutMs: 100,
    unlockTimeoutMs: 100,
    gapMs: 0,
    settleMs: 50,
    openDetectMs: 1500,
  },
  solenoidsAtOnceMax: 1,
  provenance: [{ source: 'made for tests', confidence: 'low' }],
  caveats: [],
};

export const lockboard8a: BoardProfile = {
  ...cu16,
  id: '8a-for-tests',
  name: '8A',
  protocol: 'lockboard-8a',
  channels: 24,
  address: { min: 1, max: 32 },
  polarity: { hook: 'one-is-closed', item: null },
  unlockReply: 'required',
  timing: { ...cu16.timing, pulseMs: 300, unlockTimeoutMs: 1000 },
};

type Wiring = {
  readonly profile: BoardProfile;
  readonly addresses: readonly number[];
} & Partial<Omit<VirtualStationInput, 'buses' | 'compartments' | 'toController' | 'clock' | 'wireClock'>>;

/** One bus with boards of one model; every channel has a compartment, labelled by address and channel. */
export function plan({ profile, addresses }: Pick<Wiring, 'profile' | 'addresses'>) {
  const boards = addresses.map((address) => ({ id: `board-${String(address)}`, profile, address }));
  const compartments = boards.flatMap((board) =>
    Array.from({ length: profile.channels }, (_, index) => ({
      label: `${String(board.address)}-${String(index + 1)}`,
      size: 'M',
      board: board.id,
      channel: index + 1,
      cabinet: 'A',
      column: 0,
      row: index,
      widthMm: 450,
      clearHeightMm: 200,
      heightMm: 100 + index * 220,
    })),
  );
  const buses = [{ id: 'main', transport: { baud: profile.line.baud }, boards }];
  return { buses, compartments };
}

/** The same on a clock that is moved by hand, with everything the controller hears in `heard`. */
export function wireUp(wiring: Wiring) {
  const clock = createHandClock();
  const heard: { readonly atMs: number; readonly hex: string }[] = [];
  const station = createVirtualStation({
    seed: 1,
    pacing: 'off',
    hands: 'nobody',
    ...wiring,
    ...plan(wiring),
    clock,
    wireClock: clock,
    toController: (_, bytes) => heard.push({ atMs: clock.nowMs(), hex: hexOf(bytes) }),
  });
  const bus: VirtualBus = station.buses.get('main') ?? fail();
  return {
    clock,
    heard,
    station,
    bus,
    say: (hex: string): void => bus.receive(bytesOf(hex)),
    board: (id: string): VirtualBoard => station.boards.get(id) ?? fail(),
    compartment: (label: string): VirtualCompartment => station.cabinet.find(label) ?? fail(),
  };
}

function fail(): never {
  throw new TypeError('the virtual hardware lacks what the test asks for');
}

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(' ').map((byte) => Number.parseInt(byte, 16)));
}

export function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
}
