import type { BoardProfile } from '#bridge/profiles/schema';

/** What boards of a protocol do that no profile needs to know. */
export type TwinTraits = {
  /**
   * A board confirms that it heard an unlock, or waits for the lock: until it moves, or the pulse is over.
   */
  readonly answersWhen: 'at-once' | 'released';
  /**
   * What it says in the state field of that answer, as the codec of its protocol wants it. `hooks` are raw
   * bits, index 0 is channel 1.
   */
  readonly unlockState: (hooks: readonly boolean[], channel: number) => number | null;
  /** What it says unasked where its firmware does so: a push of the lock that moved, or all its doors. */
  readonly saysUnasked: 'push' | 'doors';
};

const hookOf = (hooks: readonly boolean[], channel: number): number => (hooks[channel - 1] === true ? 1 : 0);
const relayTraits: TwinTraits = {
  answersWhen: 'at-once',
  unlockState: () => null,
  saysUnasked: 'doors',
};
/** ASK 10, "command done", which tells nothing of the lock. */
const askTraits: TwinTraits = { ...relayTraits, unlockState: () => 0x10 };
/** The state of the lock behind its number, with the value that the same lock has when it is read. */
const stateTraits: TwinTraits = { answersWhen: 'released', unlockState: hookOf, saysUnasked: 'doors' };

export const twinTraits: Readonly<Record<BoardProfile['protocol'], TwinTraits>> = {
  'kerong-cu12': askTraits,
  'kerong-cu24': askTraits,
  // Firmware that answers at all sends the sixteen hook bits of a status frame (35).
  'kerong-cu16': {
    ...stateTraits,
    unlockState: (hooks) => hooks.reduce((bits, hook, index) => bits | (hook ? 1 << index : 0), 0),
  },
  // Never answers an unlock: its codec has no frame for it.
  'kerong-cu48': relayTraits,
  // 11 for a short-circuited hook switch of that lock, 00 for an open one.
  'lockboard-8a': {
    answersWhen: 'released',
    unlockState: (hooks, channel) => 0x11 * hookOf(hooks, channel),
    saysUnasked: 'push',
  },
  'dingchang-dc': stateTraits,
  winnsen: stateTraits,
  wkly: { ...stateTraits, saysUnasked: 'push' },
  'modbus-waveshare': relayTraits,
  'modbus-eletechsup': relayTraits,
  'modbus-coils': relayTraits,
};
