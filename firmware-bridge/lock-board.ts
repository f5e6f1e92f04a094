import type { BusSession, Order, OrderResult } from './bus-session.ts';
import { isSameReading, readChannels, type ChannelReading } from './channel-reading.ts';
import type { BridgeClock } from './clock.ts';
import type { LockBoardCodec, LockBoardRequest } from '#codecs/lock-board-codec';
import type { Expects, Pace } from './exchange.ts';
import type { Priority } from './order-queue.ts';
import { createBoardCodec } from './profiles/board-codec.ts';
import type { BoardProfile } from './profiles/schema.ts';
import { PulseEnd, type PulseGuard } from './pulse-end.ts';

export type { ChannelReading };

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
  /** How much later than written a frame may reach the board, and its reply the station, together. */
  readonly latencyMs: number;
  /**
   * Asks for exactly one pulse. The frame is written once or never. Where the profile says `pulse: software`
   * the pulse is ended here too, and none begins before the board has confirmed that every coil is off.
   */
  unlock(channel: number): Promise<UnlockSent>;
  /**
   * Reads every channel. A board that usually answers is asked once more before the read fails. Where the
   * profile says `asksTwice`, a change needs two equal reads.
   */
  readDoors(priority: ReadPriority): Promise<DoorsRead>;
  /**
   * To be called before the line is closed: no coil whose pulse is ended from here stays on. False if the
   * board did not confirm it; boards that end their pulses themselves are done at once.
   */
  release(): Promise<boolean>;
}

export type ReadPriority = Extract<Priority, 'confirm' | 'poll'>;

export type LockBoardOptions = {
  readonly session: BusSession;
  readonly clock: BridgeClock;
  readonly profile: BoardProfile;
  readonly address: number;
  /** Speed of the line, where it is another one than the profile's. */
  readonly baud?: number;
  /** What the way to the line adds to every exchange, 0 unless a network lies between. */
  readonly latencyMs?: number;
  /** Cuts the coils of a board whose pulses are ended here when this process cannot (rule R5). */
  readonly guard?: PulseGuard | undefined;
};

export function createLockBoard(options: LockBoardOptions): LockBoard {
  return new SessionLockBoard(options);
}

/** Failed reads after which a board counts as absent: it is asked once a read, and nobody waits for it. */
const failuresMax = 3;

class SessionLockBoard implements LockBoard {
  readonly address: number;
  readonly profile: BoardProfile;
  readonly latencyMs: number;
  readonly #baud: number;
  readonly #session: BusSession;
  readonly #codec: LockBoardCodec;
  /** Null where the board ends its pulses by itself. */
  readonly #pulseEnd: PulseEnd | null;
  readonly #unlocking = new Set<Promise<UnlockSent>>();
  #failureCount = 0;
  /** The last reading that was believed. */
  #believed: readonly ChannelReading[] = [];

  constructor({ session, clock, profile, address, baud, latencyMs = 0, guard }: LockBoardOptions) {
    this.address = address;
    this.latencyMs = latencyMs;
    this.#baud = baud ?? profile.line.baud;
    this.profile = profile;
    this.#session = session;
    this.#codec = createBoardCodec(profile);
    const { pulseMs } = profile.timing;
    const cut = (request: LockBoardRequest): Promise<boolean> => this.#cut(request);
    this.#pulseEnd =
      profile.pulse === 'software' ? new PulseEnd({ clock, board: address, pulseMs, cut, guard }) : null;
  }

  async unlock(channel: number): Promise<UnlockSent> {
    const unlocking = this.#unlock(channel);
    this.#unlocking.add(unlocking);
    try {
      return await unlocking;
    } finally {
      this.#unlocking.delete(unlocking);
    }
  }

  async release(): Promise<boolean> {
    if (!this.#pulseEnd) return true;
    const unlocking = [...this.#unlocking];
    const isOff = await this.#pulseEnd.stop();
    if (unlocking.length === 0) return isOff;
    // A pulse that was already on its way to the line may have begun after the coils were cut.
    await Promise.all(unlocking);
    return this.#pulseEnd.stop();
  }

  async readDoors(priority: ReadPriority): Promise<DoorsRead> {
    await this.#pulseEnd?.sweep();
    const first = await this.#readOnce(priority);
    if (first.ok) return this.#remember(await this.#confirm(first, priority));
    if (first.reason === 'not-sent' || this.#failureCount > 0) return this.#remember(first);
    const second = await this.#readOnce(priority);
    return this.#remember(second.ok ? await this.#confirm(second, priority) : second);
  }

  async #unlock(channel: number): Promise<UnlockSent> {
    // A board that ends its own pulses has nothing to wait for: the frame leaves in the turn of its decision.
    const objection = this.#pulseEnd === null ? null : await this.#pulseEnd.prepare(channel);
    if (objection !== null) return { kind: 'not-sent', reason: objection };
    const request = { kind: 'unlock', board: this.address, channel } as const;
    const expects = expectsOf[this.profile.unlockReply];
    const result = await this.#session.submit(this.#orderOf(request, 'unlock', expects)).result;
    if (result.kind === 'not-sent') {
      this.#pulseEnd?.forgo(channel);
      return result;
    }
    this.#pulseEnd?.begin(channel, result.writtenAtMs);
    const kind = ({ answered: 'answered', 'not-owed': 'sent', 'timed-out': 'no-answer' } as const)[
      result.outcome.kind
    ];
    return { kind, writtenAtMs: result.writtenAtMs };
  }

  async #cut(request: LockBoardRequest): Promise<boolean> {
    const result = await this.#session.submit(this.#orderOf(request, 'release', 'reply')).result;
    return result.kind === 'sent' && result.outcome.kind === 'answered';
  }

  /** Without a check byte noise can look like a reply, but hardly twice in the same way. */
  async #confirm(read: Extract<DoorsRead, { ok: true }>, priority: ReadPriority): Promise<DoorsRead> {
    if (!this.profile.asksTwice || isSameReading(read.channels, this.#believed)) return read;
    const again = await this.#readOnce(priority);
    if (!again.ok || isSameReading(read.channels, again.channels)) return again;
    return { ok: false, reason: 'no-answer' };
  }

  #remember(read: DoorsRead): DoorsRead {
    this.#failureCount = read.ok ? 0 : this.#failureCount + 1;
    if (read.ok) this.#believed = read.channels;
    return read;
  }

  async #readOnce(priority: ReadPriority): Promise<DoorsRead> {
    const request = { kind: 'read-doors', board: this.address } as const;
    const result = await this.#session.submit(this.#orderOf(request, priority, 'reply')).result;
    if (result.kind === 'not-sent') return { ok: false, reason: 'not-sent' };
    return this.#meaningOf(result);
  }

  #meaningOf({ outcome }: Extract<OrderResult, { kind: 'sent' }>): DoorsRead {
    const channels = outcome.kind === 'answered' ? readChannels(outcome.reply, this.profile.polarity) : null;
    return channels === null ? { ok: false, reason: 'no-answer' } : { ok: true, channels };
  }

  #orderOf(request: LockBoardRequest, priority: Priority, expects: Expects): Order {
    const pace = this.#paceOf(request.kind);
    return { request, codec: this.#codec, priority, expects, pace, echo: this.profile.echo };
  }

  #paceOf(kind: LockBoardRequest['kind']): Pace {
    const { timing, line } = this.profile;
    const usualMs = kind === 'unlock' ? timing.unlockTimeoutMs : timing.readTimeoutMs;
    const timeoutMs = usualMs + this.latencyMs;
    const bitsPerByte = 1 + line.dataBits + (line.parity === 'none' ? 0 : 1) + line.stopBits;
    const wireMs = (this.#codec.scanBytes.request * bitsPerByte * 1000) / this.#baud;
    // A frame that nobody answers is over when it has reached the line and passed it.
    const frameMs = wireMs + this.latencyMs;
    // A board that answered a moment ago may only be late, and its reply is waited for. A board that has
    // been absent for a while costs its timeout and nothing more.
    const isAbsent = this.#failureCount >= failuresMax;
    return { timeoutMs, gapMs: timing.gapMs, drainMs: isAbsent ? timing.gapMs : timeoutMs, frameMs };
  }
}

const expectsOf = { none: 'nothing', optional: 'perhaps', required: 'reply' } as const;
