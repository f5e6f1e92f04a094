import type { Transmission } from '../boards/transmission.ts';
import type { SimulatorClock } from '../clock.ts';

export type LineCounters = {
  /** How often somebody began to talk while somebody else was talking. */
  readonly collisionCount: number;
  readonly controllerByteCount: number;
  readonly boardByteCount: number;
  /** Time for which the wire carried bytes; 0 on a line without pacing. */
  readonly busyMs: number;
  /**
   * How much later than their last bit bytes reached the controller, all in all. It is the simulator's own
   * doing, so whoever measures how well a controller uses the wire takes it out of the time that has passed.
   */
  readonly lateMs: number;
};

/** Two wires between a controller and its boards, on which one may talk at a time. */
export interface Line {
  /** The controller's bytes; boards hear them when the last bit has passed. */
  talkToBoards(bytes: Uint8Array): void;
  /** A board's bytes; the first silence counts from what it heard last, the others from what it said last. */
  talkToController(transmissions: readonly Transmission[]): void;
  counters(): LineCounters;
}

export type LineInput = {
  /** Bits a second for a paced line, null for one that carries everything at once. */
  readonly baud: number | null;
  readonly clock: SimulatorClock;
  readonly toBoards: (bytes: Uint8Array) => void;
  readonly toController: (bytes: Uint8Array) => void;
};

export function createLine(input: LineInput): Line {
  return input.baud === null ? createInstantLine(input) : new PacedLine(input, input.baud);
}

function createInstantLine({ clock, toBoards, toController }: LineInput): Line {
  let controllerByteCount = 0;
  let boardByteCount = 0;

  function deliver(bytes: Uint8Array): void {
    boardByteCount += bytes.length;
    toController(bytes);
  }

  return {
    talkToBoards(bytes) {
      controllerByteCount += bytes.length;
      toBoards(bytes);
    },
    talkToController(transmissions) {
      let afterMs = 0;
      for (const one of transmissions) {
        afterMs += one.afterMs;
        if (afterMs === 0) deliver(one.bytes);
        else clock.after(afterMs, () => deliver(one.bytes));
      }
    },
    counters: () => ({ collisionCount: 0, controllerByteCount, boardByteCount, busyMs: 0, lateMs: 0 }),
  };
}

/** One start bit, eight data bits, one stop bit. */
const bitsPerByte = 10;

/** Bytes under way: who talks over them spoils them. */
type Passing = { readonly endMs: number; readonly startMs: number; isSpoilt: boolean };

const nothing: Passing = { startMs: -Infinity, endMs: -Infinity, isSpoilt: false };

class PacedLine implements Line {
  readonly #input: LineInput;
  readonly #msPerByte: number;
  #fromController = nothing;
  #fromBoards = nothing;
  /** While boards hear something: the instant at which its last bit passed. */
  #heardAtMs: number | null = null;
  #collisionCount = 0;
  #controllerByteCount = 0;
  #boardByteCount = 0;
  #busyMs = 0;
  #lateMs = 0;

  constructor(input: LineInput, baud: number) {
    this.#input = input;
    this.#msPerByte = (bitsPerByte * 1000) / baud;
  }

  talkToBoards(bytes: Uint8Array): void {
    this.#controllerByteCount += bytes.length;
    const startMs = Math.max(this.#input.clock.nowMs(), this.#fromController.endMs);
    const passing = this.#occupy(startMs, bytes, this.#fromBoards);
    this.#fromController = passing;
    this.#at(passing.endMs, () => {
      this.#heardAtMs = passing.endMs;
      this.#input.toBoards(asHeard(bytes, passing));
      this.#heardAtMs = null;
    });
  }

  talkToController(transmissions: readonly Transmission[]): void {
    this.#say(transmissions, 0, this.#heardAtMs ?? this.#input.clock.nowMs());
  }

  counters(): LineCounters {
    return {
      collisionCount: this.#collisionCount,
      controllerByteCount: this.#controllerByteCount,
      boardByteCount: this.#boardByteCount,
      busyMs: this.#busyMs,
      lateMs: this.#lateMs,
    };
  }

  #say(transmissions: readonly Transmission[], index: number, freeAtMs: number): void {
    const one = transmissions[index];
    if (!one) return;
    const startMs = freeAtMs + one.afterMs;
    if (one.afterMs === 0) return this.#put(transmissions, index, one, startMs);
    this.#at(startMs, () => this.#put(transmissions, index, one, startMs));
  }

  #put(transmissions: readonly Transmission[], index: number, one: Transmission, startMs: number): void {
    this.#boardByteCount += one.bytes.length;
    const other = this.#fromBoards.endMs > startMs ? this.#fromBoards : this.#fromController;
    const passing = this.#occupy(startMs, one.bytes, other);
    this.#fromBoards = passing;
    this.#at(passing.endMs, () => {
      this.#lateMs += this.#input.clock.nowMs() - passing.endMs;
      this.#input.toController(asHeard(one.bytes, passing));
      this.#say(transmissions, index + 1, passing.endMs);
    });
  }

  #occupy(startMs: number, bytes: Uint8Array, other: Passing): Passing {
    const lengthMs = bytes.length * this.#msPerByte;
    const passing: Passing = { startMs, endMs: startMs + lengthMs, isSpoilt: false };
    this.#busyMs += lengthMs;
    if (passing.startMs < other.endMs && other.startMs < passing.endMs) {
      this.#collisionCount += 1;
      passing.isSpoilt = true;
      other.isSpoilt = true;
    }
    return passing;
  }

  #at(dueMs: number, task: () => void): void {
    this.#input.clock.after(dueMs - this.#input.clock.nowMs(), task);
  }
}

/** What two talkers make of each other's bits is anybody's guess; no frame may survive it. */
function asHeard(bytes: Uint8Array, passing: Passing): Uint8Array {
  return passing.isSpoilt ? bytes.map((byte) => byte ^ 0x41) : bytes;
}
