/**
 * HID POS barcode scanner (USB HID POS usage tables 1.02, usage page 8C; the de-facto report of 64 bytes as
 * captured from a Honeywell Voyager 1602g). `[0]` report id 02 · `[1]` length · `[2..4]` symbology identifier
 * · `[5..60]` text · `[61]` the vendor's own symbology byte · `[63]` 01 when another packet follows.
 *
 * Some devices send one byte more in front, others no report id. Which it is can be read from the report: the
 * bracket (5D) of the identifier stands only where it belongs, because a length is at most 38 and the sign
 * after the bracket is a letter.
 */
import { accepted, refused } from '../decoded.ts';
import type { Decoded } from '../lock-board-codec.ts';
import { Unencodable, within } from '../unencodable.ts';
import { scanBytesMax, type Assembled, type RawScan } from './raw-scan.ts';

export type PosReport = {
  /** For example `]C1`; null where the device tells no symbology. */
  readonly aim: string | null;
  readonly bytes: Uint8Array;
  /** The vendor's own symbology byte, 0 where there is none. */
  readonly vendor: number;
  readonly isContinued: boolean;
};

/** How far a device's report is shifted against the usual one. */
export type PosLayout = 'usual' | 'shifted' | 'without-id';

const reportId = 0x02;
const reportLength = 64;
const bytesMax = 56;
const bracket = 0x5d;
const at = { length: 1, aim: 2, bytes: 5, vendor: 61, flag: 63 } as const;
const shifts: Readonly<Record<PosLayout, number>> = { usual: 0, shifted: 1, 'without-id': -1 };
/** Packets of one scan follow at the pace of the bus; a later one belongs to another scan. */
const packetGapMaxMs = 500;

export function decodePosReport(report: Uint8Array): Decoded<PosReport> {
  const shift = shiftOf(report);
  if (shift === null) return refused('not a report of scanned data');
  const length = report[at.length + shift] ?? 0;
  const from = at.bytes + shift;
  if (length === 0 || length > bytesMax || from + length > report.length) {
    return refused(`a length of ${String(length)} does not fit the report`);
  }
  const aim = report.subarray(at.aim + shift, from);
  return accepted({
    aim: aim[0] === bracket ? String.fromCharCode(...aim) : null,
    bytes: report.slice(from, from + length),
    vendor: report[at.vendor + shift] ?? 0,
    isContinued: report[flagIndex(report, shift)] === 1,
  });
}

/** The shift under which the report makes sense, or null. */
function shiftOf(report: Uint8Array): number | null {
  const found = Object.values(shifts).find((shift) => hasIdentifier(report, shift));
  if (found !== undefined) return found;
  // A device that tells no symbology leaves the identifier empty; that is believed in the usual place only.
  const isEmpty = [0, 1, 2].every((offset) => report[at.aim + offset] === 0);
  return report[0] === reportId && isEmpty ? 0 : null;
}

function hasIdentifier(report: Uint8Array, shift: number): boolean {
  if (shift >= 0 && report[0] !== reportId) return false;
  const [first, letter = 0, modifier = 0] = report.subarray(at.aim + shift);
  const aim = String.fromCharCode(letter, modifier);
  return first === bracket && /^[A-Za-z][0-9A-Za-z]$/.test(aim) && (report[at.length + shift] ?? 0) > 0;
}

/** The flag is the last byte; a shorter report than usual leaves out what stands before it. */
function flagIndex(report: Uint8Array, shift: number): number {
  const index = Math.min(at.flag + shift, report.length - 1);
  return index >= at.vendor + shift ? index : -1;
}

/** Writes one report of 64 bytes, as a scanner sends it. */
export function encodePosReport(report: PosReport, layout: PosLayout = 'usual'): Uint8Array {
  const shift = shifts[layout];
  const written = new Uint8Array(reportLength + shift);
  if (shift >= 0) written[0] = reportId;
  written[at.length + shift] = within('the length', report.bytes.length, 1, bytesMax);
  written.set(
    Array.from(report.aim ?? '', (sign) => sign.charCodeAt(0)),
    at.aim + shift,
  );
  written.set(report.bytes, at.bytes + shift);
  written[at.vendor + shift] = report.vendor;
  written[at.flag + shift] = report.isContinued ? 1 : 0;
  return written;
}

/** The packets that a scanner sends for one barcode. */
export function encodePosScan(
  bytes: Uint8Array,
  aim: string | null,
  layout: PosLayout = 'usual',
): readonly Uint8Array[] {
  if (bytes.length === 0) throw new Unencodable('an empty barcode has no report');
  const packets: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += bytesMax) {
    const piece = bytes.subarray(from, from + bytesMax);
    const isContinued = from + bytesMax < bytes.length;
    packets.push(encodePosReport({ aim, bytes: piece, vendor: 0, isContinued }, layout));
  }
  return packets;
}

/** Packets of a scan that is not complete. */
export type PosPending = (RawScan & { readonly lastAtMs: number }) | null;

/**
 * Joins continued packets. What is pending is given up when the next packet comes late or names another
 * symbology. `nowMs` is monotonic.
 */
export function joinPosReport(
  pending: PosPending,
  received: Uint8Array,
  nowMs: number,
): Assembled<PosPending> {
  const decoded = decodePosReport(received);
  if (!decoded.ok) return { pending, scans: [] };
  const { aim, bytes, isContinued } = decoded.value;
  const isSame = pending !== null && pending.aim === aim && nowMs - pending.lastAtMs <= packetGapMaxMs;
  const before = isSame ? pending : null;
  const all = Uint8Array.from([...(before?.bytes ?? []), ...bytes]);
  const isTooLong = before?.flaw === 'too-long' || all.length > scanBytesMax;
  const scan: RawScan = {
    bytes: isTooLong ? new Uint8Array(0) : all,
    aim,
    flaw: isTooLong ? 'too-long' : null,
  };
  return isContinued
    ? { pending: { ...scan, lastAtMs: nowMs }, scans: [] }
    : { pending: null, scans: [scan] };
}
