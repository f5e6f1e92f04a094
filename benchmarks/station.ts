import type { Harness } from './floor/harness.ts';

/** How many doors hang on the lines, and how fast the lines are. */
export type Layout = {
  readonly busCount: number;
  readonly boardsPerBus: number;
  /** 0 for boards that answer at once. */
  readonly baud: number;
  /** Silence after a reply, which the boards need. */
  readonly gapMs: number;
};

/** A station that serves: ours or the floor. */
export type RunningStation = {
  readonly port: number;
  readonly pid: number;
  /** One for each door of the first board; a parcel that is not taken out leaves its code valid. */
  readonly codes: readonly string[];
  stop(): Promise<void>;
};

export type StationStarter = (harness: Harness, layout: Layout) => Promise<RunningStation>;
