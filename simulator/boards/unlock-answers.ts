import type { BoardProfile } from '#bridge/profiles/schema';

/**
 * What a board says in the state field of its answer to an unlock, as the codec of its protocol wants it.
 *
 * A CU16 that answers at all sends its sixteen hook bits (frame 35); an 8A board sends 11 for a short-circuited
 * hook switch of that lock and 00 for an open one. `hooks` are raw bits, index 0 is channel 1.
 */
export const unlockAnswers: Readonly<
  Record<BoardProfile['protocol'], (hooks: readonly boolean[], channel: number) => number>
> = {
  'kerong-cu16': (hooks) => hooks.reduce((bits, hook, index) => bits | (hook ? 1 << index : 0), 0),
  'lockboard-8a': (hooks, channel) => (hooks[channel - 1] === true ? 0x11 : 0x00),
};
