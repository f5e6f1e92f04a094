import type { LockBoardCodec, LockBoardReply, LockBoardRequest } from '#codecs/lock-board-codec';
import type { BoardProfile } from '#bridge/profiles/schema';
import type { SimulatorClock } from '../clock.ts';
import type { Dice } from '../dice.ts';
import type { VirtualCabinet } from '../physics/cabinet.ts';
import type { VirtualCompartment } from '../physics/compartment.ts';
import type { Happening } from '../physics/happenings.ts';
import { buildReplyPathPart, concerns, sortFaults } from './reply-faults.ts';
import type { ReplyFault, ReplyPathPart } from './reply-faults.ts';
import type { Transmission, Transmit } from './transmission.ts';
import { twinTraits, type TwinTraits } from './twin-traits.ts';

export type VirtualBoardInput = {
  readonly id: string;
  readonly profile: BoardProfile;
  readonly address: number;
  readonly codec: LockBoardCodec;
  readonly cabinet: VirtualCabinet;
  /** Which compartment is wired to a channel; index 0 is channel 1, null is a free terminal. */
  readonly wiring: readonly (string | null)[];
  readonly clock: SimulatorClock;
  readonly dice: Dice;
  /** Silence that the board needs between the end of a request and its answer. */
  readonly turnaroundMs: number;
  /** Whether an unlock is answered; where it is absent, boards whose profile says `required` answer. */
  readonly answersUnlock?: boolean;
};

/** A fault that is on: for the whole board, or for unlocking one channel. */
export type ActiveReplyFault = { readonly fault: ReplyFault; readonly channel: number | null };

type Effective = ActiveReplyFault & { readonly part: ReplyPathPart };

/** How long a board needs after power returns until it listens. */
const bootMs = 1200;
/** For so long the driver of a processor without supply talks; the speed of the line makes bytes of it. */
const spitMs = 3;
/** A relay that is switched on stays on; no timer of Node carries more than 24 days. */
const untilSwitchedOffMs = 24 * 60 * 60 * 1000;

/** What a hook switch feels: a spring that swings the door comes after the latch has let go of it. */
function movesHook(happening: Happening): boolean {
  if (happening.what === 'door-opened') return happening.by === 'hand';
  return happening.what === 'latch-released' || happening.what === 'door-closed';
}

/**
 * A lock board behind its terminals: understands requests, pulses coils, reads switches, answers in bytes.
 */
export class VirtualBoard {
  readonly id: string;
  readonly profile: BoardProfile;
  readonly codec: LockBoardCodec;
  /** A CU16 answers an unlock or not, depending on its firmware; may change while it runs. */
  answersUnlock: boolean;
  readonly #traits: TwinTraits;
  readonly #powerDice: Dice;
  readonly #input: VirtualBoardInput;
  readonly #compartments: readonly (VirtualCompartment | null)[];
  #faults: readonly Effective[] = [];
  #bootedAtMs = -Infinity;
  #shownAtMs = -Infinity;
  #boots = 0;

  constructor(input: VirtualBoardInput) {
    this.id = input.id;
    this.profile = input.profile;
    this.codec = input.codec;
    this.#input = input;
    this.#powerDice = input.dice.split('power');
    this.#traits = twinTraits[input.profile.protocol];
    this.answersUnlock = input.answersUnlock ?? input.profile.unlockReply === 'required';
    this.#compartments = Array.from({ length: input.profile.channels }, (_, index) => {
      const label = input.wiring[index] ?? null;
      return label === null ? null : input.cabinet.find(label);
    });
  }

  /** What its address switch says now. */
  get address(): number {
    const turned = this.#faults.find(({ fault }) => fault.kind === 'address-clash')?.fault;
    return turned?.kind === 'address-clash' ? turned.address : this.#input.address;
  }

  get isListening(): boolean {
    return this.#input.clock.nowMs() >= this.#bootedAtMs;
  }

  get faults(): readonly ActiveReplyFault[] {
    return this.#faults.map(({ fault, channel }) => ({ fault, channel }));
  }

  /** Acts on a request that bears this board's address. Answers go out through `transmit`, now or later. */
  hear(request: LockBoardRequest, frame: Uint8Array, transmit: Transmit): void {
    if (!this.isListening) return;
    const answer = (reply: LockBoardReply): void => this.#answer(request, frame, reply, transmit);
    const { board } = request;
    switch (request.kind) {
      case 'unlock':
        return this.#unlock(request, frame, transmit);
      case 'read-doors':
        return answer(this.#read());
      case 'end-pulse':
        this.#compartments[request.channel - 1]?.cutCoil();
        return answer({ kind: 'coils-cut', board, channel: request.channel });
      case 'all-off':
        this.#cutCoils();
        return answer({ kind: 'coils-cut', board, channel: null });
    }
  }

  /** Connects the board to a line on which, with the fault `unsolicited`, it speaks unasked. */
  connect(transmit: Transmit): void {
    this.#input.cabinet.observe((happening) => {
      if (!this.#speaksUnasked() || !this.isListening || !movesHook(happening)) return;
      const channel = 1 + this.#compartments.indexOf(this.#input.cabinet.find(happening.compartment));
      if (channel === 0) return;
      const isPush = this.#traits.saysUnasked === 'push';
      const reply = isPush ? ({ kind: 'pushed', board: this.address, channel } as const) : this.#read();
      transmit([{ afterMs: 0, bytes: this.codec.encodeReply(reply) }]);
    });
  }

  /** Switches a fault on; one of the same kind for the same channel is replaced. */
  setFault(fault: ReplyFault, channel: number | null = null): void {
    this.clearFaults(fault.kind, channel);
    const part = buildReplyPathPart(fault, this.#input.dice.split(fault.kind));
    this.#faults = sortFaults([...this.#faults, { fault, channel, part }]);
  }

  /** Switches faults off: those of one kind or all, those of one channel or, with null, the board's own. */
  clearFaults(kind?: string, channel: number | null = null): void {
    const isCleared = (one: ActiveReplyFault): boolean =>
      one.channel === channel && (kind === undefined || one.fault.kind === kind);
    this.#faults = this.#faults.filter((one) => !isCleared(one));
  }

  /**
   * Power goes and returns: coils drop at once, nothing is heard while the board starts, no answer survives.
   * For `blankMs` after that it shows what its registers hold before it has looked at its switches: zeros,
   * which in most families are open doors.
   */
  reboot(blankMs = 0): void {
    this.#boots += 1;
    this.#bootedAtMs = this.#input.clock.nowMs() + bootMs;
    this.#shownAtMs = this.#bootedAtMs + blankMs;
    this.#cutCoils();
  }

  #unlock(request: LockBoardRequest & { kind: 'unlock' }, frame: Uint8Array, transmit: Transmit): void {
    const { pulse, timing } = this.profile;
    const pulseMs = pulse === 'software' ? untilSwitchedOffMs : timing.pulseMs;
    const compartment = this.#compartments[request.channel - 1] ?? null;
    compartment?.energise(pulseMs);
    const heldMs = compartment === null ? Infinity : this.#sag(request, compartment, transmit);
    if (!this.answersUnlock) {
      // An adapter that repeats our bytes does so even where the board has nothing to say.
      return this.#send(request, frame, [], transmit);
    }
    const { board, channel } = request;
    const answer = (): void => {
      const raw = this.#traits.unlockState(this.#senseHooks(), channel);
      this.#answer(request, frame, { kind: 'unlock-answered', board, channel, raw }, transmit);
    };
    // A board without supply says nothing more.
    if (this.#traits.answersWhen === 'at-once') {
      if (this.#input.turnaroundMs < heldMs) answer();
    } else this.#whenReleased(compartment, pulseMs, answer);
  }

  /** How long the supply holds under this coil; a weak one restarts the board, and its driver spits. */
  #sag(request: LockBoardRequest, compartment: VirtualCompartment, transmit: Transmit): number {
    const weak = this.#effective(request).find(({ fault }) => fault.kind === 'brown-out')?.fault;
    if (weak?.kind !== 'brown-out') return Infinity;
    const boot = this.#boots;
    this.#input.clock.after(weak.holdMs, () => {
      if (boot !== this.#boots || compartment.view().coil === 'off') return;
      this.reboot(weak.blankMs);
      transmit([{ afterMs: 0, bytes: this.#spit() }]);
    });
    return weak.holdMs;
  }

  #spit(): Uint8Array {
    const byteCount = Math.ceil((spitMs * this.profile.line.baud) / 10_000);
    return Uint8Array.from({ length: byteCount }, () => this.#powerDice.below(256));
  }

  #speaksUnasked(): boolean {
    return this.#faults.some(({ fault }) => fault.kind === 'unsolicited');
  }

  #cutCoils(): void {
    for (const compartment of this.#compartments) compartment?.cutCoil();
  }

  /** The board answers when it sees the hook switch change, and at the end of the pulse if it never does. */
  #whenReleased(compartment: VirtualCompartment | null, pulseMs: number, answer: () => void): void {
    const { cabinet, clock } = this.#input;
    const boot = this.#boots;
    const finish = (): void => {
      stopWatching();
      forgetEnd();
      if (boot === this.#boots) answer();
    };
    const stopWatching = cabinet.observe((happening) => {
      const isOurs = compartment !== null && cabinet.find(happening.compartment) === compartment;
      if (isOurs && happening.what === 'latch-released') finish();
    });
    const forgetEnd = clock.after(pulseMs, finish);
  }

  #answer(request: LockBoardRequest, frame: Uint8Array, reply: LockBoardReply, transmit: Transmit): void {
    const meant = this.#effective(request).reduce((said, { part }) => part.mean?.(said) ?? said, reply);
    const bytes = this.codec.encodeReply(meant, request);
    this.#send(request, frame, [{ afterMs: this.#input.turnaroundMs, bytes }], transmit);
  }

  #send(
    request: LockBoardRequest,
    frame: Uint8Array,
    said: readonly Transmission[],
    transmit: Transmit,
  ): void {
    const carried = this.#effective(request).reduce((all, { part }) => part.carry?.(all, frame) ?? all, said);
    if (carried.length > 0) transmit(carried);
  }

  #effective(request: LockBoardRequest): readonly Effective[] {
    if (this.#faults.length === 0) return this.#faults;
    return this.#faults.filter((one) => concerns(one.channel, request));
  }

  #read(): LockBoardReply {
    if (this.codec.shows === 'relays') {
      const energised = this.#compartments.map((one) => one?.view().coil === 'on');
      return { kind: 'relays', board: this.address, energised };
    }
    const items = this.profile.polarity.item === null ? null : this.#senseItems();
    return { kind: 'doors', board: this.address, hooks: this.#senseHooks(), items };
  }

  #senseHooks(): boolean[] {
    const closedBit = this.profile.polarity.hook === 'one-is-closed';
    return this.#compartments.map((one) => this.#sense(one !== null && one.hookReadsClosed() === closedBit));
  }

  #senseItems(): boolean[] {
    const occupiedBit = this.profile.polarity.item === 'one-is-occupied';
    return this.#compartments.map((one) =>
      this.#sense(one !== null && one.infraredReadsOccupied() === occupiedBit),
    );
  }

  #sense(bit: boolean): boolean {
    if (this.#input.clock.nowMs() < this.#shownAtMs) return false;
    return this.#faults.reduce((sensed, { part }) => part.sense?.(sensed) ?? sensed, bit);
  }
}
