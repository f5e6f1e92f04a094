import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createBusSession } from '#bridge/bus-session';
import { createLockBoard } from '#bridge/lock-board';
import type { PulseGuard } from '#bridge/pulse-end';
import { createBoardCodec } from '#bridge/profiles/board-codec';
import { boardProfile, type BoardProfile } from '#bridge/profiles/schema';
import type { LockBoardReply, LockBoardRequest } from '#codecs/lock-board-codec';
import { ManualClock } from './manual-clock.ts';
import { ScriptedTransport } from './scripted-transport.ts';

/** A board profile as it is shipped. */
export function shippedProfile(id: string): BoardProfile {
  const file = new URL(`../../../hardware-profiles/boards/${id}.yaml`, import.meta.url);
  return boardProfile.parse(parse(readFileSync(file, 'utf8')));
}

export type Heard = LockBoardRequest & { readonly atMs: number };

/**
 * A lock board driven over a scripted line; `answer` says what comes back to each request, null for nothing.
 */
export async function answeringBoard(
  id: string,
  answer: (request: LockBoardRequest) => LockBoardReply | null,
  guard?: PulseGuard,
) {
  const profile = shippedProfile(id);
  const codec = createBoardCodec(profile);
  const clock = new ManualClock();
  const transport = new ScriptedTransport(clock);
  const startMs = clock.nowMs();
  const heard: Heard[] = [];
  transport.onWrite = (bytes, line) => {
    const decoded = codec.decodeRequest(bytes);
    if (!decoded.ok) throw new RangeError(decoded.error);
    heard.push({ ...decoded.value, atMs: clock.nowMs() - startMs });
    const reply = answer(decoded.value);
    if (reply) clock.after(15, () => line.receive(codec.encodeReply(reply, decoded.value)));
  };
  const address = profile.address.min;
  const session = createBusSession({ transport, clock, boards: [address] });
  await session.start();
  const board = createLockBoard({ session, clock, profile, address, guard });
  return { board, session, clock, heard, transport, codec, address };
}

/** The result of a promise while the clock is moved. */
export async function after<T>(clock: ManualClock, byMs: number, promise: Promise<T>): Promise<T> {
  await clock.advance(byMs);
  return promise;
}
