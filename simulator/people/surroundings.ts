import type { Command } from '#domain/commands';
import type { Answer } from '#domain/decision';
import type { StationState, Visit } from '#domain/state';
import type { Size, VisitId } from '#domain/words';
import type { Dice } from '../dice.ts';
import type { HandOutcome } from '../physics/happenings.ts';
import type { Turns } from './turns.ts';

export type Parcel = { readonly waybill: string; readonly size: Size; readonly contact: string };
export type Message = { readonly code: string; readonly extension: string };

/** The screen and its keys; an answer is null where the screen went dark before it came. */
export interface Screen {
  /** What the page is drawn from; null while it is dark. */
  readonly state: StationState | null;
  readonly visit: Visit | null;
  ask(who: string, command: Command): Promise<Answer | null>;
  showBadge(who: string, badge: string): Promise<Answer | null>;
  startDeposit(who: string, visit: VisitId, parcel: Parcel): Promise<Answer | null>;
  /** Gives somebody a code of their own. */
  delegate(who: string, visit: VisitId, contact: string): Promise<Answer | null>;
  typeCode(who: string, code: string, extension: string): Promise<Answer | null>;
}

/** The cabinet as hands feel it. */
export interface Reach {
  readonly labels: readonly string[];
  isOpen(compartment: string): boolean;
  /** What is seen first; null for nothing. */
  contentOf(compartment: string): string | null;
  contentsOf(compartment: string): readonly string[];
  placeOf(waybill: string): string | null;
  put(compartment: string, waybill: string): HandOutcome;
  /** Without a waybill whatever is seen first. */
  take(compartment: string, waybill?: string): HandOutcome;
  close(compartment: string): HandOutcome;
  force(compartment: string): HandOutcome;
  hide(compartment: string): HandOutcome;
}

/** Everything that somebody in front of a virtual station can see and touch. */
export interface Surroundings {
  readonly dice: Dice;
  readonly screen: Screen;
  readonly reach: Reach;
  readonly turns: Turns;
  nowMs(): number;
  pause(ms: number): Promise<void>;
  /** Resolves when the message for this contact comes; stays open where none ever does. */
  message(contact: string): Promise<Message>;
  /** Somebody else sets out for a parcel of which they will be told. */
  sendFor(parcel: Parcel): void;
  /** Somebody with a right to a parcel typed its numbers. */
  claim(waybill: string, compartment: string, answer: Answer | null, hasExtension: boolean): void;
  /** What was just said or done was not so; the station cannot be blamed for what follows from it. */
  mischief(what: string, ...about: readonly string[]): void;
}

/** How somebody behaves; shares are from 0 to 1. */
export type Temper = {
  readonly name: string;
  /** Multiplies every pause. */
  readonly pace: number;
  /** Does a step wrong: mistypes, walks away, shuts too early, presses the wrong key. */
  readonly slipShare: number;
  /** Says what is not so where that is of use. */
  readonly lieShare: number;
  /** Wants something else than most: rejects, reports, sends somebody, takes back. */
  readonly whimShare: number;
};

/** Does everything right. */
export const steadyTemper: Temper = { name: 'steady', pace: 1, slipShare: 0, lieShare: 0, whimShare: 0 };

const tempers: readonly Temper[] = [
  { name: 'hasty', pace: 0.3, slipShare: 0.05, lieShare: 0.02, whimShare: 0.05 },
  { ...steadyTemper, whimShare: 0.1 },
  { name: 'slow', pace: 4, slipShare: 0.03, lieShare: 0, whimShare: 0.2 },
  { name: 'confused', pace: 1.5, slipShare: 0.25, lieShare: 0.1, whimShare: 0.2 },
];

export function throwTemper(dice: Dice): Temper {
  const share = dice.between(0, 1);
  const index = share < 0.3 ? 0 : share < 0.7 ? 1 : share < 0.85 ? 2 : 3;
  return tempers[index] ?? steadyTemper;
}
