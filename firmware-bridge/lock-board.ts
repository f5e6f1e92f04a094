import type { BusSession, Order, OrderResult } from './bus-session.ts';
import { createCodec } from '#codecs/codec-table';
import type { LockBoardCodec, LockBoardRequest } from '#codecs/lock-board-codec';
import type { Expects, Pace } from './exchange.ts';
import type { Priority } from './order-queue.ts';
import type { BoardProfile } from './profiles/schema.ts';

/** What one channel shows, in the words of the house; the wiring's polarity is already applied. */
export type ChannelReading = {
  readonly channel: number;
  readonly door: 'open' | 'closed';
  /** Null where the board has no sensor for it. */
  readonly occupancy: 'occupied' | 'empty' | null;
};

export type DoorsRead =
  | { readonly ok: true; readonly channels: readonly ChannelReading[] }
  | { readonly ok: false; readonly reason: 'not-sent' | 'no-answer' };

/**
 * What is known right after an unlock. Nothing here says that a door opened: `answered` means that the board
 * heard, `sent` that it owes no answer, `no-answer` that it owed one. In all three the frame left the box at
 * `writtenAtMs`. Only `not-sent` is certain: no pulse was asked for.
 */
export type UnlockSent =
  | { readonly kind: 'answered' | 'sent' | 'no-answer'; readonly writtenAtMs: number }
  | { readonly kind: 'not-sent'; readonly reason: string };

export interface LockBoard {
  readonly address: number;
  readonly profile: BoardProfile;
  /** Asks for exactly one pulse. The frame is written once or never. */
  unlock(channel: number): Promise<UnlockSent>;
  /** Reads every channel. A board that usually answers is asked once more before the read fails. */
  readDoors(priority: Exclude<Priority, 'unlock'>): Promise<DoorsRead>;
}

export type LockBoardOptions = {
  readonly session: BusSession;
  readonly profile: BoardProfile;
  readonly address: number;
};

export function createLockBoard(options: LockBoardOptions): LockBoard {
  return new SessionLockBoard(options);
}

/** Failed reads after which a board counts as absent: it is asked once a read, and nobody waits for it. */
const failuresMax = 3;

class SessionLockBoard implements LockBoard {
  readonly address: number;
  readonly profile: BoardProfile;
  readonly #session: BusSession;
  readonly #codec: LockBoardCodec;
  #failureCount = 0;

  constructor({ session, profile, address }: LockBoardOptions) {
    this.address = address;
    this.profile = profile;
    this.#session = session;
    const { channels, readAllLength } = profile;
    this.#codec = createCodec(profile.protocol, { channels, readAllLength });
  }

  async unlock(channel: number): Promise<UnlockSent> {
    const request = { kind: 'unlock', board: this.address, channel } as const;
    const expects = expectsOf[this.profile.unlockReply];
    const result = await this.#session.submit(this.#orderOf(request, 'unlock', expects)).result;
    if (result.kind === 'not-sent') return result;
    const kind = ({ answered: 'answered', 'not-owed': 'sent', 'timed-out': 'no-answer' } as const)[
      result.outcome.kind
    ];
    return { kind, writtenAtMs: result.writtenAtMs };
  }

  async readDoors(priority: Exclude<Priority, 'unlock'>): Promise<DoorsRead> {
    const first = await this.#readOnce(priority);
    if (first.ok || first.reason === 'not-sent' || this.#failureCount > 0) return this.#remember(first);
    return this.#remember(await this.#readOnce(priority));
  }

  #remember(read: DoorsRead): DoorsRead {
    this.#failureCount = read.ok ? 0 : this.#failureCount + 1;
    return read;
  }

  async #readOnce(priority: Priority): Promise<DoorsRead> {
    const request = { kind: 'read-doors', board: this.address } as const;
    const result = await this.#session.submit(this.#orderOf(request, priority, 'reply')).result;
    if (result.kind === 'not-sent') return { ok: false, reason: 'not-sent' };
    return this.#meaningOf(result);
  }

  /** The answer to an unlock is never taken for the state of a door, although some boards send it as one. */
  #meaningOf(result: Extract<OrderResult, { kind: 'sent' }>): DoorsRead {
    const { outcome } = result;
    if (outcome.kind !== 'answered' || outcome.reply.kind !== 'doors')
      return { ok: false, reason: 'no-answer' };
    const { hooks, items } = outcome.reply;
    const { polarity } = this.profile;
    const channels = hooks.map((hook, index): ChannelReading => {
      const isClosed = hook === (polarity.hook === 'one-is-closed');
      const item = polarity.item === null ? undefined : items?.[index];
      return {
        channel: index + 1,
        door: isClosed ? 'closed' : 'open',
        occupancy:
          item === undefined ? null : item === (polarity.item === 'one-is-occupied') ? 'occupied' : 'empty',
      };
    });
    return { ok: true, channels };
  }

  #orderOf(request: LockBoardRequest, priority: Priority, expects: Expects): Order {
    const pace = this.#paceOf(request.kind);
    return { request, codec: this.#codec, priority, expects, pace, echo: this.profile.echo };
  }

  #paceOf(kind: LockBoardRequest['kind']): Pace {
    const { timing, line } = this.profile;
    const timeoutMs = kind === 'unlock' ? timing.unlockTimeoutMs : timing.readTimeoutMs;
    const bitsPerByte = 1 + line.dataBits + (line.parity === 'none' ? 0 : 1) + line.stopBits;
    const frameMs = (this.#codec.scanBytes.request * bitsPerByte * 1000) / line.baud;
    // A board that answered a moment ago may only be late, and its reply is waited for. A board that has
    // been absent for a while costs its timeout and nothing more.
    const isAbsent = this.#failureCount >= failuresMax;
    return { timeoutMs, gapMs: timing.gapMs, drainMs: isAbsent ? timing.gapMs : timeoutMs, frameMs };
  }
}

const expectsOf = { none: 'nothing', optional: 'perhaps', required: 'reply' } as const;
