import { effect } from '@preact/signals';
import { chosenLanguage, deadlineMs, entrance, keysInUse, lookedAtMs, pageDeadlineMs } from './app-state.ts';
import { pausedUntilMs, screen, screenBelow, secondsLeft, trouble, visit } from './app-state.ts';
import { clearDeposit, noteDeposit } from './courier-steps.ts';
import { every, pageNowMs } from './page-clock.ts';
import { extendVisit, forgetDigits, leaveFarewell, startAgain, typedCode } from './pickup-steps.ts';
import { leaveInside } from './release-steps.ts';
import { refreshVisit } from './visit-session.ts';
import type { VisitView } from '#contract/http';

/**
 * Whether somebody is there. During a visit the station counts and the page only shows; before and after one
 * the page itself tidies up, so that nobody finds what another person typed.
 */
const tickMs = 250;
const entranceMs = 60_000;
const forgottenDigitsMs = 30_000;
export const farewellMs = 8_000;
/** From here on the screen asks whether somebody is still there. */
export const warningS = 15;
/** A courier who types keeps the visit alive, because typing is nothing that the station sees. */
const keepAliveBelowS = 30;
const keepAlivePauseMs = 5_000;
/** How long after its announced end a visit may stay silent before the page asks. */
const overdueMs = 3_000;

let keptAliveAtMs = Number.NEGATIVE_INFINITY;
let askedAtMs = Number.NEGATIVE_INFINITY;

/** Starts counting and following; called once. */
export function attend(): void {
  every(tickMs, tick);
  let before: VisitView | null = null;
  effect(() => {
    const view = visit.value?.view ?? null;
    if (view?.kind === 'courier') noteDeposit(before?.visit === view.visit ? before : null, view);
    if (view === null || view.step === 'ended') clearDeposit();
    before = view;
  });
  effect(() => setDeadline(screen.value));
}

/** The screens that the station does not count for. */
function setDeadline(shown: typeof screen.value): void {
  const nowMs = pageNowMs();
  if (shown === 'farewell') pageDeadlineMs.value = nowMs + farewellMs;
  else if (isPageTimed(shown)) pageDeadlineMs.value = nowMs + entranceMs;
  // The question whether somebody is inside may have been asked over digits that were half typed.
  else if (shown === 'code' && typedCode.peek() !== '') pageDeadlineMs.value = nowMs + forgottenDigitsMs;
  else pageDeadlineMs.value = null;
}

function isPageTimed(shown: typeof screen.value): boolean {
  return shown === 'extension' || shown === 'badge' || shown === 'inside';
}

/** Somebody touched the screen or a key. */
export function noteTouch(): void {
  const nowMs = pageNowMs();
  const shown = screen.peek();
  if (isPageTimed(shown)) pageDeadlineMs.value = nowMs + entranceMs;
  if (shown === 'code') pageDeadlineMs.value = nowMs + forgottenDigitsMs;
  if (shown === 'deposit') keepAlive(nowMs);
}

/** What "more time" means on this screen. */
export function takeMoreTime(): void {
  if (visit.peek() === null) noteTouch();
  else void extendVisit();
}

function keepAlive(nowMs: number): void {
  const left = secondsLeft.peek() ?? Number.POSITIVE_INFINITY;
  if (left > keepAliveBelowS || nowMs - keptAliveAtMs < keepAlivePauseMs) return;
  keptAliveAtMs = nowMs;
  void extendVisit();
}

function tick(): void {
  const nowMs = pageNowMs();
  lookedAtMs.value = nowMs;
  const deadline = deadlineMs.peek();
  if (trouble.peek()?.code === 'try-later' && entrance.peek() === 'code' && pausedUntilMs.peek() <= nowMs) {
    trouble.value = null;
  }
  if (deadline !== null && nowMs >= deadline) runOut(nowMs, deadline);
}

function runOut(nowMs: number, deadline: number): void {
  const shown = screen.peek();
  const isOverVisit = visit.peek() !== null && screenBelow.peek() !== 'farewell';
  if (shown === 'inside' && !isOverVisit) leaveInside();
  else if (shown === 'farewell') void leaveFarewell();
  else if (visit.peek() === null) tidyUp();
  else if (nowMs - deadline > overdueMs && nowMs - askedAtMs > overdueMs) {
    askedAtMs = nowMs;
    void refreshVisit();
  }
}

/** Nobody is there any more: the entrance looks as if nobody had been. */
function tidyUp(): void {
  startAgain();
  forgetDigits();
  pageDeadlineMs.value = null;
  chosenLanguage.value = null;
  keysInUse.value = false;
}
