import { encodeWeight, type WeightSaid } from '#codecs/scales/headed-weight';
import type { SimulatorClock } from '../clock.ts';
import type { Dice } from '../dice.ts';

/**
 * `mute`: it says nothing on an open line · `restless`: something touches the pan, so that it never settles ·
 * `overloaded`: more lies on it than it can weigh · `garbled`: one byte of each line is wrong.
 */
export const scaleFaults = ['mute', 'restless', 'overloaded', 'garbled'] as const;
export type ScaleFault = (typeof scaleFaults)[number];

/** Ten lines a second, as scales send them that are set to send again and again. */
const lineMs = 100;
/** What a load cell takes to come to rest after something was put on the pan. */
const settleMs = 900;
const wobbleGramsMax = 40;

/** A scale at the level of its lines; what carries them is somebody else's. */
export class VirtualScale {
  readonly id = 'scale';
  readonly #clock: SimulatorClock;
  readonly #dice: Dice;
  readonly #send: (bytes: Uint8Array) => void;
  readonly #faults = new Set<ScaleFault>();
  #grams = 0;
  #movedAtMs = Number.NEGATIVE_INFINITY;
  #cancel: () => void = () => undefined;

  /** `send` gets one line at a time; `dice` make the pan swing. */
  constructor(clock: SimulatorClock, dice: Dice, send: (bytes: Uint8Array) => void) {
    this.#clock = clock;
    this.#dice = dice;
    this.#send = send;
  }

  get grams(): number {
    return this.#grams;
  }

  get faults(): readonly ScaleFault[] {
    return [...this.#faults];
  }

  switchOn(): void {
    this.#cancel = this.#clock.after(lineMs, () => {
      if (!this.#faults.has('mute')) this.#send(this.#line());
      this.switchOn();
    });
  }

  switchOff(): void {
    this.#cancel();
  }

  /** Whatever lay there is replaced; 0 leaves the pan empty. */
  weigh(grams: number): void {
    this.#grams = grams;
    this.#movedAtMs = this.#clock.nowMs();
  }

  setFault(fault: ScaleFault): void {
    this.#faults.add(fault);
  }

  /** Without a name everything is mended. */
  clearFault(fault?: ScaleFault): void {
    if (fault === undefined) this.#faults.clear();
    else this.#faults.delete(fault);
  }

  /** It only speaks; what is sent to it is lost. */
  receive(): void {
    return undefined;
  }

  #line(): Uint8Array {
    const bytes = encodeWeight(this.#said());
    if (!this.#faults.has('garbled')) return bytes;
    return bytes.with(this.#dice.below(bytes.length - 2), 0x3f);
  }

  #said(): WeightSaid {
    if (this.#faults.has('overloaded')) return { kind: 'overloaded' };
    const restMs = this.#movedAtMs + settleMs - this.#clock.nowMs();
    const isMoving = restMs > 0 || this.#faults.has('restless');
    if (!isMoving) return { kind: 'weight', grams: this.#grams, isSteady: true };
    const swing = Math.max(1, Math.round((wobbleGramsMax * Math.max(restMs, lineMs)) / settleMs));
    const grams = this.#grams + this.#dice.below(2 * swing + 1) - swing;
    return { kind: 'weight', grams, isSteady: false };
  }
}
