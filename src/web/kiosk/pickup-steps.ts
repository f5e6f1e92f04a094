import { signal } from '@preact/signals';
import { startPickup, stepVisit } from './api.ts';
import type { Trouble, VisitStep } from './api.ts';
import { busy, entrance, lookedAtMs, pausedUntilMs, station, trouble, visit } from './app-state.ts';
import { codeDigitCount, codeRule, extensionDigitCount, extensionRule, reduceEntry } from './code-entry.ts';
import type { EntryKey } from './code-entry.ts';
import { pageNowMs } from './page-clock.ts';
import { refreshStation } from './station-watch.ts';
import { askAboutVisit, beginVisit, leaveVisit, refreshVisit } from './visit-session.ts';

/** What a recipient does. Digits live in these signals only while they are typed. */

export const typedCode = signal('');
export const typedExtension = signal('');

/** Kept in memory for the step-up alone (rule R9); it is never shown and never stored. */
let heldCode = '';

/** `try-later` without a time: the pace of the step-up (rule R9). */
const usualPauseS = 10;

export function pressCodeKey(pressed: EntryKey): void {
  if (busy.value) return;
  trouble.value = null;
  typedCode.value = reduceEntry(typedCode.value, pressed, codeRule);
  if (typedCode.value.length === codeDigitCount) void submitCode();
}

export function pressExtensionKey(pressed: EntryKey): void {
  if (busy.value) return;
  const before = typedExtension.value;
  typedExtension.value = reduceEntry(before, pressed, extensionRule);
  if (typedExtension.value === before) return;
  trouble.value = null;
  if (typedExtension.value.length === extensionDigitCount) void submitExtension();
}

/** The last digit submits, and the screen forgets the digits at once. */
async function submitCode(): Promise<void> {
  const code = typedCode.value;
  typedCode.value = '';
  if (station.value?.stepUp === true) {
    askExtension(code);
    return;
  }
  const refused = await askPickup(code, null);
  if (refused === null) return;
  if (refused.code === 'extension-needed') askExtension(code);
  else trouble.value = refused;
  void refreshStation();
}

export async function submitExtension(): Promise<void> {
  if (typedExtension.value.length !== extensionDigitCount || pausedUntilMs.value > pageNowMs()) return;
  const refused = await askPickup(heldCode, typedExtension.value);
  if (refused === null) {
    forgetDigits();
    return;
  }
  // Too early is no verdict on the digits: they stay for the next attempt.
  if (refused.code !== 'try-later') startAgain();
  trouble.value = refused;
  void refreshStation();
}

/** The code of a message from its QR code: both numbers at once, so that a step-up asks for nothing more. */
export async function pickUpByScan(code: string, extension: string): Promise<void> {
  startAgain();
  const refused = await askPickup(code, extension);
  if (refused === null) return;
  trouble.value = refused;
  void refreshStation();
}

/** Back to an empty keypad. */
export function startAgain(): void {
  forgetDigits();
  trouble.value = null;
  entrance.value = 'code';
}

function askExtension(code: string): void {
  heldCode = code;
  typedExtension.value = '';
  entrance.value = 'extension';
}

export function forgetDigits(): void {
  heldCode = '';
  typedCode.value = '';
  typedExtension.value = '';
}

async function askPickup(code: string, extension: string | null): Promise<Trouble | null> {
  busy.value = true;
  const reply = await startPickup(code, extension);
  busy.value = false;
  if (reply.ok) {
    beginVisit(reply.body);
    return null;
  }
  pauseFor(reply.trouble);
  return reply.trouble;
}

/** Starts the countdown of a refusal that names a time. */
export function pauseFor({ code, waitS }: Trouble): void {
  if (code !== 'try-later') return;
  lookedAtMs.value = pageNowMs();
  pausedUntilMs.value = lookedAtMs.value + (waitS ?? usualPauseS) * 1000;
}

export const openParcel = (stay: string): Promise<void> => takeStep('open', { stay });
export const reopenDoor = (): Promise<void> => takeStep('reopen');
export const confirmTaken = (taken: boolean): Promise<void> => takeStep('confirm', { taken });

/** Says that somebody is still there; never in the way of another wish. */
export async function extendVisit(): Promise<void> {
  const refused = await askAboutVisit(({ key }) => stepVisit(key, 'extend'));
  if (refused !== null) await refreshVisit();
}

/** Ends the visit; a farewell that is already shown is simply left. */
export async function finishVisit(): Promise<void> {
  if (visit.value?.view.step !== 'ended') await takeStep('finish');
}

/** Leaves the farewell for the next person. A visit that the station still holds is ended there first. */
export async function leaveFarewell(): Promise<void> {
  const held = visit.value;
  if (held === null) return;
  if (held.view.step !== 'ended') await stepVisit(held.key, 'finish');
  if (visit.value?.key.visit !== held.key.visit) return;
  leaveVisit();
  void refreshStation();
}

async function takeStep(step: VisitStep, body?: object): Promise<void> {
  if (visit.value === null || busy.value) return;
  busy.value = true;
  const refused = await askAboutVisit(({ key }) => stepVisit(key, step, body));
  busy.value = false;
  trouble.value = refused;
  if (refused !== null) await refreshVisit();
}
