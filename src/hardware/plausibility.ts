import type { ChannelReading } from '#bridge/channel-reading';

/** Rule R7: from this many doors on that change together with nobody at them, the board is doubted. */
const flipCountDoubtful = 3;
/** A new picture that stays like this is believed after all: somebody may have worked at the cabinet. */
const stableMs = 30_000;
/**
 * Doors that all shut together are believed after a second look: behind one of them may be a child, and a
 * pulse for nothing harms nobody (rule R1). A door that opens may confirm a pulse, and waits.
 */
const shutStableMs = 100;

/** Which doors of a board are known, by channel. */
export type Picture = ReadonlyMap<number, 'open' | 'closed'>;

/** What one board is believed to show. */
export type Trust =
  | { readonly at: 'trusted'; readonly picture: Picture }
  /** `seen` is what the board has been showing since `sinceMs`; `picture` is what was believed before. */
  | {
      readonly at: 'doubted';
      readonly picture: Picture;
      readonly seen: Picture;
      readonly sinceMs: number;
    };

export const nothingSeen: Picture = new Map();
export const trustAtFirst: Trust = { at: 'trusted', picture: nothingSeen };

/**
 * Takes in one scan. Doors that are `expected` to move, because somebody stands at them or a pulse is under
 * way, say nothing about the board.
 */
export function weigh(trust: Trust, scan: Picture, expected: ReadonlySet<number>, nowMs: number): Trust {
  if (flipCount(trust.picture, scan, expected) < flipCountDoubtful) {
    return { at: 'trusted', picture: new Map([...trust.picture, ...scan]) };
  }
  const isSame = trust.at === 'doubted' && flipCount(trust.seen, scan, expected) === 0;
  if (!isSame || trust.seen.size === 0) {
    return { at: 'doubted', picture: trust.picture, seen: scan, sinceMs: nowMs };
  }
  const neededMs = isAllShutting(trust.picture, scan) ? shutStableMs : stableMs;
  if (nowMs - trust.sinceMs < neededMs) return trust;
  return { at: 'trusted', picture: scan };
}

/** The board did not answer: what it shows in doubt has to prove itself anew. */
export function interrupted(trust: Trust): Trust {
  return trust.at === 'trusted' ? trust : { ...trust, seen: nothingSeen };
}

export function pictureOf(channels: readonly ChannelReading[], sensed: ReadonlySet<number>): Picture {
  return new Map(
    channels.flatMap(({ channel, door }) =>
      door === 'unknown' || !sensed.has(channel) ? [] : [[channel, door] as const],
    ),
  );
}

function isAllShutting(before: Picture, after: Picture): boolean {
  return [...after].every(([channel, door]) => door === 'closed' || before.get(channel) === 'open');
}

function flipCount(before: Picture, after: Picture, expected: ReadonlySet<number>): number {
  const flips = [...after].filter(([channel, door]) => {
    const earlier = before.get(channel);
    return earlier !== undefined && earlier !== door && !expected.has(channel);
  });
  return flips.length;
}
