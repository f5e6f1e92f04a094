import { hash } from 'node:crypto';

/** What stands in the place of the previous hash before the first event of an epoch. */
export const genesisHash = '0'.repeat(64);

const hashByteCount = 32;

/**
 * Rule R20: SHA-256 over the 32 bytes of the previous hash and the stored UTF-8 bytes, which contain neither
 * `hash` nor `historical`. Hashes are lower-case hexadecimal.
 */
export function chainHash(prevHash: string, body: string): string {
  const bytes = Buffer.allocUnsafe(hashByteCount + Buffer.byteLength(body));
  bytes.write(prevHash, 'hex');
  bytes.write(body, hashByteCount);
  return hash('sha256', bytes, 'hex');
}

type Trailer = {
  readonly hash: string;
  readonly historical: boolean;
  /** JSON of what opens the commitments of the text, or null. */
  readonly opening: string | null;
};

/**
 * The event as it is published: the stored text with its hash, the mark of a replay and the personal values
 * at its end. Attributes of a CloudEvent are scalars, so that the values are JSON within a string.
 */
export function publishedBody(body: string, { hash, historical, opening }: Trailer): string {
  const mark = historical ? ',"historical":true' : '';
  const values = opening === null ? '' : `,"personal":${JSON.stringify(opening)}`;
  return `${body.slice(0, -1)},"hash":"${hash}"${mark}${values}}`;
}
