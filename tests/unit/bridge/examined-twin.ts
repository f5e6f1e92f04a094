import { examineBoard, type Examined, type ExaminationOptions } from '#bridge/conformance/examination';
import type { Answers, Question, Technician } from '#bridge/conformance/technician';
import type { BoardProfile } from '#bridge/profiles/schema';
import type { Connection, ConnectionListener, Transport } from '#bridge/transport';
import type { LockBoardRequest } from '#codecs/lock-board-codec';
import type { VirtualBoard } from '#simulator/boards/virtual-board';
import type { VirtualCompartment } from '#simulator/physics/compartment';
import { createVirtualStation, type VirtualStation } from '#simulator/virtual-station';
import type { VirtualBus } from '#simulator/wires/virtual-bus';
import { ManualClock } from './manual-clock.ts';

/** Boards of one profile on a line without a terminal, on a clock that is moved by hand. */
export class Twin implements Transport {
  readonly name = 'twin';
  readonly clock = new ManualClock();
  readonly profile: BoardProfile;
  readonly address: number;
  /** Every byte that the suite wrote, one array for each write. */
  readonly written: Uint8Array[] = [];
  /** Whether a write reaches the boards; a test may cut some of them off. */
  passes: (bytes: Uint8Array) => boolean = () => true;
  /** For how long the board shows cleared registers after its supply was off. */
  blankMs = 0;
  readonly #stations: readonly VirtualStation[];
  #listener: ConnectionListener | null = null;

  /**
   * `addresses` of boards that hang on the line. Boards that bear the same one here wait for one another, so
   * that both are heard; `clash` has them talk at once.
   */
  constructor(profile: BoardProfile, addresses: readonly number[] = [profile.address.min]) {
    this.profile = profile;
    this.address = addresses[0] ?? 0;
    const isUnique = new Set(addresses).size === addresses.length;
    const lines = isUnique ? [addresses] : addresses.map((address) => [address]);
    this.#stations = lines.map((line) => this.#build(line));
    if (profile.echo === 'strip') for (const station of this.#stations) busOf(station).isEchoing = true;
  }

  open(listener: ConnectionListener): Promise<Connection> {
    this.#listener = listener;
    return Promise.resolve({
      write: (bytes) => {
        this.written.push(bytes);
        if (!this.passes(bytes)) return;
        for (const station of this.#stations) busOf(station).receive(bytes);
      },
      close: () => {
        this.#listener = null;
        return Promise.resolve();
      },
    });
  }

  get board(): VirtualBoard {
    return boardOf(this.#stations[0]);
  }

  get bus(): VirtualBus {
    return busOf(this.#stations[0]);
  }

  /** Sets the switch of the second board to the address of the first one. */
  clash(): void {
    const second = this.bus.boards[1];
    if (!second) throw new RangeError('there is no second board');
    second.setFault({ kind: 'address-clash', address: this.address });
  }

  compartment(channel: number): VirtualCompartment {
    const compartment = this.#stations[0]?.cabinet.find(labelOf(channel));
    if (!compartment) throw new RangeError(`there is no channel ${String(channel)}`);
    return compartment;
  }

  /** What the suite asked of the board, noise left out. */
  get requests(): readonly LockBoardRequest[] {
    const { codec } = this.board;
    return this.written.flatMap((bytes) => {
      const decoded = codec.decodeRequest(bytes);
      return decoded.ok ? [decoded.value] : [];
    });
  }

  /** Calls `then` when a coil is energised. */
  onPulse(then: () => void): void {
    this.#stations[0]?.cabinet.observe(({ what }) => {
      if (what === 'coil-energised') then();
    });
  }

  /** Puts bytes on the line that nobody asked for. */
  babble(bytes: Uint8Array): void {
    this.#listener?.received(bytes);
  }

  unplug(): void {
    this.#listener?.lost('the line hung up');
  }

  /** Runs the suite to its end; time stands still unless the suite waits for it. */
  async examine(options: Partial<ExaminationOptions> = {}): Promise<Examined> {
    const { clock, profile, address } = this;
    let isOver = false;
    const running = examineBoard({
      transport: this,
      clock,
      profile,
      address,
      channel: 2,
      neighbours: [],
      technician: this.technician(),
      listenMs: 2_000,
      readCount: 10,
      ...options,
    }).finally(() => {
      isOver = true;
    });
    while (!isOver) await clock.advance(50);
    return running;
  }

  /** A person with eyes and hands, who tells the truth about this twin. */
  technician(instead: Partial<Answers> = {}): Technician {
    return {
      answer: <Asked extends Question>(question: Asked, channel: number): Promise<Answers[Asked]> =>
        Promise.resolve(instead[question] ?? this.#act(channel)[question]()),
    };
  }

  #act(channel: number): { readonly [Asked in Question]: () => Answers[Asked] } {
    const at = (): VirtualCompartment => this.compartment(channel);
    const done = (): 'done' => 'done';
    return {
      'may-open': () => 'yes',
      'which-moved': () => (at().view().door === 'open' ? 'this' : 'none'),
      'something-inside': () => (at().putParcel().ok ? done() : 'skip'),
      'nothing-inside': () => (at().takeParcel().ok ? done() : 'skip'),
      'door-closed': () => {
        at().closeDoor();
        return 'done';
      },
      'power-cycle': () => {
        this.board.reboot(this.blankMs);
        return 'done';
      },
    };
  }

  #build(addresses: readonly number[]): VirtualStation {
    const { profile, clock } = this;
    const boards = addresses.map((address, index) => ({ id: boardIdOf(index), profile, address }));
    return createVirtualStation({
      buses: [{ id: 'line', transport: { baud: profile.line.baud }, boards }],
      compartments: boards.flatMap(({ id }, board) =>
        Array.from({ length: profile.channels }, (_, index) => ({
          label: labelOf(index + 1, board),
          size: 'S',
          board: id,
          channel: index + 1,
          cabinet: 'A',
          column: board,
          row: index,
          widthMm: 300,
          clearHeightMm: 100,
          heightMm: 100 + index * 120,
        })),
      ),
      seed: 1,
      clock,
      wireClock: clock,
      pacing: 'off',
      hands: 'nobody',
      turnaroundMs: 5,
      toController: (_, bytes) => this.#listener?.received(bytes),
    });
  }
}

const boardIdOf = (index: number): string => (index === 0 ? 'board' : `board-${String(index + 1)}`);

function labelOf(channel: number, board = 0): string {
  return `${board === 0 ? 'A' : 'B'}${String(channel).padStart(2, '0')}`;
}

function busOf(station: VirtualStation | undefined): VirtualBus {
  const bus = station?.buses.get('line');
  if (!bus) throw new RangeError('the twin has no line');
  return bus;
}

function boardOf(station: VirtualStation | undefined): VirtualBoard {
  const board = station?.boards.get('board');
  if (!board) throw new RangeError('the twin has no board');
  return board;
}
