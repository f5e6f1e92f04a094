import type { LockBoardCodec, LockBoardReply, LockBoardRequest } from '#codecs/lock-board-codec';
import { createBoardCodec } from '#bridge/profiles/board-codec';
import type { BoardProfile } from '#bridge/profiles/schema';
import { twinTraits } from '#simulator/boards/twin-traits';
import type { Answer } from '../floor/harness.ts';
import type { Place } from './place.ts';

/** The one door of each board that the benchmarks unlock. */
export const unlockedChannel = 1;

/**
 * What the boards of a line say, as their virtual twins would say it: every door is closed and stays so. A
 * board that may answer an unlock does, because its silence would only hold the line for its timeout.
 * `deadBoard` hears everything and says nothing.
 */
export function answersOf({ profile, addresses }: Place, deadBoard: number | null = null): readonly Answer[] {
  const codec = createBoardCodec(profile);
  return addresses.flatMap((board) =>
    requestsTo(board, profile).map((request): Answer => {
      const reply = board === deadBoard ? null : replyTo(request, profile, codec);
      return {
        kind: kindOf(request),
        request: codec.encodeRequest(request),
        reply: reply === null ? null : codec.encodeReply(reply, request),
      };
    }),
  );
}

function requestsTo(board: number, profile: BoardProfile): readonly LockBoardRequest[] {
  const usual = [
    { kind: 'read-doors', board },
    { kind: 'unlock', board, channel: unlockedChannel },
  ] as const;
  if (profile.pulse !== 'software') return usual;
  return [...usual, { kind: 'end-pulse', board, channel: unlockedChannel }, { kind: 'all-off', board }];
}

function kindOf({ kind }: LockBoardRequest): Answer['kind'] {
  if (kind === 'read-doors') return 'read';
  return kind === 'unlock' ? 'unlock' : 'other';
}

function replyTo(
  request: LockBoardRequest,
  profile: BoardProfile,
  codec: LockBoardCodec,
): LockBoardReply | null {
  const { board } = request;
  const { hook, item } = profile.polarity;
  const hooks = everywhere(profile, hook === 'one-is-closed');
  switch (request.kind) {
    case 'read-doors': {
      if (codec.shows === 'relays') return { kind: 'relays', board, energised: everywhere(profile, false) };
      const items = item === null ? null : everywhere(profile, item === 'one-is-empty');
      return { kind: 'doors', board, hooks, items };
    }
    case 'unlock': {
      if (profile.unlockReply === 'none') return null;
      const { channel } = request;
      const raw = twinTraits[profile.protocol].unlockState(hooks, channel);
      return { kind: 'unlock-answered', board, channel, raw };
    }
    case 'end-pulse':
      return { kind: 'coils-cut', board, channel: request.channel };
    case 'all-off':
      return { kind: 'coils-cut', board, channel: null };
  }
}

function everywhere({ channels }: BoardProfile, bit: boolean): boolean[] {
  return Array.from({ length: channels }, () => bit);
}
