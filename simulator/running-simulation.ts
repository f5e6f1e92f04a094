import type { PluggedInputs } from './inputs.ts';
import type { PluggedScanner } from './scanners/plugged-scanner.ts';
import type { VirtualStation } from './virtual-station.ts';

/** The computer's end of a bus or of a scanner's line. */
export interface BusPort {
  /** Where a controller can open it; null while it is unplugged. */
  readonly path: string | null;
  unplug(): void;
  plugIn(): void;
}

/** A virtual station that orders can be given to and that can be watched. */
export interface RunningSimulation {
  readonly station: VirtualStation;
  readonly ports: ReadonlyMap<string, BusPort>;
  /** Scanners on terminals, by id; absent where there are none. */
  readonly scanners?: ReadonlyMap<string, PluggedScanner>;
  /** Scale and camera; absent where there are none. */
  readonly inputs?: PluggedInputs;
  /** Tells the watchers that there is something new to see. */
  changed(): void;
  /** Calls `watcher` whenever anything that `describeSimulation` shows has changed. */
  watch(watcher: () => void): () => void;
}
