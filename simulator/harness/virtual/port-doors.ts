import type { UnlockOutcome } from '#domain/events/door-events';
import type { PlannedCompartment } from '#domain/state';
import type { BoardId, CompartmentLabel, Door, IntentionId, Occupancy } from '#domain/words';
import { CoilLane } from '#hardware/coil-lane';
import { isSettled, outcomeOf, see, watchFrom } from '#hardware/movement';
import type { Movement } from '#hardware/movement';
import type { Doors, HardwareReport, PulseTurn } from '#station/ports';
import type { Dice } from '../../dice.ts';
import type { VirtualCabinet } from '../../physics/cabinet.ts';
import { boardPace, throwPace } from './board-conditions.ts';
import type { BoardConditions } from './board-conditions.ts';
import type { Life } from './life.ts';

type Reading = { readonly door: Door; readonly occupancy: Occupancy };
const nothingShown: Reading = { door: 'unknown', occupancy: 'unknown' };

export type PortDoorsParts = {
  readonly life: Life;
  readonly cabinet: VirtualCabinet;
  readonly compartments: readonly PlannedCompartment[];
  readonly conditions: BoardConditions;
  readonly dice: Dice;
};

/**
 * The station's doors straight on the metal, without boards and bytes: a look costs a throw of the dice, not
 * a poll each second. What it reports, and in which order, is what `src/hardware` reports.
 */
export class PortDoors implements Doors {
  readonly #parts: PortDoorsParts;
  readonly #planned: ReadonlyMap<string, PlannedCompartment>;
  readonly #boards: readonly BoardId[];
  readonly #shown = new Map<string, Reading>();
  readonly #looking = new Set<string>();
  readonly #held = new Set<string>();
  readonly #knownSilent = new Set<BoardId>();
  /** One supply a board: pulses follow one another. */
  readonly #lanes: ReadonlyMap<BoardId, CoilLane>;
  #attended: ReadonlySet<string> = new Set();
  #report: (report: HardwareReport) => void = () => undefined;
  #forget: (() => void)[] = [];

  constructor(parts: PortDoorsParts) {
    this.#parts = parts;
    this.#planned = new Map(parts.compartments.map((planned) => [planned.label, planned]));
    this.#boards = [...new Set(parts.compartments.map(({ board }) => board))];
    this.#lanes = new Map(this.#boards.map((board) => [board, new CoilLane(1)]));
  }

  async start(report: (report: HardwareReport) => void): Promise<void> {
    const { life, cabinet, conditions, dice } = this.#parts;
    this.#report = (news) => {
      if (life.isOn) report(news);
    };
    const isAnySilent = this.#boards.some((board) => conditions.isSilent(board));
    const firstMs = throwPace(dice, boardPace.firstRead) + (isAnySilent ? boardPace.silenceNoticed.high : 0);
    await new Promise<void>((resolve) => void life.after(firstMs, resolve));
    for (const board of this.#boards) this.#compare(board);
    for (const label of this.#planned.keys()) this.#show(label);
    this.#forget = [
      cabinet.observe(({ compartment }) => this.#lookSoon(compartment)),
      conditions.onSilence(() => this.#noticeSilence()),
    ];
  }

  unlock(intention: IntentionId, compartment: CompartmentLabel, turn: PulseTurn = 'in-turn'): void {
    const planned = this.#planned.get(compartment);
    const lane = this.#lanes.get(planned?.board ?? ('' as BoardId));
    if (planned === undefined || lane === undefined) {
      throw new RangeError(`compartment ${compartment} is not wired`);
    }
    const { life, dice } = this.#parts;
    const send = (): void => {
      life.after(throwPace(dice, boardPace.command), () => {
        life.after(boardPace.pulseMs, () => lane.leave());
        this.#pulse(intention, planned);
      });
    };
    if (lane.tryEnter()) send();
    else void lane.enter(turn).then(send);
  }

  attend(compartments: readonly CompartmentLabel[]): void {
    this.#attended = new Set(compartments);
    for (const label of compartments) this.#lookSoon(label);
  }

  stop(): Promise<void> {
    for (const forget of this.#forget) forget();
    return Promise.resolve();
  }

  #pulse(intention: IntentionId, planned: PlannedCompartment): void {
    const { label, board } = planned;
    const { life, conditions, cabinet, dice } = this.#parts;
    if (conditions.isSilent(board)) {
      const outcome = dice.below(2) === 0 ? 'not-sent' : 'unseen';
      life.after(throwPace(dice, boardPace.silenceNoticed), () => this.#settle(intention, outcome));
      return;
    }
    const movement = watchFrom(this.#shown.get(label)?.door ?? 'unknown');
    this.#held.add(label);
    cabinet.find(label)?.energise(boardPace.pulseMs);
    const endMs = boardPace.pulseMs + boardPace.settleMs;
    life.after(endMs, () => this.#confirm(intention, planned, movement, boardPace.openDetectMs));
  }

  /** Looks until the door is seen open or the time of the lock is over, and tells every look. */
  #confirm(intention: IntentionId, planned: PlannedCompartment, before: Movement, leftMs: number): void {
    const { label, doorSensor, board } = planned;
    const isSilent = this.#parts.conditions.isSilent(board);
    const movement = doorSensor && !isSilent ? see(before, this.#read(planned).door) : before;
    this.#held.delete(label);
    this.#show(label);
    if (doorSensor && !isSettled(movement) && leftMs > 0) {
      const { confirmMs } = boardPace;
      this.#parts.life.after(confirmMs, () =>
        this.#confirm(intention, planned, movement, leftMs - confirmMs),
      );
      return;
    }
    this.#settle(intention, outcomeOf(movement));
  }

  #settle(intention: IntentionId, outcome: Exclude<UnlockOutcome, 'unknown'>): void {
    this.#report({ kind: 'unlock', intention, outcome });
  }

  #lookSoon(label: string): void {
    const { life, dice, conditions } = this.#parts;
    if (this.#looking.has(label) || !this.#planned.has(label)) return;
    this.#looking.add(label);
    const pace = this.#attended.has(label) ? boardPace.attendedRead : boardPace.idleRead;
    life.after(throwPace(dice, pace) + conditions.lateMs, () => {
      this.#looking.delete(label);
      if (this.#held.has(label)) return;
      if (conditions.isBouncing(label)) this.#rattle(label);
      this.#show(label);
    });
  }

  /** For one reading the hook says the opposite of what it says a moment later. */
  #rattle(label: string): void {
    const planned = this.#planned.get(label);
    if (planned === undefined || this.#parts.conditions.isSilent(planned.board)) return;
    const { door, occupancy } = this.#read(planned);
    if (door === 'unknown' || this.#parts.dice.below(2) === 0) return;
    this.#tell(label, { door: door === 'open' ? 'closed' : 'open', occupancy });
    this.#parts.life.after(boardPace.confirmMs, () => this.#show(label));
  }

  #show(label: string): void {
    const planned = this.#planned.get(label);
    if (planned === undefined || this.#held.has(label)) return;
    if (this.#knownSilent.has(planned.board)) this.#tell(label, nothingShown);
    else if (!this.#parts.conditions.isSilent(planned.board)) this.#tell(label, this.#read(planned));
  }

  #tell(label: string, reading: Reading): void {
    const before = this.#shown.get(label);
    if (before?.door === reading.door && before.occupancy === reading.occupancy) return;
    this.#shown.set(label, reading);
    this.#report({ kind: 'reading', compartment: label as CompartmentLabel, ...reading });
  }

  #read({ label, doorSensor, occupancySensor }: PlannedCompartment): Reading {
    const compartment = this.#parts.cabinet.find(label);
    if (compartment === null) return nothingShown;
    const door = compartment.hookReadsClosed() ? 'closed' : 'open';
    const occupancy = compartment.infraredReadsOccupied() ? 'occupied' : 'empty';
    return { door: doorSensor ? door : 'unknown', occupancy: occupancySensor ? occupancy : 'unknown' };
  }

  #noticeSilence(): void {
    const { life, dice, conditions } = this.#parts;
    for (const board of this.#boards) {
      if (conditions.isSilent(board) === this.#knownSilent.has(board)) continue;
      const pace = conditions.isSilent(board) ? boardPace.silenceNoticed : boardPace.answerNoticed;
      life.after(throwPace(dice, pace), () => this.#compare(board));
    }
  }

  /** Reports the silence or the answer of a board if it still lasts, and what its doors show. */
  #compare(board: BoardId): void {
    const isSilent = this.#parts.conditions.isSilent(board);
    if (isSilent === this.#knownSilent.has(board)) return;
    if (isSilent) this.#knownSilent.add(board);
    else this.#knownSilent.delete(board);
    this.#report({ kind: isSilent ? 'board-silent' : 'board-answering', board });
    for (const planned of this.#planned.values()) if (planned.board === board) this.#show(planned.label);
  }
}
