import type { ScannerInput } from '#bridge/profiles/scanner-schema';
import type { Dice } from '../dice.ts';

/** What can go wrong between a barcode and what a scanner sends of it. */
export type ScanFault =
  /** Bytes that are no text come first, as from a wrong speed; of a HID device a report of noise. */
  | { readonly kind: 'garbage-before'; readonly byteCount: number }
  /** The scan breaks off; of a HID device the report that ends it never comes. */
  | { readonly kind: 'cut-short'; readonly missingBytes: number }
  | { readonly kind: 'doubled' }
  /** One control character stands somewhere in the text; a keyboard presses Ctrl and J. */
  | { readonly kind: 'control-characters' };

type Protocol = ScannerInput['protocol'];
type Reports = readonly Uint8Array[];

/** Not CR and LF, which end a scan, and not GS, which a GS1 symbol may hold. */
const controlCharacters = [0x00, 0x02, 0x03, 0x07, 0x08, 0x1b, 0x7f] as const;
const chord: Reports = [Uint8Array.of(0x01, 0, 0x0d, 0, 0, 0, 0, 0), new Uint8Array(8)];
/** A key is pressed and let go of: two reports. */
const reportsPerKey = 2;

const order: readonly ScanFault['kind'][] = ['control-characters', 'cut-short', 'garbage-before', 'doubled'];

/** The order in which faults act when several are on: first what is read, last what the wire does. */
export function sortScanFaults<One extends { readonly fault: ScanFault }>(faults: readonly One[]): One[] {
  return faults.toSorted((one, other) => order.indexOf(one.fault.kind) - order.indexOf(other.fault.kind));
}

/** Changes what a scanner believes to have read. */
export function spoilText(text: Uint8Array, fault: ScanFault, protocol: Protocol, dice: Dice): Uint8Array {
  if (fault.kind !== 'control-characters' || protocol === 'hid-keyboard') return text;
  const at = dice.below(text.length);
  const control = controlCharacters[dice.below(controlCharacters.length)] ?? 0;
  return Uint8Array.from([...text.subarray(0, at), control, ...text.subarray(at)]);
}

/** Changes what a sound scanner would send: the bytes of one scan on a line, or its reports. */
export function spoilReports(sent: Reports, fault: ScanFault, protocol: Protocol, dice: Dice): Reports {
  const isLine = protocol === 'serial-text' || protocol === 'gm65';
  switch (fault.kind) {
    case 'garbage-before':
      return isLine
        ? sent.map((bytes) => Uint8Array.from([...noText(fault.byteCount, dice), ...bytes]))
        : [Uint8Array.from(sent[0] ?? [], () => dice.below(256)), ...sent];
    case 'cut-short':
      return isLine ? cutBytes(sent, fault.missingBytes) : sent.slice(0, -endingReports(protocol));
    case 'doubled':
      return [...sent, ...sent];
    case 'control-characters':
      return protocol === 'hid-keyboard' ? pressChord(sent, dice) : sent;
  }
}

function noText(byteCount: number, dice: Dice): readonly number[] {
  return Array.from({ length: byteCount }, () => 0x80 + dice.below(0x80));
}

function cutBytes(sent: Reports, missingBytes: number): Reports {
  const rest = sent.map((bytes) => bytes.slice(0, Math.max(0, bytes.length - missingBytes)));
  return rest.filter((bytes) => bytes.length > 0);
}

function endingReports(protocol: Protocol): number {
  return protocol === 'hid-keyboard' ? reportsPerKey : 1;
}

function pressChord(sent: Reports, dice: Dice): Reports {
  const at = reportsPerKey * dice.below(sent.length / reportsPerKey);
  return [...sent.slice(0, at), ...chord, ...sent.slice(at)];
}
