import { isLookedInto, isReleasable } from '#domain/release';
import { releaseDelaysMs } from '#domain/policy';
import type { DomainEvent } from '#domain/events';
import type { StationState } from '#domain/state';
import type { CompartmentLabel } from '#domain/words';
import type { Checker, Truth, Witnessed } from './witness.ts';

/** Rule R1. */
const releaseMs = 2_000;
/** What a pulse waits for each other one of its turn on the same supply, and for one that is under way. */
const queueMs = 700;
/** A board that answers again is noticed so soon, even beside somebody at another door (decision 13). */
const noticeMs = 60_000;

type Shut = { readonly closedMs: number; deadlineMs: number | null; aheadCount: number };
type Commit = Extract<Witnessed, { kind: 'commit' }>;

/**
 * R1, I13: a door that closes although nobody was expected to close it opens again within two seconds, later
 * ones of the same release at the pace of rule R3. Void while there is no power, no answering board, or a
 * latch or hook that is broken: then nothing that a program does opens the door.
 */
export function watchRelease(): Checker {
  return new ReleaseChecker();
}

class ReleaseChecker implements Checker {
  readonly name = 'release';
  readonly #shut = new Map<string, Shut>();
  readonly #pulsedMs = new Map<string, number>();
  /** Pulses of a release since it began, or since its board answered again. */
  readonly #paces = new Map<string, number>();
  /** Doors with a pulse under way that gives way to none: those of people, and those that fell shut. */
  readonly #inTurn = new Map<string, string>();
  /** Pulses of a report that were not settled yet: of all of these, one at a time is under way. */
  readonly #givingWay = new Set<string>();
  readonly #answeredMs = new Map<string, number>();
  /** When a board was silent last, and which ones the station takes for silent. */
  readonly #silentMs = new Map<string, number>();
  readonly #toldSilent = new Set<string>();
  #poweredMs = 0;
  #state: StationState | null = null;

  see(witnessed: Witnessed, truth: Truth): string | null {
    if (witnessed.kind === 'metal') this.#feel(witnessed);
    if (witnessed.kind === 'pulse') this.#pulsedMs.set(witnessed.compartment, witnessed.atMs);
    if (witnessed.kind === 'power') {
      this.#shut.clear();
      this.#toldSilent.clear();
      this.#poweredMs = witnessed.atMs;
    }
    if (witnessed.kind === 'report' && witnessed.report.kind === 'board-silent') {
      this.#toldSilent.add(witnessed.report.board);
    }
    if (witnessed.kind === 'report' && witnessed.report.kind === 'board-answering') {
      this.#answer(witnessed.report.board, witnessed.atMs, truth);
    }
    if (witnessed.kind === 'commit') this.#follow(witnessed);
    return this.#findLate(witnessed.atMs, truth);
  }

  /** What was sent to a silent board counts for nothing but the rest of its coils. */
  #answer(board: string, atMs: number, { plan }: Truth): void {
    this.#answeredMs.set(board, atMs);
    this.#toldSilent.delete(board);
    for (const { label } of plan.compartments.filter((planned) => planned.board === board)) {
      this.#paces.set(label, Math.min(1, this.#paces.get(label) ?? 0));
      const seen = this.#shut.get(label);
      if (seen === undefined || seen.deadlineMs === null) continue;
      const restedMs = (this.#pulsedMs.get(label) ?? 0) + releaseMs;
      seen.deadlineMs = Math.max(atMs, restedMs) + releaseMs;
    }
  }

  #feel({ happening, atMs }: Extract<Witnessed, { kind: 'metal' }>): void {
    const { what, compartment } = happening;
    if (what === 'door-closed') {
      // A door that nobody has read open cannot be read shut; one that was must be noticed in time.
      const isKnownOpen = this.#state?.compartments.some(
        ({ label, door }) => label === compartment && door === 'open',
      );
      const deadlineMs = isKnownOpen === true ? atMs + releaseMs : null;
      this.#shut.set(compartment, { closedMs: atMs, deadlineMs, aheadCount: 0 });
    }
    if (what === 'door-opened' || what === 'coil-energised') this.#shut.delete(compartment);
  }

  #follow(commit: Commit): void {
    const state = this.#state ?? commit.before;
    for (const event of commit.events) {
      if (event.type === 'door.closed') this.#expect(state, event.compartment, commit);
      if (event.type === 'release.begun') this.#paces.set(event.compartment, 0);
      this.#queue(event, commit.after);
    }
    this.#state = commit.after;
    for (const [compartment, seen] of this.#shut) {
      const others = [...this.#inTurn.values()].filter((other) => other !== compartment);
      const aheadCount = others.length + Math.min(1, this.#givingWay.size);
      seen.aheadCount = Math.max(seen.aheadCount, aheadCount);
    }
  }

  #queue(event: DomainEvent, after: StationState): void {
    if (event.type === 'unlock.intended') this.#inTurn.set(event.intention, event.compartment);
    if (event.type === 'unlock.settled') {
      this.#inTurn.delete(event.intention);
      this.#givingWay.delete(event.intention);
    }
    if (event.type !== 'release.intended') return;
    const { compartment, intention, pulse } = event;
    this.#paces.set(compartment, 1 + (this.#paces.get(compartment) ?? 0));
    const cause = after.releases.find((release) => release.compartment === compartment)?.cause;
    if (pulse === 1 && cause === 'someone-inside') this.#givingWay.add(intention);
    else this.#inTurn.set(intention, compartment);
  }

  /** The station hears of the closing: from the record of this moment follows whether it must open. */
  #expect(state: StationState, compartment: CompartmentLabel, { at }: Commit): void {
    const seen = this.#shut.get(compartment);
    if (seen === undefined) return;
    const running = state.releases.find((release) => release.compartment === compartment);
    const isOver = running !== undefined && isLookedInto(running, at);
    if (isOver || (running === undefined && !isReleasable(state, compartment))) {
      this.#shut.delete(compartment);
      return;
    }
    const pace = this.#paces.get(compartment) ?? 0;
    const delayMs = releaseDelaysMs[Math.min(pace, releaseDelaysMs.length) - 1] ?? 0;
    // A run that has just begun cannot know how long the coil has been at rest, so its own beginning counts.
    const restMs = Math.max(this.#poweredMs, this.#pulsedMs.get(compartment) ?? 0);
    const pacedMs = running === undefined ? 0 : restMs + delayMs + releaseMs;
    const noticedMs = Math.max(seen.closedMs, this.#answeredMs.get(boardOf(compartment, state.plan)) ?? 0);
    seen.deadlineMs = Math.max(noticedMs + releaseMs, pacedMs);
  }

  #findLate(nowMs: number, truth: Truth): string | null {
    for (const [compartment, { deadlineMs, closedMs, aheadCount }] of this.#shut) {
      // The pulses before its own hold up a door, those of a whole cabinet that is being opened do not.
      if (deadlineMs === null || nowMs <= deadlineMs + queueMs * aheadCount) continue;
      if (this.#isUnheard(boardOf(compartment, truth.plan), nowMs, truth)) continue;
      this.#shut.delete(compartment);
      if (isPowerless(compartment, truth)) continue;
      return `${compartment} fell shut and was not opened for ${String(nowMs - closedMs)} ms`;
    }
    return null;
  }

  /** A board that is silent tells of the closing when it answers again, and that must be noticed first. */
  #isUnheard(board: string, nowMs: number, truth: Truth): boolean {
    if (truth.isSilent(board)) {
      this.#silentMs.set(board, nowMs);
      return true;
    }
    const sinceMs = nowMs - (this.#silentMs.get(board) ?? Number.NEGATIVE_INFINITY);
    return this.#toldSilent.has(board) && sinceMs < noticeMs;
  }
}

function isPowerless(compartment: string, truth: Truth): boolean {
  const board = boardOf(compartment, truth.plan);
  const isStuck = truth.viewOf(compartment).wear.latch.at !== 'sound';
  return !truth.isServing() || truth.isSilent(board) || isStuck || truth.isDeceived(compartment);
}

function boardOf(compartment: string, plan: Truth['plan']): string {
  return plan.compartments.find(({ label }) => label === compartment)?.board ?? '';
}
