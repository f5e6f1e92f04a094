import { isRaised } from '#domain/fault-list';
import type { StationControl } from './control.ts';
import type { CameraHealth, Clock, Log } from './ports.ts';

export type CameraWatchParts = {
  /** Null where the station file names none. */
  readonly camera: CameraHealth | null;
  readonly control: StationControl;
  readonly clock: Clock;
  readonly log: Log;
};

/** A sender must not get far with a camera that has just been covered. */
const lookMs = 1_000;

/** Tells the station how its camera is (M8), and again until the station has it. */
export class CameraWatch {
  readonly #parts: CameraWatchParts;
  #cancel: () => void = () => undefined;
  #isStopped = false;

  constructor(parts: CameraWatchParts) {
    this.#parts = parts;
  }

  /** To be called once, when the station serves. */
  start(): void {
    void this.#look();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  async #look(): Promise<void> {
    const { clock, log } = this.#parts;
    try {
      await this.#tell();
    } catch (error) {
      log.warn({ reason: String(error) }, 'what the camera does was not taken');
    }
    if (!this.#isStopped) this.#cancel = clock.after(lookMs, () => void this.#look());
  }

  async #tell(): Promise<void> {
    const { camera, control } = this.#parts;
    const state = control.state();
    const fault = isRaised(state, 'camera-unhealthy', 'camera');
    if (camera === null) {
      // The fault of an earlier run, when the station file still named a camera.
      if (fault) await control.ask({ do: 'clear-fault', fault: 'camera-unhealthy', subject: 'camera' });
      return;
    }
    const seen = camera.read();
    const isNews = seen !== state.camera || fault === (seen === 'healthy');
    if (isNews) await control.ask({ do: 'see-camera', camera: seen });
  }
}
