import type { LockBoardReply } from '#codecs/lock-board-codec';
import type { BoardProfile } from './profiles/schema.ts';

/** What one channel shows, in the words of the house; the wiring's polarity is already applied. */
export type ChannelReading = {
  readonly channel: number;
  /** Unknown where the board has no input for doors, or reports that it cannot read this one. */
  readonly door: 'open' | 'closed' | 'unknown';
  /** Null where the board has no sensor for it. */
  readonly occupancy: 'occupied' | 'empty' | null;
};

/** What a reply says about the channels; null for a reply to anything but a read. */
export function readChannels(
  reply: LockBoardReply,
  polarity: BoardProfile['polarity'],
): readonly ChannelReading[] | null {
  if (reply.kind === 'relays') {
    return reply.energised.map((_, index) => ({ channel: index + 1, door: 'unknown', occupancy: null }));
  }
  // The answer to an unlock is never taken for the state of a door, although some boards send it as one.
  if (reply.kind !== 'doors') return null;
  const { hooks, items, faulty = [] } = reply;
  return hooks.map((hook, index): ChannelReading => {
    const channel = index + 1;
    const isClosed = hook === (polarity.hook === 'one-is-closed');
    const door = faulty.includes(channel) ? 'unknown' : isClosed ? 'closed' : 'open';
    const item = polarity.item === null ? undefined : items?.[index];
    const isOccupied = item === (polarity.item === 'one-is-occupied');
    return { channel, door, occupancy: item === undefined ? null : isOccupied ? 'occupied' : 'empty' };
  });
}

export function isSameReading(one: readonly ChannelReading[], other: readonly ChannelReading[]): boolean {
  const isSame = (reading: ChannelReading, index: number): boolean =>
    reading.door === other[index]?.door && reading.occupancy === other[index].occupancy;
  return one.length === other.length && one.every(isSame);
}
