import { hash } from 'node:crypto';

/** What stands in the place of the previous hash before the first event of an epoch. */
export const genesisHash = '0'.repeat(64);

/**
 * Rule R20: SHA-256 over the 32 bytes of the previous hash and the stored UTF-8 bytes, which contain neither
 * `hash` nor `historical`. Hashes are lower-case hexadecimal.
 */
export function chainHash(prevHash: string, body: string): string {
  return hash('sha256', Buffer.concat([Buffer.from(prevHash, 'hex'), Buffer.from(body)]), 'hex');
}

/** The event as it is published: the stored text with its hash, and the mark of a replay, at its end. */
export function publishedBody(body: string, hash: string, historical: boolean): string {
  return `${body.slice(0, -1)},"hash":"${hash}"${historical ? ',"historical":true' : ''}}`;
}
