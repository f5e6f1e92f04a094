import type { ChannelReading } from '../channel-reading.ts';
import type { BridgeClock } from '../clock.ts';
import type { DoorsRead, UnlockSent } from '../lock-board.ts';
import { CoilLines } from './coil-lines.ts';
import { DoorLines } from './door-lines.ts';
import {
  reasonOf,
  type GpioOutput,
  type GpioPort,
  type InputWiring,
  type OutputWiring,
} from './gpio-port.ts';

export type GpioChannel = {
  readonly lock: OutputWiring;
  /** Active means closed; null where no switch is wired. */
  readonly door: InputWiring | null;
};

export type GpioBoardEvent = 'claimed' | 'refused' | 'lost' | 'stuck';

export type GpioBoardOptions = {
  /** Opens the way to the lines; rejects with the reason. */
  readonly openPort: () => Promise<GpioPort>;
  readonly clock: BridgeClock;
  readonly channels: readonly GpioChannel[];
  readonly pulseMs: number;
  readonly debounceMs: number;
  /** Called before a lock is claimed; no lock is touched when it rejects (rule R5). */
  readonly protect: (port: GpioPort) => Promise<void>;
  /** Why no pulse may begin now, or null (rule R5). */
  readonly objection: () => string | null;
  /** What the switches say has changed. */
  readonly changed: () => void;
  readonly log: (event: GpioBoardEvent, reason: string) => void;
};

/** What is held while the board works. */
type Claim = {
  readonly coils: CoilLines;
  readonly doors: DoorLines;
  /** For each channel the place of its switch among the inputs, or null. */
  readonly switches: readonly (number | null)[];
};

/**
 * Locks on outputs and door switches on inputs, seen as one board whose channels are counted from 1. Lines
 * that cannot be had are asked for again at every read: a chip that was pulled out comes back by itself.
 */
export class GpioBoard {
  readonly #options: GpioBoardOptions;
  #claim: Claim | null = null;
  #claiming: Promise<Claim> | null = null;
  #refusedFor = '';
  #isReleased = false;

  constructor(options: GpioBoardOptions) {
    this.#options = options;
  }

  /** Exactly one pulse, ended by the bridge's clock. While one runs on a channel, no other begins there. */
  unlock(channel: number): Promise<UnlockSent> {
    const { clock, objection } = this.#options;
    const reason = this.#claim === null ? 'its lines are not claimed' : objection();
    if (this.#claim === null || reason !== null) {
      return Promise.resolve({ kind: 'not-sent', reason: reason ?? '' });
    }
    const writtenAtMs = clock.nowMs();
    const begun = this.#claim.coils.pulse(channel - 1);
    if (begun.kind === 'refused') return Promise.resolve({ kind: 'not-sent', reason: begun.reason });
    return Promise.resolve({ kind: begun.kind === 'begun' ? 'sent' : 'no-answer', writtenAtMs });
  }

  /** The doors as their debounced switches show them; unknown without a switch or while one chatters. */
  async readDoors(): Promise<DoorsRead> {
    if (this.#isReleased) return { ok: false, reason: 'not-sent' };
    try {
      const { doors, coils, switches } = this.#claim ?? (await this.#claimOnce());
      await doors.read();
      await doors.untilRead();
      // A lock that cannot be put to rest is nothing to rely on.
      if (coils.isStuck) return { ok: false, reason: 'no-answer' };
      return { ok: true, channels: switches.map((place, index) => readingOf(index + 1, place, doors)) };
    } catch (error) {
      await this.#giveUp(reasonOf(error));
      return { ok: false, reason: 'no-answer' };
    }
  }

  /** Every lock at rest, every line given back. False if a lock did not obey. */
  async release(): Promise<boolean> {
    this.#isReleased = true;
    await this.#claiming?.catch(() => null);
    return this.#letGo();
  }

  /** A poll and a look after a pulse may come at once; the lines are claimed once. */
  #claimOnce(): Promise<Claim> {
    this.#claiming ??= this.#claimAll().finally(() => {
      this.#claiming = null;
    });
    return this.#claiming;
  }

  async #claimAll(): Promise<Claim> {
    const { openPort, protect, channels, clock, debounceMs, changed, log } = this.#options;
    const port = await openPort();
    await protect(port);
    const coils = await this.#claimLocks(port);
    const wired = channels.flatMap(({ door }) => (door === null ? [] : [door]));
    let place = 0;
    const switches = channels.map(({ door }) => (door === null ? null : place++));
    try {
      const inputs = await port.claimInputs(wired);
      const doors = new DoorLines({ inputs, lineCount: wired.length, clock, debounceMs, changed });
      this.#claim = { coils, doors, switches };
      doors.listen();
      log('claimed', port.name);
      this.#refusedFor = '';
      return this.#claim;
    } catch (error) {
      await coils.release();
      throw error;
    }
  }

  async #claimLocks(port: GpioPort): Promise<CoilLines> {
    const { channels, clock, pulseMs, log } = this.#options;
    const outputs: GpioOutput[] = [];
    try {
      for (const { lock } of channels) outputs.push(await port.claimOutput(lock));
    } catch (error) {
      for (const output of outputs) await output.release();
      throw error;
    }
    const stuck = (index: number, reason: string): void =>
      log('stuck', `the lock of channel ${String(index + 1)} cannot be put to rest: ${reason}`);
    return new CoilLines({ outputs, clock, pulseMs, stuck });
  }

  /** The same reason is told once, not at every attempt. */
  async #giveUp(reason: string): Promise<void> {
    const { log } = this.#options;
    if (this.#claim !== null) log('lost', reason);
    else if (reason !== this.#refusedFor) log('refused', reason);
    this.#refusedFor = reason;
    await this.#letGo();
  }

  async #letGo(): Promise<boolean> {
    const claim = this.#claim;
    this.#claim = null;
    if (claim === null) return true;
    await claim.doors.release();
    return claim.coils.release();
  }
}

function readingOf(channel: number, place: number | null, doors: DoorLines): ChannelReading {
  const told = place === null ? 'unsteady' : doors.told(place);
  const door = typeof told === 'boolean' ? (told ? 'closed' : 'open') : 'unknown';
  return { channel, door, occupancy: null };
}
