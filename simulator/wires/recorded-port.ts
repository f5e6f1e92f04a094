import type { Recording } from '#bridge/recording/recording';
import type { SimulatorClock } from '../clock.ts';
import { openPty } from './pty.ts';
import { RecordedLine, type ReplayCounters } from './recorded-line.ts';

/** A terminal behind which a recorded line answers again. */
export type RecordedPort = {
  /** Where a controller opens it. */
  readonly path: string;
  readonly counters: () => ReplayCounters;
  readonly close: () => void;
};

export function openRecordedPort(recording: Recording, clock: SimulatorClock): RecordedPort {
  const pty = openPty((bytes) => line.receive(bytes));
  const line = new RecordedLine(recording, clock, (bytes) => pty.write(bytes));
  return { path: pty.path, counters: () => line.counters(), close: () => pty.close() };
}
