import type { VisitView } from '#contract/http';
import type { StationState } from '#domain/state';
import type { VisitId } from '#domain/words';
import type { StationControl } from '#station/control';
import type { Clock, CourierDirectory, Ledger, Log, Scale, StaffDirectory, Vault } from '#station/ports';
import type { ScanSource } from '#station/scanner-watch';
import { openReceiptDesk } from './receipt-desk.ts';
import type { ReceiptDesk, ReceiptSource } from './receipt-desk.ts';
import { createRepeatGuard } from './repeat-guard.ts';
import type { RepeatGuard } from './repeat-guard.ts';
import { createStreams } from './streams.ts';
import type { Streams } from './streams.ts';
import { createVisitMemory } from './visit-memory.ts';
import type { VisitMemory } from './visit-memory.ts';
import { viewOfVisit } from './visit-view.ts';

/** What the station file says about the station, for its screen. */
type StationInfo = {
  readonly name: Readonly<Record<string, string>>;
  readonly address: string;
  readonly hotline: string;
  readonly filingId: string | null;
  readonly languages: readonly string[];
};

/** What the kiosk is made of; everything that lives outside this room comes in here. */
export type KioskParts = {
  readonly control: StationControl;
  readonly vault: Vault;
  readonly recallCode: Ledger['recallCode'];
  readonly recallAnswer: Ledger['recallAnswer'];
  readonly recallWaybill: Ledger['recallWaybill'];
  readonly couriers: CourierDirectory;
  readonly staff: StaffDirectory;
  /** A station may have none; then a person reads a weight off another one. */
  readonly scale?: Scale;
  /** What the scanners read; a station may have none. */
  readonly scans?: ScanSource;
  /** Signs receipts (rule R18). */
  readonly receipts: ReceiptSource;
  readonly clock: Clock;
  readonly chance: { readonly id: () => string };
  readonly log: Log;
  readonly info: StationInfo;
  /** The built page; where it is missing, the interface is served alone. */
  readonly pageDirectory: string;
  /** Whether the station has read its doors and decides. */
  readonly ready: () => boolean;
  /** Names or addresses beyond loopback under which the kiosk may be reached, without a port (rule R32). */
  readonly allowedHosts?: readonly string[];
  /** Per address; streams and probes are not counted. 600 if absent. */
  readonly requestsPerMinuteMax?: number;
};

/** The parts, and what all routes share. */
export type KioskRoom = {
  readonly parts: KioskParts;
  readonly memory: VisitMemory;
  readonly askOnce: RepeatGuard;
  readonly streams: Streams;
  readonly receipts: Pick<ReceiptDesk, 'receiptsOf'>;
  /** How a visit stands now. */
  view(visit: VisitId): VisitView;
  /** Calls `listener` after each commit, when endings are already remembered. */
  watch(listener: (state: StationState) => void): () => void;
  close(): void;
};

export function furnishRoom(parts: KioskParts): KioskRoom {
  const { control, clock } = parts;
  const memory = createVisitMemory(control.state(), clock, parts.chance);
  const receipts = openReceiptDesk(control.state(), parts.receipts);
  const streams = createStreams(clock);
  const listeners = new Set<(state: StationState) => void>();
  const stopListening = control.onCommitted((state, events) => {
    memory.observe(state, events);
    receipts.observe(state, events);
    for (const listener of listeners) listener(state);
  });
  return {
    parts,
    memory,
    askOnce: createRepeatGuard(control, parts.recallAnswer, (text) => parts.vault.fingerprintOf(text)),
    streams,
    receipts,
    view: (visit) => viewOfVisit(control.state(), visit, clock.now(), memory.endedOf(visit)),
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      streams.endAll();
      stopListening();
    },
  };
}
