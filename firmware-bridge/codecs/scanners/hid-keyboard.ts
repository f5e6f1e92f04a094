/**
 * Scanner that types: boot reports of a keyboard, `[modifiers, 0, six keys]` (HID 1.11 appendix B; key codes
 * of the HID Usage Tables page 07), US layout.
 *
 * A barcode may hold anything, and a scanner in this mode turns some of it into keys that drive a computer
 * (threat T11). So only keys that write a sign, Shift, and Ctrl with the closing bracket (GS) are understood;
 * Alt, the Windows key, any other chord, Caps Lock and function keys spoil the whole scan.
 */
import { Unencodable } from '../unencodable.ts';
import { bracketKey, endKeys, keys, rollOverMax } from './key-table.ts';
import { scanBytesMax, type Assembled, type RawScan, type ScanFlaw } from './raw-scan.ts';

const modifier = { ctrl: 0x01 | 0x10, shift: 0x02 | 0x20, forbidden: 0x04 | 0x40 | 0x08 | 0x80 } as const;
const gs = 0x1d;
/** Scanners type a key every 1 to 19 ms; what stands still this long was no scan, or will never end. */
const keyGapMaxMs = 200;

const plainSigns = new Map(keys.map(({ code, plain }) => [code, plain.charCodeAt(0)]));
const shiftedSigns = new Map(keys.map(({ code, shifted }) => [code, shifted.charCodeAt(0)]));

export type KeyboardPending = {
  /** Keys of the last report: only what is new was pressed. */
  readonly held: readonly number[];
  readonly bytes: readonly number[];
  readonly flaw: ScanFlaw | null;
  readonly lastAtMs: number;
};

export const nothingTyped: KeyboardPending = { held: [], bytes: [], flaw: null, lastAtMs: 0 };

/** Reads one report of eight bytes, or nine with a report id. `nowMs` is monotonic. */
export function typeReport(
  pending: KeyboardPending,
  received: Uint8Array,
  nowMs: number,
): Assembled<KeyboardPending> {
  const report = received.length === 9 ? received.subarray(1) : received;
  if (report.length !== 8) return { pending, scans: [] };
  const [modifiers = 0] = report;
  const held = [...report.subarray(2)].filter((key) => key !== 0);
  if (held.some((key) => key <= rollOverMax)) return { pending, scans: [] };
  const isStale = nowMs - pending.lastAtMs > keyGapMaxMs;
  let typed: KeyboardPending = isStale
    ? { ...nothingTyped, held, lastAtMs: nowMs }
    : { ...pending, held, lastAtMs: nowMs };
  if ((modifiers & modifier.forbidden) !== 0) typed = { ...typed, flaw: 'key-chord' };
  const scans: RawScan[] = [];
  for (const key of held) {
    if (pending.held.includes(key)) continue;
    const ended = endOf(typed, key, modifiers);
    if (ended === null) typed = press(typed, key, modifiers);
    else {
      scans.push(...ended);
      typed = { ...nothingTyped, held, lastAtMs: nowMs };
    }
  }
  return { pending: typed, scans };
}

/** The scan that a plain Enter or Tab ends; null for every other key. */
function endOf(typed: KeyboardPending, key: number, modifiers: number): readonly RawScan[] | null {
  if (modifiers !== 0 || !endKeys.includes(key)) return null;
  const { bytes, flaw } = typed;
  if (flaw !== null) return [{ bytes: new Uint8Array(0), aim: null, flaw }];
  return bytes.length === 0 ? [] : [{ bytes: Uint8Array.from(bytes), aim: null, flaw: null }];
}

function press(typed: KeyboardPending, key: number, modifiers: number): KeyboardPending {
  if (typed.flaw !== null) return typed;
  const sign = signOf(key, modifiers);
  if (sign === undefined) return { ...typed, bytes: [], flaw: 'key-chord' };
  if (typed.bytes.length >= scanBytesMax) return { ...typed, bytes: [], flaw: 'too-long' };
  return { ...typed, bytes: [...typed.bytes, sign] };
}

function signOf(key: number, modifiers: number): number | undefined {
  const isCtrl = (modifiers & modifier.ctrl) !== 0;
  const isShift = (modifiers & modifier.shift) !== 0;
  if (isCtrl) return key === bracketKey && !isShift ? gs : undefined;
  return (isShift ? shiftedSigns : plainSigns).get(key);
}

/** Press and release of each sign, and Enter at the end, as a scanner set to the US layout types. */
export function encodeKeystrokes(bytes: Uint8Array): readonly Uint8Array[] {
  const strokes = Array.from(bytes, (byte) => strokeOf(byte));
  return [...strokes, [0, 0x28] as const].flatMap(([modifiers, key]) => [
    Uint8Array.of(modifiers, 0, key, 0, 0, 0, 0, 0),
    new Uint8Array(8),
  ]);
}

function strokeOf(byte: number): readonly [number, number] {
  if (byte === gs) return [0x01, bracketKey];
  const sign = String.fromCharCode(byte);
  // The first key with the sign is the one of the main block, never the number pad.
  const key = keys.find(({ plain, shifted }) => plain === sign || shifted === sign);
  if (key === undefined) throw new Unencodable(`the sign ${String(byte)} has no key`);
  return [key.plain === sign ? 0x00 : 0x02, key.code];
}
