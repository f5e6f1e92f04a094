import { createHash } from 'node:crypto';
import { sealDocument } from './seal.ts';
import type { Sign } from './seal.ts';
import { readSigned } from './verifier/jws.ts';
import type { PublicKey } from './verifier/jws.ts';
import { fieldsOf, numberIn, readJson, textIn } from './verifier/shape.ts';

/** What lies beside the copy of a ledger and says which copy that is (rule R23). */
export type CopyCertificate = {
  readonly format: 'latchkey-backup-1';
  readonly station: string;
  readonly madeAt: string;
  readonly softwareVersion: string;
  /** Id of the key under which its codes are kept; the keys themselves are never in a backup. */
  readonly codeKey: string;
  readonly schema: number;
  readonly epoch: string;
  readonly seq: number;
  readonly hash: string;
  readonly eventCount: number;
  readonly stayCount: number;
  readonly byteCount: number;
  /** SHA-256 of the file, lower-case hexadecimal. */
  readonly sha256: string;
};

type About = Pick<CopyCertificate, 'station' | 'madeAt' | 'softwareVersion' | 'codeKey'>;
type Content = Pick<CopyCertificate, 'schema' | 'epoch' | 'seq' | 'hash' | 'eventCount' | 'stayCount'>;
type Measured = Pick<CopyCertificate, 'byteCount' | 'sha256'>;

/** Writes certificates of one station, for whatever copy it made. */
export function certifyWith(
  { station, madeAt, softwareVersion, codeKey }: About,
  sign: Sign,
): (content: Content, measured: Measured) => Promise<string> {
  return ({ schema, epoch, seq, hash, eventCount, stayCount }, { byteCount, sha256 }) => {
    const format = 'latchkey-backup-1';
    const made = { format, station, madeAt, softwareVersion, codeKey } as const;
    const held = { schema, epoch, seq, hash, eventCount, stayCount };
    return writeCertificate({ ...made, ...held, byteCount, sha256 }, sign);
  };
}

/** The text of the certificate, sealed with the receipt key of the station. */
function writeCertificate(certificate: CopyCertificate, sign: Sign): Promise<string> {
  const { format, station, madeAt, sha256 } = certificate;
  return sealDocument(certificate, { format, station, madeAt, sha256 }, sign);
}

export type ReadCertificate =
  | { readonly ok: true; readonly certificate: CopyCertificate; readonly isSealed: boolean }
  | { readonly ok: false; readonly why: string };

/**
 * Reads a certificate. Without a key nobody can tell who wrote it, which `isSealed` says; with one, a seal
 * that does not fit makes it worthless.
 */
export function readCertificate(text: string, key: PublicKey | null): ReadCertificate {
  const { seal, ...fields } = fieldsOf(readJson(text));
  const certificate: CopyCertificate = {
    format: 'latchkey-backup-1',
    station: textIn(fields, 'station'),
    madeAt: textIn(fields, 'madeAt'),
    softwareVersion: textIn(fields, 'softwareVersion'),
    codeKey: textIn(fields, 'codeKey'),
    schema: numberIn(fields, 'schema'),
    epoch: textIn(fields, 'epoch'),
    seq: numberIn(fields, 'seq'),
    hash: textIn(fields, 'hash'),
    eventCount: numberIn(fields, 'eventCount'),
    stayCount: numberIn(fields, 'stayCount'),
    byteCount: numberIn(fields, 'byteCount'),
    sha256: textIn(fields, 'sha256'),
  };
  // Whatever else stood in there would not have been sealed.
  if (JSON.stringify(certificate) !== JSON.stringify(fields)) {
    return { ok: false, why: 'it is not a certificate of this version' };
  }
  if (key === null) return { ok: true, certificate, isSealed: false };
  const why = faultOfSeal(certificate, typeof seal === 'string' ? seal : '', key);
  return why === null ? { ok: true, certificate, isSealed: true } : { ok: false, why };
}

function faultOfSeal(certificate: CopyCertificate, seal: string, key: PublicKey): string | null {
  const signed = readSigned(seal, key);
  if (!signed.ok) return signed.why;
  const digest = createHash('sha256')
    .update(JSON.stringify(certificate, null, 1))
    .digest('hex');
  const isSame = textIn(fieldsOf(readJson(signed.text)), 'digest') === digest;
  return isSame ? null : 'it is not the text that the station signed';
}
