import { handoversIn } from '#domain/handover';
import type { DomainEvent } from '#domain/events';
import type { StationState } from '#domain/state';
import type { VisitId } from '#domain/words';

/** Writes receipts from the ledger (rule R18). */
export type ReceiptSource = {
  /** `seq` of the newest event of the ledger. */
  lastSeq(): number;
  /** The signed receipt of one event; null where the event leaves none. */
  write(seq: number): Promise<string | null>;
};

/** A courier may bring a van full; whoever wants more than these asks for the evidence of a waybill. */
const seqCountMax = 200;
/** As many visits as are remembered at all. */
const visitCountMax = 32;

/** Which visit may have which receipts; they are signed only when somebody asks. */
export type ReceiptDesk = {
  /** To be called with each commit, in order. */
  observe(state: StationState, events: readonly DomainEvent[]): void;
  receiptsOf(visit: VisitId): Promise<readonly string[]>;
};

export function openReceiptDesk(first: StationState, source: ReceiptSource): ReceiptDesk {
  const seqs = new Map<VisitId, readonly number[]>();
  let before = first;

  return {
    observe(state, events) {
      const found = handoversIn(before, events);
      before = state;
      const lastSeq = found.length === 0 ? 0 : source.lastSeq();
      for (const { visit, followedBy } of found) {
        seqs.set(visit, [...(seqs.get(visit) ?? []), lastSeq - followedBy].slice(-seqCountMax));
      }
      for (const visit of [...seqs.keys()].slice(0, -visitCountMax)) seqs.delete(visit);
    },
    async receiptsOf(visit) {
      const written = await Promise.all((seqs.get(visit) ?? []).map((seq) => source.write(seq)));
      return written.filter((receipt) => receipt !== null);
    },
  };
}
