import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { parcelsDocument } from '#contract/documents';
import type { ParcelsDocument } from '#contract/documents';
import { formatInstant } from '#contract/instant';
import { emptyWhereMissing, replaceFile } from './journal.ts';

const kept = z.object({ document: parcelsDocument });

/** The centre's side of `desired/parcels` for one station: whose recipient was told, on disk. */
export class NotifiedStays {
  readonly #path: string;
  #document: ParcelsDocument;

  private constructor(path: string, document: ParcelsDocument) {
    this.#path = path;
    this.#document = document;
  }

  static async open(path: string, station: string): Promise<NotifiedStays> {
    const text = await readFile(path, 'utf8').catch(emptyWhereMissing);
    const fresh: ParcelsDocument = { document: 'parcels', station, version: 1, notified: [] };
    return new NotifiedStays(path, text === '' ? fresh : kept.parse(JSON.parse(text)).document);
  }

  get document(): ParcelsDocument {
    return this.#document;
  }

  has(stay: string): boolean {
    return this.#document.notified.some((known) => known.stay === stay);
  }

  /** Adds a stay under a new version; resolves when it is on the disk. */
  async add(stay: string, wallMs: number): Promise<void> {
    await this.#keep([...this.#document.notified, { stay, at: formatInstant(wallMs) }]);
  }

  /** A stay that has ended needs no confirmation; it leaves with the next version. */
  forget(stay: string): void {
    const notified = this.#document.notified.filter((known) => known.stay !== stay);
    this.#document = { ...this.#document, notified };
  }

  async #keep(notified: ParcelsDocument['notified']): Promise<void> {
    this.#document = { ...this.#document, version: this.#document.version + 1, notified };
    await replaceFile(this.#path, JSON.stringify({ document: this.#document }));
  }
}
