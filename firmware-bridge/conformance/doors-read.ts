import type { LockBoardReply } from '#codecs/lock-board-codec';
import { readChannels } from '../channel-reading.ts';
import type { BoardProfile } from '../profiles/schema.ts';
import type { Doors } from './evidence.ts';

/**
 * What a reply says about every channel, with the polarity of the profile applied; null if it says nothing.
 */
export function doorsOf(reply: LockBoardReply | null, { polarity }: BoardProfile): Doors {
  const channels = reply && readChannels(reply, polarity);
  if (channels === null) return null;
  return channels.map(({ door, occupancy }, index) => ({
    door,
    occupied: occupancy === null ? null : occupancy === 'occupied',
    energised: reply?.kind === 'relays' ? (reply.energised[index] ?? null) : null,
  }));
}
