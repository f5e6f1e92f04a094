import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { createBoardCodec } from '#bridge/profiles/board-codec';
import { boardProfile, type BoardProfile } from '#bridge/profiles/schema';
import { frameBytes, nothingPending } from '#codecs/framer';
import type { LockBoardReply, LockBoardRequest } from '#codecs/lock-board-codec';
import type { ReplyFault } from '#simulator/boards/reply-faults';
import { twinTraits } from '#simulator/boards/twin-traits';
import { bytesOf, hexOf, wireUp } from './virtual-hardware.ts';

const folder = new URL('../../../hardware-profiles/boards/', import.meta.url);
const profiles = readdirSync(folder).map((file) =>
  boardProfile.parse(parse(readFileSync(new URL(file, folder), 'utf8'))),
);

type Means = { readonly kind: string; readonly hooks?: string; readonly items?: string | null };
type Golden = {
  readonly vectors: readonly {
    readonly name: string;
    readonly options?: object;
    readonly request?: { readonly hex: string; readonly means: LockBoardRequest | null };
    readonly replies: readonly { readonly hex: string; readonly means: Means | null }[];
  }[];
};

/** Golden reads of doors whose set-up is exactly that of a shipped profile. */
function goldenReads(profile: BoardProfile) {
  const file = new URL(`../../contract/frames/${profile.protocol}-v1.json`, import.meta.url);
  const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as Golden;
  return vectors.flatMap(({ name, options, request, replies: [reply] }) => {
    const { hooks, items = null } = reply?.means ?? {};
    const isRead = options === undefined && request?.means?.kind === 'read-doors';
    if (!isRead || reply === undefined || hooks?.length !== profile.channels) return [];
    return [{ name, profile, board: request.means.board, ask: request.hex, reply: reply.hex, hooks, items }];
  });
}

const reads = profiles.flatMap((profile) => goldenReads(profile));

describe('twins answer golden requests with golden replies', () => {
  it.each(reads)('$profile.id: $name', ({ profile, board, ask, reply, hooks, items }) => {
    const { say, heard, compartment } = wireUp({ profile, addresses: [board] });
    for (let channel = 1; channel <= profile.channels; channel += 1) {
      const one = compartment(`${String(board)}-${String(channel)}`);
      one.openByHand();
      if (items?.charAt(channel - 1) === '1') one.putParcel();
      const isClosed = (hooks.charAt(channel - 1) === '1') === (profile.polarity.hook === 'one-is-closed');
      if (isClosed) one.closeDoor();
    }
    say(ask);
    expect(heard.map((one) => one.hex)).toEqual([reply]);
  });

  it('there are such frames for most families', () => {
    expect(new Set(reads.map(({ profile }) => profile.protocol)).size).toBeGreaterThanOrEqual(7);
  });
});

/** The twin of a profile at its lowest address, asked through its codec. */
function twinOf(profile: BoardProfile, answersUnlock = true) {
  const codec = createBoardCodec(profile);
  const board = profile.address.min;
  const id = `board-${String(board)}`;
  const canAnswer = profile.unlockReply !== 'none' && answersUnlock;
  const twin = wireUp({ profile, addresses: [board], answersUnlock: { [id]: canAnswer } });
  const ask = (request: LockBoardRequest, byMs = 0): readonly LockBoardReply[] => {
    const from = twin.heard.length;
    twin.say(hexOf(codec.encodeRequest(request)));
    twin.clock.advance(byMs);
    const bytes = twin.heard.slice(from).flatMap(({ hex }) => [...bytesOf(hex)]);
    const measureAt = (seen: Uint8Array, at: number) => codec.measureReply(seen, at, request);
    const { frames } = frameBytes(nothingPending, Uint8Array.from(bytes), measureAt, codec.frameLengthMax);
    return frames.flatMap((frame) => {
      const decoded = codec.decodeReply(frame, request);
      return decoded.ok ? [decoded.value] : [];
    });
  };
  return {
    ...twin,
    codec,
    id,
    address: board,
    ask,
    label: (channel: number) => `${String(board)}-${String(channel)}`,
  };
}

describe.each(profiles)('the twin of $id', (profile) => {
  const channel = Math.min(3, profile.channels);

  it('opens exactly the lock that was asked for, for exactly its pulse', () => {
    const { ask, clock, station, address, label } = twinOf(profile);
    const { pulseMs } = profile.timing;
    ask({ kind: 'unlock', board: address, channel }, pulseMs);
    if (profile.pulse === 'software') {
      clock.advance(3000);
      expect(station.cabinet.find(label(channel))?.view().coil).toBe('on');
      expect(ask({ kind: 'end-pulse', board: address, channel })).toMatchObject([
        { kind: 'coils-cut', channel },
      ]);
    }
    const open = station.cabinet.labels.filter((one) => station.cabinet.find(one)?.view().door === 'open');
    expect(open).toEqual([label(channel)]);
    const onMs = profile.pulse === 'software' ? pulseMs + 3000 : pulseMs;
    expect(station.cabinet.coilIntervals()).toEqual([
      { compartment: label(channel), onAtMs: 0, offAtMs: onMs },
    ]);
  });

  it('answers an unlock once, or never where its manual says so', () => {
    const { ask, address } = twinOf(profile);
    const answers = ask({ kind: 'unlock', board: address, channel }, 2000);
    const isMute = profile.unlockReply === 'none';
    expect(answers.map(({ kind }) => kind)).toEqual(isMute ? [] : ['unlock-answered']);
  });

  it('says nothing to an unlock where its firmware does not', () => {
    const { ask, address } = twinOf(profile, false);
    expect(ask({ kind: 'unlock', board: address, channel }, 2000)).toEqual([]);
  });

  it('obeys nobody who means another board', () => {
    const { ask, address, heard, station } = twinOf(profile);
    ask({ kind: 'unlock', board: address + 1, channel }, 2000);
    ask({ kind: 'read-doors', board: address + 1 }, 2000);
    expect([heard, station.cabinet.coilIntervals()]).toEqual([[], []]);
  });

  it('speaks unasked where it does so, and is understood or refused, never believed', () => {
    const { board, heard, compartment, codec, id, label } = twinOf(profile);
    compartment(label(channel)).openByHand();
    expect(heard).toEqual([]);
    board(id).setFault({ kind: 'unsolicited' });
    compartment(label(channel)).closeDoor();
    expect(heard).toHaveLength(1);
    const decoded = codec.decodeReply(bytesOf(heard[0]?.hex ?? ''), null);
    const isPush = twinTraits[profile.protocol].saysUnasked === 'push';
    expect(decoded.ok ? decoded.value : null).toEqual(
      isPush ? { kind: 'pushed', board: profile.address.min, channel } : null,
    );
  });

  const faults: readonly (readonly [ReplyFault, number])[] = [
    [{ kind: 'silent' }, 0],
    [{ kind: 'late', delayMs: 400 }, 1],
    [{ kind: 'bad-checksum' }, 0],
    [{ kind: 'cut-short', missingBytes: 1 }, 0],
    [{ kind: 'echo' }, 1],
    [{ kind: 'doubled' }, 2],
    [{ kind: 'wrong-address', address: profile.address.min + 1 }, 0],
    [{ kind: 'split', chunkBytes: 1, gapMs: 3 }, 1],
  ];

  it.each(faults)('with the fault %o %i replies to a read are understood', (fault, count) => {
    const { ask, board, id, address } = twinOf(profile);
    board(id).setFault(fault);
    expect(ask({ kind: 'read-doors', board: address }, 1000)).toHaveLength(count);
  });

  it('wired the other way round shows every bit turned', () => {
    const { ask, board, id, address, codec } = twinOf(profile);
    const [before] = ask({ kind: 'read-doors', board: address });
    board(id).setFault({ kind: 'inverted' });
    const [after] = ask({ kind: 'read-doors', board: address });
    // Relays are read inside the board, not over wires that could be crossed.
    if (codec.shows === 'relays') return expect(after).toEqual(before);
    const hooks = before?.kind === 'doors' ? before.hooks.map((hook) => !hook) : [];
    expect(hooks).toHaveLength(profile.channels);
    expect(after).toMatchObject({ kind: 'doors', hooks });
  });
});
