import type { LockBoardReply } from '#codecs/lock-board-codec';
import type { BoardProfile } from '../profiles/schema.ts';
import type { ChannelState, Doors } from './evidence.ts';

/** What a reply says about every channel, with the polarity of the profile applied; null if it says nothing. */
export function doorsOf(reply: LockBoardReply | null, { polarity }: BoardProfile): Doors {
  if (reply?.kind === 'relays') {
    return reply.energised.map((energised) => ({ door: 'unknown', occupied: null, energised }));
  }
  if (reply?.kind !== 'doors') return null;
  const { hooks, items } = reply;
  return hooks.map((hook, index): ChannelState => {
    const isClosed = hook === (polarity.hook === 'one-is-closed');
    const item = polarity.item === null ? undefined : items?.[index];
    const occupied = item === undefined ? null : item === (polarity.item === 'one-is-occupied');
    return { door: isClosed ? 'closed' : 'open', occupied, energised: null };
  });
}
