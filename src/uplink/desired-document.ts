import type { ReportedDocument } from '#contract/documents';
import type { Topics } from '#contract/topics';
import type { StationControl } from '#station/control';
import type { Log, Outbox } from '#station/ports';
import type { Retained } from './retained.ts';
import { readSigned } from './signatures.ts';
import type { PublicKey, Verify } from './signatures.ts';

export type DocumentPorts = {
  readonly station: string;
  readonly topics: Topics;
  readonly control: Pick<StationControl, 'state' | 'ask'>;
  readonly outbox: Pick<Outbox, 'documentVersion' | 'keepDocumentVersion' | 'keepAdvices' | 'position'>;
  readonly retained: Pick<Retained, 'show'>;
  readonly verify: Verify;
  readonly centreKey: PublicKey;
  readonly log: Log;
};

type Rejection = NonNullable<ReportedDocument['rejected']>;

/** The part of a schema of the contract that is needed here. */
type DocumentSchema<Content> = {
  safeParse(
    content: unknown,
  ): { readonly success: true; readonly data: Content } | { readonly success: false };
};

/** What every document names. */
type Versioned = { readonly station: string; readonly version: number };

/**
 * One `desired/{document}` of the centre: signed, for this station, newer than the applied one (rule R15).
 * What is applied, and why the newest one is not, stands on `reported/{document}`.
 */
export abstract class DesiredDocument<Content extends Versioned> {
  readonly name: string;
  protected readonly ports: DocumentPorts;
  readonly #schema: DocumentSchema<Content>;

  constructor(name: string, schema: DocumentSchema<Content>, ports: DocumentPorts) {
    this.name = name;
    this.#schema = schema;
    this.ports = ports;
  }

  /** Must bear repetition: a crash in between brings the same document again. */
  protected abstract apply(content: Content): Promise<void>;

  /** Why a newer document is not for this station as it is now; null where it is. */
  protected objectTo(_content: Content): Rejection['reason'] | null {
    return null;
  }

  /** Shows which version is applied. */
  report(rejected: Rejection | null = null): void {
    const { retained, topics, outbox } = this.ports;
    const version = outbox.documentVersion(this.name);
    const reported: ReportedDocument = { document: this.name, version, rejected };
    void retained.show(topics.reported(this.name), JSON.stringify(reported));
  }

  async take(payload: string): Promise<void> {
    const { station, outbox, verify, centreKey } = this.ports;
    const content = await readSigned(verify, payload, centreKey);
    if (content === null) return this.#reject('signature', null);
    const parsed = this.#schema.safeParse(content);
    if (!parsed.success) return this.#reject('malformed', null);
    const { version } = parsed.data;
    const applied = outbox.documentVersion(this.name);
    if (parsed.data.station !== station) return this.#reject('other-station', version);
    // The retained document comes again at each connection; the applied one is not news.
    if (version === applied) return this.report();
    if (version < applied) return this.#reject('version-old', version);
    const objection = this.objectTo(parsed.data);
    if (objection !== null) return this.#reject(objection, version);
    await this.#applyOnce(parsed.data);
  }

  #reject(reason: Rejection['reason'], version: number | null): void {
    this.ports.log.warn({ document: this.name, reason, version }, 'A document of the centre was rejected.');
    this.report({ reason, version });
  }

  async #applyOnce(content: Content): Promise<void> {
    const { outbox, log } = this.ports;
    const { version } = content;
    try {
      await this.apply(content);
    } catch (error) {
      // A station that is stopping takes no more commands; the document comes again at the next start.
      log.warn({ document: this.name, version, reason: String(error) }, 'A document could not be applied.');
      return;
    }
    outbox.keepDocumentVersion(this.name, version);
    this.report();
  }
}
