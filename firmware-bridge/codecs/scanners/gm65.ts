/**
 * GM65 and GM805 scanner modules on a serial line (manual of the GM65 and GM805, serial commands). Commands
 * `7E 00 TYPE LEN ADRH ADRL DATA CRCH CRCL`, answers `02 00 00 LEN DATA CRCH CRCL`, to a heartbeat with 03 in
 * front. The check is CRC-16/XMODEM over everything between the head and itself, high byte first; `AB CD` in
 * a command skips it. Scans come in between as plain text with an end mark.
 */
import { accepted, refused } from '../decoded.ts';
import type { Decoded, Measure } from '../lock-board-codec.ts';
import { within } from '../unencodable.ts';
import type { Assembled, RawScan } from './raw-scan.ts';
import { cutLines, endText, nothingSaid, type TextPending } from './serial-text.ts';

/** What the station may say: it asks and listens. Settings are made with the module's setup sheet. */
export type Gm65Command =
  | { readonly kind: 'read'; readonly address: number; readonly count: number }
  | { readonly kind: 'write'; readonly address: number; readonly values: Uint8Array }
  | { readonly kind: 'save' }
  | { readonly kind: 'heartbeat' };

export type Gm65Answer = { readonly to: 'command' | 'heartbeat'; readonly values: Uint8Array };

const types = { read: 0x07, write: 0x08, save: 0x09, heartbeat: 0x0a } as const;
const head = { command: 0x7e, answer: 0x02, heartbeat: 0x03 } as const;
const commandLengthMin = 9;
const answerLengthMin = 6;

export function encodeGm65Command(command: Gm65Command): Uint8Array {
  const address = 'address' in command ? within('the address', command.address, 0, 0xffff) : 0;
  const values = valuesOf(command);
  const length = within('the number of values', values.length, 1, 0xff);
  return sealed(head.command, [types[command.kind], length, address >> 8, address & 0xff, ...values]);
}

function valuesOf(command: Gm65Command): readonly number[] {
  if (command.kind === 'read') return [within('the number of registers', command.count, 1, 0xff)];
  return command.kind === 'write' ? [...command.values] : [0];
}

export function decodeGm65Command(frame: Uint8Array): Decoded<Gm65Command> {
  const [first, zero, type, length = 0, high = 0, low = 0] = frame;
  if (first !== head.command || zero !== 0 || frame.length !== commandLengthMin - 1 + length) {
    return refused('not a GM65 command');
  }
  if (!isSealed(frame) && !(frame.at(-2) === 0xab && frame.at(-1) === 0xcd)) {
    return refused('the check is wrong');
  }
  const values = frame.slice(6, -2);
  const address = (high << 8) | low;
  if (type === types.read) return accepted({ kind: 'read', address, count: values[0] ?? 0 });
  if (type === types.write) return accepted({ kind: 'write', address, values });
  if (type === types.save) return accepted({ kind: 'save' });
  if (type === types.heartbeat) return accepted({ kind: 'heartbeat' });
  return refused(`type ${String(type)} is not known`);
}

export function encodeGm65Answer({ to, values }: Gm65Answer): Uint8Array {
  const first = to === 'heartbeat' ? head.heartbeat : head.answer;
  return sealed(first, [0x00, within('the number of values', values.length, 1, 0xff), ...values]);
}

export function decodeGm65Answer(frame: Uint8Array): Decoded<Gm65Answer> {
  const measured = measureGm65Answer(frame, 0);
  if (measured.at !== 'whole' || measured.length !== frame.length) return refused('not a GM65 answer');
  return accepted({
    to: frame[0] === head.heartbeat ? 'heartbeat' : 'command',
    values: frame.slice(4, -2),
  });
}

export function measureGm65Answer(bytes: Uint8Array, from: number): Measure {
  const [first, zero, status, values] = bytes.subarray(from);
  const begins = first === head.answer || first === head.heartbeat;
  if (!begins || (zero ?? 0) !== 0 || (status ?? 0) !== 0 || values === 0) return { at: 'invalid' };
  if (values === undefined) return { at: 'incomplete' };
  const length = answerLengthMin + values;
  if (bytes.length - from < length) return { at: 'incomplete' };
  return isSealed(bytes.subarray(from, from + length)) ? { at: 'whole', length } : { at: 'invalid' };
}

export function measureGm65Command(bytes: Uint8Array, from: number): Measure {
  const [first, zero, , values] = bytes.subarray(from);
  if (first !== head.command || (zero ?? 0) !== 0) return { at: 'invalid' };
  const length = commandLengthMin - 1 + (values ?? 0);
  if (values === undefined || bytes.length - from < length) return { at: 'incomplete' };
  return decodeGm65Command(bytes.subarray(from, from + length)).ok
    ? { at: 'whole', length }
    : { at: 'invalid' };
}

/** `unsure` may still become an answer; it is text once the rest shows that it is none. */
export type Gm65Pending = { readonly text: TextPending; readonly unsure: Uint8Array };

export const nothingFromGm65: Gm65Pending = { text: nothingSaid, unsure: new Uint8Array(0) };

export type FromGm65 = Assembled<Gm65Pending> & { readonly answers: readonly Gm65Answer[] };

/**
 * Parts answers from scans. An answer begins only where no scan is under way, and what turns out to be none
 * is text with a control character in it, which the meaning of scans rejects.
 */
export function partGm65(pending: Gm65Pending, received: Uint8Array): FromGm65 {
  const bytes = Uint8Array.from([...pending.unsure, ...received]);
  const answers: Gm65Answer[] = [];
  const scans: RawScan[] = [];
  let { text } = pending;
  let from = 0;
  while (from < bytes.length) {
    const measured: Measure =
      text.bytes.length === 0 && !text.isTooLong ? measureGm65Answer(bytes, from) : { at: 'invalid' };
    if (measured.at === 'incomplete') break;
    const length = measured.at === 'whole' ? measured.length : 1;
    const piece = bytes.slice(from, from + length);
    const decoded = measured.at === 'whole' ? decodeGm65Answer(piece) : refused('text');
    if (decoded.ok) answers.push(decoded.value);
    else {
      const cut = cutLines(text, piece);
      scans.push(...cut.scans);
      text = cut.pending;
    }
    from += length;
  }
  return { pending: { text, unsure: bytes.slice(from) }, scans, answers };
}

/** The line fell silent: what could still have become an answer is text after all. */
export function endGm65({ text, unsure }: Gm65Pending): readonly RawScan[] {
  const cut = cutLines(text, unsure);
  return [...cut.scans, ...endText(cut.pending)];
}

function sealed(first: number, body: readonly number[]): Uint8Array {
  const check = crc16Xmodem(body);
  return Uint8Array.from([first, 0x00, ...body, check >> 8, check & 0xff]);
}

/** Whether the last two bytes are the check of everything behind the first two. */
function isSealed(frame: Uint8Array): boolean {
  const check = crc16Xmodem([...frame.subarray(2, -2)]);
  return frame.at(-2) === check >> 8 && frame.at(-1) === (check & 0xff);
}

/** CRC-16/XMODEM: polynomial 1021, begins with 0, neither reflected nor inverted. */
function crc16Xmodem(bytes: readonly number[]): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}
