import { isLookedInto, isReleasable } from '#domain/release';
import { releaseDelaysMs } from '#domain/policy';
import type { StationState } from '#domain/state';
import type { Checker, Truth, Witnessed } from './witness.ts';

/** Rule R1. */
const releaseMs = 2_000;
/** What a pulse behind others on the same supply waits for each of them. */
const queueMs = 400;

type Shut = { readonly closedMs: number; deadlineMs: number | null };

/**
 * R1, I13: a door that closes although nobody was expected to close it opens again within two seconds, later
 * ones of the same release at the pace of rule R3. Void while there is no power, no answering board, or a
 * latch or hook that is broken: then nothing that a program does opens the door.
 */
export function watchRelease(): Checker {
  const shut = new Map<string, Shut>();
  const pulsedMs = new Map<string, number>();
  let poweredMs = 0;
  let state: StationState | null = null;

  function metal({ happening, atMs }: Extract<Witnessed, { kind: 'metal' }>): void {
    const { what, compartment } = happening;
    if (what === 'door-closed') shut.set(compartment, { closedMs: atMs, deadlineMs: null });
    if (what === 'door-opened' || what === 'coil-energised') shut.delete(compartment);
  }

  /** The station hears of the closing: from the record of this moment follows whether it must open. */
  function expect(compartment: string, commit: Extract<Witnessed, { kind: 'commit' }>): void {
    const seen = shut.get(compartment);
    if (seen === undefined || state === null) return;
    const running = state.releases.find((release) => release.compartment === compartment);
    const isOver = running !== undefined && isLookedInto(running, commit.at);
    if (isOver || (running === undefined && !isReleasable(state, compartment as never))) {
      shut.delete(compartment);
      return;
    }
    const delayMs = releaseDelaysMs[Math.min(running?.pulseCount ?? 0, releaseDelaysMs.length) - 1] ?? 0;
    // A run that has just begun cannot know how long the coil has been at rest, so its own beginning counts.
    const restMs = Math.max(poweredMs, pulsedMs.get(compartment) ?? 0);
    const pacedMs = restMs + delayMs + releaseMs;
    const queuedMs = queueMs * state.intentions.length;
    seen.deadlineMs = Math.max(seen.closedMs + releaseMs + queuedMs, running === undefined ? 0 : pacedMs);
  }

  function late(nowMs: number, truth: Truth): string | null {
    for (const [compartment, { deadlineMs, closedMs }] of shut) {
      if (deadlineMs === null || nowMs <= deadlineMs) continue;
      shut.delete(compartment);
      if (isPowerless(compartment, truth)) continue;
      return `${compartment} fell shut and was not opened for ${String(nowMs - closedMs)} ms`;
    }
    return null;
  }

  return {
    name: 'release',
    see(witnessed, truth) {
      if (witnessed.kind === 'metal') metal(witnessed);
      // Also pulses that a silent board never got count for the pace, as they do for the station.
      if (witnessed.kind === 'pulse') pulsedMs.set(witnessed.compartment, witnessed.atMs);
      if (witnessed.kind === 'power') {
        shut.clear();
        poweredMs = witnessed.atMs;
      }
      if (witnessed.kind === 'commit') {
        state = state === null ? witnessed.before : state;
        for (const event of witnessed.events)
          if (event.type === 'door.closed') expect(event.compartment, witnessed);
        state = witnessed.after;
      }
      return late(witnessed.atMs, truth);
    },
  };
}

function isPowerless(compartment: string, truth: Truth): boolean {
  const board = truth.plan.compartments.find(({ label }) => label === compartment)?.board ?? '';
  const isStuck = truth.viewOf(compartment).wear.latch.at !== 'sound';
  return !truth.isServing() || truth.isSilent(board) || isStuck || truth.isDeceived(compartment);
}
