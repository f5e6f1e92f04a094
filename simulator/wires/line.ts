import type { Transmission } from '../boards/transmission.ts';
import type { SimulatorClock } from '../clock.ts';
import type { Dice } from '../dice.ts';
import { hearTogether } from './superposition.ts';
import type { Talk } from './superposition.ts';

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
  /** The same for boards that answer one request together, each with what it says. */
  talkTogether(boards: readonly (readonly Transmission[])[]): void;
  counters(): LineCounters;
}

export type LineInput = {
  /** Bits a second for a paced line, null for one that carries everything at once. */
  readonly baud: number | null;
  readonly clock: SimulatorClock;
  /** What becomes of bytes that two boards say at once. */
  readonly dice: Dice;
  readonly toBoards: (bytes: Uint8Array) => void;
  readonly toController: (bytes: Uint8Array) => void;
};

export function createLine(input: LineInput): Line {
  return input.baud === null ? createInstantLine(input) : new PacedLine(input, input.baud);
}

/** Nothing takes time here, so that boards collide only where they answer one request at one instant. */
function createInstantLine({ clock, dice, toBoards, toController }: LineInput): Line {
  let controllerByteCount = 0;
  let boardByteCount = 0;
  let collisionCount = 0;

  function deliver(said: readonly Uint8Array[]): void {
    boardByteCount += said.reduce((sum, bytes) => sum + bytes.length, 0);
    collisionCount += said.length - 1;
    const talks = said.map((bytes) => ({ afterBits: 0, bytes }));
    toController(hearUneven(talks, dice));
  }

  function talkTogether(boards: readonly (readonly Transmission[])[]): void {
    for (const { afterMs, said } of byInstant(boards)) {
      if (afterMs === 0) deliver(said);
      else clock.after(afterMs, () => deliver(said));
    }
  }

  return {
    talkToBoards(bytes) {
      controllerByteCount += bytes.length;
      toBoards(bytes);
    },
    talkToController: (transmissions) => talkTogether([transmissions]),
    talkTogether,
    counters: () => ({ collisionCount, controllerByteCount, boardByteCount, busyMs: 0, lateMs: 0 }),
  };
}

type Instant = { readonly place: number; readonly afterMs: number; readonly said: Uint8Array[] };

/** What is said when; of one board alone, everything by itself and in its order. */
function byInstant(boards: readonly (readonly Transmission[])[]): readonly Instant[] {
  const instants: Instant[] = [];
  for (const transmissions of boards) {
    let afterMs = 0;
    for (const [place, one] of transmissions.entries()) {
      afterMs += one.afterMs;
      const same = instants.find((other) => other.place === place && other.afterMs === afterMs);
      if (same) same.said.push(one.bytes);
      else instants.push({ place, afterMs, said: [one.bytes] });
    }
  }
  return instants;
}

/** No two boards think equally long: the others begin up to two bytes later than it seems. */
const unevenBits = 20;

function hearUneven(talks: readonly Talk[], dice: Dice): Uint8Array {
  const [first, ...others] = talks;
  if (!first) return new Uint8Array(0);
  if (others.length === 0) return first.bytes;
  const uneven = others.map((one) => ({ ...one, afterBits: one.afterBits + dice.between(0, unevenBits) }));
  return hearTogether([first, ...uneven], dice);
}

/** One start bit, eight data bits, one stop bit. */
const bitsPerByte = 10;

/** Bytes under way: who talks over them spoils them. */
type Passing = { readonly endMs: number; readonly startMs: number; isSpoilt: boolean };

/** Boards of which each began before the last one had ended; a single one is the rule. */
type Crowd = {
  readonly talks: { readonly startMs: number; readonly bytes: Uint8Array }[];
  talkingCount: number;
};

const nothing: Passing = { startMs: -Infinity, endMs: -Infinity, isSpoilt: false };

class PacedLine implements Line {
  readonly #input: LineInput;
  readonly #msPerByte: number;
  #fromController = nothing;
  #fromBoards = nothing;
  #crowd: Crowd = { talks: [], talkingCount: 0 };
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

  talkTogether(boards: readonly (readonly Transmission[])[]): void {
    for (const transmissions of boards) this.talkToController(transmissions);
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
    const isCrowded = this.#fromBoards.endMs > startMs;
    const passing = this.#occupy(startMs, one.bytes, isCrowded ? this.#fromBoards : this.#fromController);
    const crowd = isCrowded && this.#crowd.talkingCount > 0 ? this.#crowd : { talks: [], talkingCount: 0 };
    crowd.talks.push({ startMs, bytes: one.bytes });
    crowd.talkingCount += 1;
    this.#crowd = crowd;
    if (passing.endMs > this.#fromBoards.endMs) this.#fromBoards = passing;
    this.#at(passing.endMs, () => {
      this.#lateMs += this.#input.clock.nowMs() - passing.endMs;
      crowd.talkingCount -= 1;
      if (crowd.talkingCount === 0) this.#input.toController(this.#heardOf(crowd, passing));
      this.#say(transmissions, index + 1, passing.endMs);
    });
  }

  #heardOf({ talks }: Crowd, passing: Passing): Uint8Array {
    const [first] = talks;
    if (!first || talks.length === 1) return asHeard(first?.bytes ?? new Uint8Array(0), passing);
    const msPerBit = this.#msPerByte / bitsPerByte;
    const apart = talks.map(({ startMs, bytes }) => {
      return { afterBits: (startMs - first.startMs) / msPerBit, bytes };
    });
    return hearUneven(apart, this.#input.dice);
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
