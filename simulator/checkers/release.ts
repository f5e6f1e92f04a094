import { isLookedInto, isReleasable } from '#domain/release';
import { releaseDelaysMs } from '#domain/policy';
import type { StationState } from '#domain/state';
import type { CompartmentLabel } from '#domain/words';
import type { Checker, Truth, Witnessed } from './witness.ts';

/** Rule R1. */
const releaseMs = 2_000;
/** What a pulse behind others on the same supply waits for each of them. */
const queueMs = 700;

type Shut = { readonly closedMs: number; deadlineMs: number | null; queuedCount: number };
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
  readonly #answeredMs = new Map<string, number>();
  #poweredMs = 0;
  #state: StationState | null = null;

  see(witnessed: Witnessed, truth: Truth): string | null {
    if (witnessed.kind === 'metal') this.#feel(witnessed);
    // Also pulses that a silent board never got count for the pace, as they do for the station.
    if (witnessed.kind === 'pulse') this.#pulsedMs.set(witnessed.compartment, witnessed.atMs);
    if (witnessed.kind === 'power') {
      this.#shut.clear();
      this.#poweredMs = witnessed.atMs;
    }
    if (witnessed.kind === 'report' && witnessed.report.kind === 'board-answering') {
      this.#answeredMs.set(witnessed.report.board, witnessed.atMs);
    }
    if (witnessed.kind === 'commit') this.#follow(witnessed);
    return this.#findLate(witnessed.atMs, truth);
  }

  #feel({ happening, atMs }: Extract<Witnessed, { kind: 'metal' }>): void {
    const { what, compartment } = happening;
    if (what === 'door-closed') {
      // A door that nobody has read open cannot be read shut; one that was must be noticed in time.
      const isKnownOpen = this.#state?.compartments.some(
        ({ label, door }) => label === compartment && door === 'open',
      );
      const deadlineMs = isKnownOpen === true ? atMs + releaseMs : null;
      this.#shut.set(compartment, { closedMs: atMs, deadlineMs, queuedCount: 0 });
    }
    if (what === 'door-opened' || what === 'coil-energised') this.#shut.delete(compartment);
  }

  #follow(commit: Commit): void {
    const state = this.#state ?? commit.before;
    for (const event of commit.events) {
      if (event.type === 'door.closed') this.#expect(state, event.compartment, commit);
    }
    this.#state = commit.after;
    const queuedCount = commit.after.intentions.length;
    for (const seen of this.#shut.values()) seen.queuedCount = Math.max(seen.queuedCount, queuedCount);
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
    const delayMs = releaseDelaysMs[Math.min(running?.pulseCount ?? 0, releaseDelaysMs.length) - 1] ?? 0;
    // A run that has just begun cannot know how long the coil has been at rest, so its own beginning counts.
    const restMs = Math.max(this.#poweredMs, this.#pulsedMs.get(compartment) ?? 0);
    const pacedMs = running === undefined ? 0 : restMs + delayMs + releaseMs;
    const noticedMs = Math.max(seen.closedMs, this.#answeredMs.get(boardOf(compartment, state.plan)) ?? 0);
    seen.deadlineMs = Math.max(noticedMs + releaseMs, pacedMs);
  }

  #findLate(nowMs: number, truth: Truth): string | null {
    for (const [compartment, { deadlineMs, closedMs, queuedCount }] of this.#shut) {
      // While a whole cabinet is being opened, the pulses before its own hold up a door and its reading.
      if (deadlineMs === null || nowMs <= deadlineMs + queueMs * queuedCount) continue;
      // A board that is silent tells of the closing when it answers again.
      if (truth.isSilent(boardOf(compartment, truth.plan))) continue;
      this.#shut.delete(compartment);
      if (isPowerless(compartment, truth)) continue;
      return `${compartment} fell shut and was not opened for ${String(nowMs - closedMs)} ms`;
    }
    return null;
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
