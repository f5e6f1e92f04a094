import { nothingTyped, typeReport, type KeyboardPending } from '#codecs/scanners/hid-keyboard';
import { joinPosReport, type PosPending } from '#codecs/scanners/hid-pos';
import { encodeGm65Command, endGm65, nothingFromGm65, partGm65 } from '#codecs/scanners/gm65';
import type { RawScan } from '#codecs/scanners/raw-scan';
import { cutLines, endText, nothingSaid } from '#codecs/scanners/serial-text';
import type { ScannerInput } from '../profiles/scanner-schema.ts';

/** Turns what one connection delivers into scans; a new connection gets a new decoder. */
export interface ScanDecoder {
  /** Takes one report of a HID device, or bytes of a line in pieces of any size. */
  take(received: Uint8Array, nowMs: number): readonly RawScan[];
  /** What is left ends now, because the line has been silent for `silenceMs`. */
  end(): readonly RawScan[];
  /** Silence that ends a scan; null where reports say by themselves where it ends. */
  readonly silenceMs: number | null;
  /** A question that every living device answers, or null where there is none. */
  readonly heartbeat: { readonly question: Uint8Array; readonly everyMs: number } | null;
  /** How many answers the device has given, of whatever kind. */
  answerCount(): number;
}

export function createScanDecoder(input: ScannerInput): ScanDecoder {
  switch (input.protocol) {
    case 'hid-pos':
      return ofReports<PosPending>(null, joinPosReport);
    case 'hid-keyboard':
      return ofReports<KeyboardPending>(nothingTyped, typeReport);
    case 'serial-text':
      return ofText(input.silenceMs);
    case 'gm65':
      return ofGm65(input.silenceMs, input.heartbeatMs);
  }
}

type JoinReport<Pending> = (
  pending: Pending,
  report: Uint8Array,
  nowMs: number,
) => { readonly pending: Pending; readonly scans: readonly RawScan[] };

function ofReports<Pending>(nothing: Pending, join: JoinReport<Pending>): ScanDecoder {
  let pending = nothing;
  return {
    take(report, nowMs) {
      const joined = join(pending, report, nowMs);
      pending = joined.pending;
      return joined.scans;
    },
    end: () => [],
    silenceMs: null,
    heartbeat: null,
    answerCount: () => 0,
  };
}

function ofText(silenceMs: number): ScanDecoder {
  let pending = nothingSaid;
  return {
    take(received) {
      const cut = cutLines(pending, received);
      pending = cut.pending;
      return cut.scans;
    },
    end() {
      const left = pending;
      pending = nothingSaid;
      return endText(left);
    },
    silenceMs,
    heartbeat: null,
    answerCount: () => 0,
  };
}

function ofGm65(silenceMs: number, everyMs: number): ScanDecoder {
  let pending = nothingFromGm65;
  let answerCount = 0;
  return {
    take(received) {
      const parted = partGm65(pending, received);
      pending = parted.pending;
      answerCount += parted.answers.length;
      return parted.scans;
    },
    end() {
      const left = pending;
      pending = nothingFromGm65;
      return endGm65(left);
    },
    silenceMs,
    heartbeat: { question: encodeGm65Command({ kind: 'heartbeat' }), everyMs },
    answerCount: () => answerCount,
  };
}
