import { computed, signal } from '@preact/signals';
import { confirmEmpty, reportInside } from './api.ts';
import type { Reply, Trouble } from './api.ts';
import { insideStep, releases } from './app-state.ts';
import type { Release } from './app-state.ts';

/** What whoever stands here can do for somebody who is shut in (rules R1 and R3). */

/** What the last of these wishes ran into; apart from `trouble`, which belongs to the visit beside it. */
export const releaseTrouble = signal<Trouble | null>(null);
/** Compartments whose "it is empty" is on its way to the station. */
export const confirming = signal<readonly string[]>([]);

/** The doors by what has to be done at them; the ones that wait for a person come first. */
export const releaseGroups = computed(() =>
  (['open', 'closed', 'confirmed'] as const)
    .map((at) => ({ at, compartments: compartmentsAt(releases.value, at) }))
    .filter(({ compartments }) => compartments.length > 0),
);

/** A person's word weighs more than a door that fell shut. */
export const isReported = computed(() => releases.value.some(({ cause }) => cause === 'someone-inside'));

function compartmentsAt(all: readonly Release[], wanted: Release['at']): readonly string[] {
  return all
    .filter(({ at }) => at === wanted)
    .map(({ compartment }) => compartment)
    .sort();
}

/** Takes what the station says of its releases; an empty list means that they are over. */
export function noteReleases(told: readonly Release[]): void {
  releases.value = told;
  if (insideStep.value === null) releaseTrouble.value = null;
  if (told.length > 0 && insideStep.value === 'told') leaveInside();
}

export function askInside(): void {
  releaseTrouble.value = null;
  insideStep.value = 'asking';
}

export function leaveInside(): void {
  releaseTrouble.value = null;
  insideStep.value = null;
}

/** One "yes" is one wish, however often it is pressed while the station answers. */
export async function tellInside(): Promise<void> {
  if (insideStep.value !== 'asking') return;
  insideStep.value = 'telling';
  releaseTrouble.value = null;
  const reply = await reportInside();
  // Whoever went back meanwhile has been heard all the same, and the notice tells what opens.
  if (insideStep.value !== 'telling') return keepTrouble(reply);
  if (!reply.ok) insideStep.value = 'asking';
  else insideStep.value = releases.value.length > 0 ? null : 'told';
  keepTrouble(reply);
}

export async function confirmCompartment(compartment: string): Promise<void> {
  if (confirming.value.includes(compartment)) return;
  confirming.value = [...confirming.value, compartment];
  releaseTrouble.value = null;
  const reply = await confirmEmpty(compartment);
  confirming.value = confirming.value.filter((other) => other !== compartment);
  keepTrouble(reply);
}

function keepTrouble(reply: Reply<null>): void {
  if (!reply.ok) releaseTrouble.value = reply.trouble;
}
