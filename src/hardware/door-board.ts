import type { LockBoard } from '#bridge/lock-board';
import type { BoardProfile } from '#bridge/profiles/schema';

/** Whatever opens doors and tells of them by channel: a lock board on a bus, or GPIO lines seen as one. */
export type DoorBoard = Pick<LockBoard, 'address' | 'unlock' | 'readDoors' | 'release'> & {
  /** What the way to the board adds to a request; 0 unless a network lies between. */
  readonly latencyMs: number;
  readonly profile: {
    readonly timing: Pick<BoardProfile['timing'], 'pulseMs' | 'settleMs' | 'openDetectMs'>;
  };
};
