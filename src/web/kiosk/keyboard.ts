import { keysInUse, screen } from './app-state.ts';
import { noteTouch } from './attendance.ts';
import type { EntryKey } from './code-entry.ts';
import { activeField, depositParcel, leaveField, scanNextParcel, sizesInOrder } from './courier-steps.ts';
import { pressBadgeKey, pressDepositKey, signIn } from './courier-steps.ts';
import { after, pageNowMs } from './page-clock.ts';
import { pressCodeKey, pressExtensionKey } from './pickup-steps.ts';

/**
 * Physical keys: a number pad, a keyboard, or a scanner that types. Every flow can be done with them alone;
 * buttons carry the key that presses them in `data-key`.
 */

/** A scanner in keyboard mode types faster than this; a person never does. */
const burstPauseMs = 60;
const scanSignCountMin = 6;

/** What a key means for an entry; null for keys that write nothing. */
export function entryKeyOf(key: string): EntryKey | null {
  if (key === 'Backspace') return { key: 'backspace' };
  if (key === 'Delete' || key === 'Escape') return { key: 'clear' };
  return key.length === 1 ? { key: 'sign', sign: key } : null;
}

export function listenToKeys(): void {
  window.addEventListener('keydown', takeKeyDown);
  window.addEventListener('pointerdown', noteTouch);
}

function takeKeyDown(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  keysInUse.value = true;
  noteTouch();
  if (isTypedByScanner() && isForLives(event)) {
    event.preventDefault();
    return;
  }
  if (takeKey(signOf(event), event)) event.preventDefault();
}

let keyAtMs = Number.NEGATIVE_INFINITY;

/** Whether the key before came so shortly ago that no person pressed this one. */
function isTypedByScanner(): boolean {
  const beforeMs = keyAtMs;
  keyAtMs = pageNowMs();
  return keyAtMs - beforeMs < burstPauseMs;
}

/** A barcode may hold any sign and ends with Enter; it never says who is inside, or that nobody is. */
function isForLives({ key, target }: KeyboardEvent): boolean {
  if (screen.value === 'inside') return true;
  if (target instanceof HTMLInputElement) return false;
  const isOnButton = target instanceof HTMLElement && target.closest('.releases, .inside') !== null;
  return key === '.' || (key === 'Enter' && isOnButton);
}

/** A number pad whose lock is off sends "End" for 1; it was plugged in to type digits. */
function signOf({ code, key }: KeyboardEvent): string {
  // Every layout prints its own sign on this key, and a field takes none of them from it.
  if (code === 'NumpadDecimal') return '.';
  return /^Numpad[0-9]$/.test(code) ? code.slice(-1) : key;
}

/** Returns whether the key was taken; a field or a button has it otherwise. */
function takeKey(key: string, event: KeyboardEvent): boolean {
  if (event.target instanceof HTMLInputElement) {
    // No field takes these two signs, so that they press buttons from inside a field as well.
    if (/^[*/]$/.test(key)) return pressShortcut(key);
    if (event.code === 'NumpadDecimal') return pressShortcut(key);
    if (event.code === 'NumpadSubtract' && goToNextRelease()) return true;
    return key !== event.key && takeEntryKey(key);
  }
  if (key === 'Enter' && event.target instanceof HTMLButtonElement) return false;
  if (screen.value === 'deposit-door' && joinBurst(key)) return true;
  if (event.code === 'NumpadSubtract' && goToNextRelease()) return true;
  return takeEntryKey(key) || pressSignKey(key);
}

function takeEntryKey(key: string): boolean {
  const write = writerOf(key);
  write?.();
  return write !== null;
}

/** What a key writes or chooses on this screen; null where it is for nobody. */
function writerOf(key: string): (() => unknown) | null {
  const shown = screen.value;
  if (shown === 'deposit' && activeField.value === 'size') return sizeChooser(key);
  if (key === 'Enter') return shown === 'badge' ? signIn : shown === 'deposit' ? leaveField : null;
  const pressed = entryKeyOf(key);
  if (pressed === null) return null;
  const isDigit = pressed.key !== 'sign' || /^[0-9]$/.test(pressed.sign);
  if (shown === 'code') return isDigit ? () => pressCodeKey(pressed) : null;
  if (shown === 'extension') return isDigit ? () => pressExtensionKey(pressed) : null;
  if (!isDigit && !/^[a-z+-]$/i.test(key)) return null;
  if (shown === 'badge') return () => pressBadgeKey(pressed);
  return shown === 'deposit' ? () => pressDepositKey(pressed) : null;
}

function sizeChooser(key: string): (() => unknown) | null {
  const size = sizesInOrder[Number(key) - 1];
  return size === undefined ? null : () => depositParcel(size);
}

/** Presses the button that shows this key, if there is one and it may be pressed. */
function pressShortcut(key: string): boolean {
  const button = document.querySelector<HTMLButtonElement>(
    `button[data-key="${CSS.escape(key)}"]:not(:disabled)`,
  );
  button?.click();
  return button !== null;
}

/**
 * Goes on to the next door that waits for "it is empty" and does not say it: that takes a second key, for a
 * finger that slipped must not let a door fall shut on somebody. False where no door waits.
 */
function goToNextRelease(): boolean {
  const all = [...document.querySelectorAll<HTMLButtonElement>('.release-empty:not(:disabled)')];
  const at = all.findIndex((button) => button === document.activeElement);
  const next = all[(at + 1) % all.length];
  next?.focus();
  return next !== undefined;
}

let burst = '';
let endBurst = (): void => undefined;

/**
 * On a door's screen a digit presses a button and a scan names the next parcel. One sign alone is a key, many
 * within a moment are a scan; returns whether the key was taken.
 */
function joinBurst(key: string): boolean {
  if (key.length !== 1) return false;
  burst += key;
  endBurst();
  endBurst = after(burstPauseMs, () => {
    const signs = burst;
    burst = '';
    if (signs.length === 1) pressSignKey(signs);
    else if (signs.length >= scanSignCountMin) void scanNextParcel(signs);
  });
  return true;
}

function pressSignKey(key: string): boolean {
  return (key === '-' && goToNextRelease()) || pressShortcut(key);
}
