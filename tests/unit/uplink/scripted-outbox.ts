import { createHash } from 'node:crypto';
import type { Advice } from '#domain/advice';
import type { Checkpoint, Outbox, OutboxEvent } from '#station/ports';

type Row = OutboxEvent & { readonly hash: string };

/** An outbox in memory that chains as the ledger does; `prune` forgets as retention would. */
export class ScriptedOutbox implements Outbox {
  readonly epoch = '00ff00ff00ff00ff';
  readonly documents = new Map<string, number>();
  advices: readonly Advice[] = [];
  readonly #listeners = new Set<() => void>();
  #rows: Row[] = [];
  #acked = 0;
  #firstSeq = 1;

  append(count: number): void {
    for (let made = 0; made < count; made += 1) this.#appendOne();
    for (const listener of this.#listeners) listener();
  }

  prune(upToSeq: number): void {
    this.#firstSeq = upToSeq + 1;
    this.#rows = this.#rows.filter(({ seq }) => seq > upToSeq);
  }

  hashAt(seq: number): string {
    return this.#rows.find((row) => row.seq === seq)?.hash ?? '';
  }

  position() {
    const last = this.#rows.at(-1);
    return {
      epoch: this.epoch,
      firstSeq: this.#firstSeq,
      lastSeq: last?.seq ?? 0,
      ackedSeq: this.#acked,
      lastHash: last?.hash ?? '0'.repeat(64),
    };
  }

  read(afterSeq: number, countMax: number): readonly OutboxEvent[] {
    return this.#rows.filter(({ seq }) => seq > afterSeq).slice(0, countMax);
  }

  /** The ledger was in `earlier` before, of which two events are left. */
  reach(epoch: string) {
    const { firstSeq, lastSeq } = this.position();
    if (epoch === this.epoch) return { firstSeq, lastSeq };
    return epoch === 'earlier' ? { firstSeq: 1, lastSeq: 2 } : null;
  }

  replay(fromSeq: number, toSeq: number): readonly OutboxEvent[] {
    return this.#rows
      .filter(({ seq }) => seq >= fromSeq && seq <= toSeq)
      .map(({ seq, type, body }) => ({ seq, type, body: `${body.slice(0, -1)},"historical":true}` }));
  }

  acknowledge(epoch: string, upToSeq: number, hash: string) {
    if (epoch !== this.epoch) return 'other-epoch';
    if (this.hashAt(upToSeq) !== hash) return 'mismatch';
    if (upToSeq <= this.#acked) return 'old';
    this.#acked = upToSeq;
    return 'advanced';
  }

  readonly checkpoints: Checkpoint[] = [];

  offerCheckpoint(checkpoint: Checkpoint): void {
    this.checkpoints.push(checkpoint);
  }

  readonly outruns: [number, string][] = [];

  outrun(upToSeq: number, hash: string): void {
    this.outruns.push([upToSeq, hash]);
  }

  onAppended(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  documentVersion(name: string): number {
    return this.documents.get(name) ?? 0;
  }

  keepDocumentVersion(name: string, version: number): void {
    this.documents.set(name, version);
  }

  keepAdvices(name: string, version: number, advices: readonly Advice[]): void {
    this.documents.set(name, version);
    this.advices = advices;
  }

  #appendOne(): void {
    const seq = this.position().lastSeq + 1;
    const text = JSON.stringify({ id: `${this.epoch}-${seq}`, seq });
    const hash = createHash('sha256').update(this.position().lastHash, 'hex').update(text).digest('hex');
    this.#rows.push({ seq, type: 'door.opened', body: `${text.slice(0, -1)},"hash":"${hash}"}`, hash });
  }
}
