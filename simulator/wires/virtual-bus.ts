import { frameBytes, nothingPending } from '#codecs/framer';
import type { MeasureAt, Pending } from '#codecs/framer';
import type { LockBoardCodec } from '#codecs/lock-board-codec';
import type { VirtualBoard } from '../boards/virtual-board.ts';
import type { Transmission } from '../boards/transmission.ts';
import type { SimulatorClock } from '../clock.ts';
import type { Dice } from '../dice.ts';
import { createLine } from './line.ts';
import type { Line, LineCounters } from './line.ts';

export type BusCounters = LineCounters & {
  /** Whole requests that boards of this bus understood, whoever they were for. */
  readonly requestCount: number;
  /** Bytes from the controller that belonged to no request. */
  readonly strangeByteCount: number;
};

/** Whole frames as they passed; what a board sends in pieces is seen in pieces. */
export type FramePassed = { readonly from: 'controller' | 'boards'; readonly bytes: Uint8Array };

/** Boards of one model understand the stream alike, so they share the work of cutting it into requests. */
type Ear = {
  readonly codec: LockBoardCodec;
  readonly measureAt: MeasureAt;
  readonly boards: VirtualBoard[];
  pending: Pending;
};

/** One line with several boards on it. Who wires bytes to it decides what carries them. */
export class VirtualBus {
  readonly id: string;
  readonly boards: readonly VirtualBoard[];
  readonly #ears: readonly Ear[];
  readonly #line: Line;
  readonly #toController: (bytes: Uint8Array) => void;
  readonly #observers = new Set<(passed: FramePassed) => void>();
  #requestCount = 0;
  #strangeByteCount = 0;
  /** An adapter that hears itself: everything the controller sends comes back to it. */
  isEchoing = false;

  constructor(input: {
    readonly id: string;
    readonly boards: readonly VirtualBoard[];
    /** Bits a second for pacing, or null. */
    readonly baud: number | null;
    readonly clock: SimulatorClock;
    readonly dice: Dice;
    readonly toController: (bytes: Uint8Array) => void;
  }) {
    this.id = input.id;
    this.boards = input.boards;
    this.#ears = groupByModel(input.boards);
    this.#toController = input.toController;
    this.#line = createLine({
      baud: input.baud,
      clock: input.clock,
      dice: input.dice,
      toBoards: (bytes) => this.#hear(bytes),
      toController: (bytes) => this.#deliver(bytes),
    });
    for (const board of this.boards) {
      board.connect((transmissions) => this.#line.talkToController(transmissions));
    }
  }

  /** Takes bytes from the controller, in pieces of any size. */
  receive(bytes: Uint8Array): void {
    if (this.isEchoing) this.#toController(bytes);
    this.#line.talkToBoards(bytes);
  }

  /** Another board of the same kind that listens to this address; null where there is none. */
  boardBeside(board: VirtualBoard, address: number): VirtualBoard | null {
    const ear = this.#ears.find(({ boards }) => boards.includes(board));
    return ear?.boards.find((other) => other !== board && other.address === address) ?? null;
  }

  counters(): BusCounters {
    return {
      ...this.#line.counters(),
      requestCount: this.#requestCount,
      strangeByteCount: this.#strangeByteCount,
    };
  }

  observe(observer: (passed: FramePassed) => void): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  #hear(bytes: Uint8Array): void {
    for (const ear of this.#ears) {
      const framed = frameBytes(ear.pending, bytes, ear.measureAt, ear.codec.frameLengthMax);
      ear.pending = framed.pending;
      this.#strangeByteCount += framed.discardedBytes;
      for (const frame of framed.frames) this.#dispatch(ear, frame);
    }
  }

  #dispatch(ear: Ear, frame: Uint8Array): void {
    this.#tell({ from: 'controller', bytes: frame });
    const decoded = ear.codec.decodeRequest(frame);
    if (!decoded.ok) return;
    this.#requestCount += 1;
    const request = decoded.value;
    const asked = ear.boards.filter(({ address }) => address === request.board);
    const said: (readonly Transmission[])[] = [];
    let isHearing = true;
    for (const board of asked) {
      board.hear(request, frame, (transmissions) => {
        if (isHearing) said.push(transmissions);
        else this.#line.talkToController(transmissions);
      });
    }
    isHearing = false;
    this.#line.talkTogether(said);
  }

  #deliver(bytes: Uint8Array): void {
    this.#tell({ from: 'boards', bytes });
    this.#toController(bytes);
  }

  #tell(passed: FramePassed): void {
    for (const observer of this.#observers) observer(passed);
  }
}

function groupByModel(boards: readonly VirtualBoard[]): Ear[] {
  const ears = new Map<string, Ear>();
  for (const board of boards) {
    const { protocol, channels, readAllLength, pulse, relay, timing } = board.profile;
    const model = JSON.stringify([protocol, channels, readAllLength, pulse, relay, timing.pulseMs]);
    const ear = ears.get(model) ?? listenAs(board.codec);
    ear.boards.push(board);
    ears.set(model, ear);
  }
  return [...ears.values()];
}

function listenAs(codec: LockBoardCodec): Ear {
  return {
    codec,
    measureAt: (bytes, from) => codec.measureRequest(bytes, from),
    boards: [],
    pending: nothingPending,
  };
}
