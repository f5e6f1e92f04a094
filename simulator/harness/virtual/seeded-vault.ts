import { createCipheriv, createDecipheriv, hash } from 'node:crypto';
import type { Chance } from '#domain/chance';
import { drawCode, drawExtension } from '#domain/code';
import type { CodeMac } from '#domain/words';
import type { Vault } from '#station/ports';
import type { Verify } from '#uplink/signatures';

const nonceLength = 12;
const tagLength = 16;

/** What a notice says once the notifier has opened it. */
export type NoticeContent = {
  readonly stay: string;
  readonly contact: string;
  readonly code: string;
  readonly extension: string;
};

/** The code of an earlier parcel opens this one too; the station keeps none that it could repeat. */
export type JoinedContent = Pick<NoticeContent, 'stay' | 'contact'> & {
  readonly code: null;
  readonly extension: null;
};

/**
 * Secrets of a virtual world: the same shapes and duties as the real vault's, by symmetric means, because
 * they are synchronous and repeat themselves. The station gets `vault`, the notifier gets `openNotice`.
 */
export class SeededSecrets {
  readonly #key: Buffer;
  readonly #keyText: string;
  readonly #chance: Chance;

  constructor(seed: number, chance: Chance) {
    this.#keyText = hash('sha256', `virtual world ${String(seed)}`, 'hex');
    this.#key = Buffer.from(this.#keyText, 'hex');
    this.#chance = chance;
  }

  readonly vault: Vault = {
    macOf: (kind, digits) => this.#macOf(`${kind}\0${digits}`) as CodeMac,
    dropOffMacOf: (digits) => this.#macOf(`drop-off\0${digits}`) as CodeMac,
    fingerprintOf: (text) => this.#macOf(`fingerprint\0${text}`),
    sealContact: (contact) => Promise.resolve(this.seal(contact)),
    joinCode: ({ id, sealedContact }) =>
      Promise.resolve(
        this.seal(JSON.stringify({ stay: id, contact: sealedContact, code: null, extension: null })),
      ),
    issueCode: ({ id, sealedContact }, isTaken) => {
      let code = drawCode(this.#chance);
      while (isTaken(this.vault.macOf('code', code))) code = drawCode(this.#chance);
      const extension = drawExtension(this.#chance);
      const notice = this.seal(JSON.stringify({ stay: id, contact: sealedContact, code, extension }));
      const record = {
        code: this.vault.macOf('code', code),
        extension: this.vault.macOf('extension', extension),
        key: 'k1',
      };
      return Promise.resolve({ record, notice });
    },
  };

  seal(text: string): string {
    const nonce = Buffer.from(this.#chance.digits(nonceLength));
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
  }

  /** What the notifier reads; throws where the notice was not sealed in this world. */
  openNotice(notice: string): NoticeContent | JoinedContent {
    const content = JSON.parse(this.#open(notice)) as NoticeContent | JoinedContent;
    return { ...content, contact: this.#open(content.contact) };
  }

  /** Signs as the centre: text, a dot and a keyed hash. */
  sign(content: unknown, key: 'centre' | 'ack'): string {
    const text = JSON.stringify(content);
    return `${Buffer.from(text).toString('base64url')}.${this.#macOf(`${key}\0${text}`)}`;
  }

  readonly verify: Verify = (compact, key) => {
    const [encoded = '', mac = ''] = compact.split('.');
    const text = Buffer.from(encoded, 'base64url').toString('utf8');
    return Promise.resolve(mac === this.#macOf(`${key.x}\0${text}`) ? text : null);
  };

  #macOf(text: string): string {
    return hash('sha256', `${this.#keyText}${text}`, 'hex');
  }

  #open(sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64url');
    const cipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, nonceLength));
    cipher.setAuthTag(bytes.subarray(-tagLength));
    return cipher.update(bytes.subarray(nonceLength, -tagLength)).toString('utf8') + cipher.final('utf8');
  }
}
