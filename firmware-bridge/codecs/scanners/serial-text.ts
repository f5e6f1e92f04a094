/**
 * Scanner on a serial line or a USB serial port: the text of the barcode, then CR, LF or both, as it is set
 * at the factory. A scanner without such an end is understood by silence, which its session waits for.
 */
import { scanBytesMax, type Assembled, type RawScan } from './raw-scan.ts';

export type TextPending = { readonly bytes: Uint8Array; readonly isTooLong: boolean };

export const nothingSaid: TextPending = { bytes: new Uint8Array(0), isTooLong: false };

const cr = 0x0d;
const lf = 0x0a;

/** Cuts complete lines off what came in; empty ones, as between CR and LF, are no scan. */
export function cutLines(pending: TextPending, received: Uint8Array): Assembled<TextPending> {
  const scans: RawScan[] = [];
  let rest = pending;
  let from = 0;
  for (let index = 0; index <= received.length; index += 1) {
    const isEnd = received[index] === cr || received[index] === lf;
    if (!isEnd && index < received.length) continue;
    rest = append(rest, received.subarray(from, index));
    from = index + 1;
    if (!isEnd) continue;
    scans.push(...endText(rest));
    rest = nothingSaid;
  }
  return { pending: rest, scans };
}

/** What was said is all there is: the end mark came, or the line fell silent. */
export function endText({ bytes, isTooLong }: TextPending): readonly RawScan[] {
  if (isTooLong) return [{ bytes: new Uint8Array(0), aim: null, flaw: 'too-long' }];
  return bytes.length === 0 ? [] : [{ bytes, aim: null, flaw: null }];
}

function append(pending: TextPending, more: Uint8Array): TextPending {
  if (pending.isTooLong || pending.bytes.length + more.length > scanBytesMax) {
    return { bytes: nothingSaid.bytes, isTooLong: true };
  }
  return { bytes: Uint8Array.from([...pending.bytes, ...more]), isTooLong: false };
}
