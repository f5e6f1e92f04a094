import { mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SimulatorClock } from '../clock.ts';

/**
 * `blocked`: something hides what it watches · `dead`: its recorder writes no more, and the file lies there
 * as it was · `garbled`: the recorder writes something else.
 */
export const cameraFaults = ['blocked', 'dead', 'garbled'] as const;
export type CameraFault = (typeof cameraFaults)[number];

/** As often as a recorder that looks at its picture. */
const writeMs = 1_000;

/** The recorder of a camera: it writes what it knows of its picture, again and again. No picture is made. */
export class VirtualCamera {
  readonly #clock: SimulatorClock;
  /** Where it writes. */
  readonly statusFile: string;
  readonly #faults = new Set<CameraFault>();
  #cancel: () => void = () => undefined;

  constructor(clock: SimulatorClock, statusFile: string) {
    this.#clock = clock;
    this.statusFile = statusFile;
  }

  get faults(): readonly CameraFault[] {
    return [...this.#faults];
  }

  switchOn(): void {
    mkdirSync(dirname(this.statusFile), { recursive: true });
    this.#write();
  }

  switchOff(): void {
    this.#cancel();
  }

  setFault(fault: CameraFault): void {
    this.#faults.add(fault);
  }

  /** Without a name everything is mended. */
  clearFault(fault?: CameraFault): void {
    if (fault === undefined) this.#faults.clear();
    else this.#faults.delete(fault);
  }

  /** Whoever reads finds the old file or the new one, never half of one; it bears the time of this clock. */
  #write(): void {
    if (!this.#faults.has('dead')) {
      const next = `${this.statusFile}.new`;
      writeFileSync(next, `${this.#says()}\n`);
      const seconds = this.#clock.nowMs() / 1_000;
      utimesSync(next, seconds, seconds);
      renameSync(next, this.statusFile);
    }
    this.#cancel = this.#clock.after(writeMs, () => this.#write());
  }

  #says(): string {
    if (this.#faults.has('garbled')) return 'no signal';
    return this.#faults.has('blocked') ? 'blocked' : 'healthy';
  }
}
