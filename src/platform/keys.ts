import { createHmac, createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** A private Ed25519 key as JWK, with the id by which others know it. */
export type SigningKey = {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly d: string;
  readonly kid: string;
};

export type PublicSigningKey = Omit<SigningKey, 'd'>;

/** The station's secrets, each for one purpose (rule R18). */
export type StationKeys = {
  /** 32 bytes: HMAC of codes and extensions (rule R33). */
  readonly code: Buffer;
  /** Names the code key in the records; says nothing about its bytes. */
  readonly codeKeyId: string;
  /** 32 bytes: HMAC of request bodies (rule R17). */
  readonly fingerprint: Buffer;
  /** Signs receipts, evidence, reports and certificates of backups, and nothing else. */
  readonly receipt: SigningKey;
  /** Signs the notices (rule R19). */
  readonly signing: SigningKey;
  /** For the centre and the notifier, to check what the station signed. */
  readonly publicSigning: PublicSigningKey;
};

/** The key directory is not what it must be; the message says what to do. */
export class KeysRefused extends Error {
  override readonly name = 'KeysRefused';
}

const fileNames = {
  code: 'code.key',
  fingerprint: 'fingerprint.key',
  signing: 'station.jwk',
  receipt: 'receipt.jwk',
} as const;
const keyByteCount = 32;
const groupAndOthers = 0o077;

/** Whether any key is there; a ledger whose keys are all gone must not get new ones. */
export function hasKeys(directory: string): boolean {
  return Object.values(fileNames).some((name) => existsSync(join(directory, name)));
}

/** Draws the keys of a new station. Throws `KeysRefused` if any is there already: none is ever replaced. */
export function createKeys(directory: string): StationKeys {
  if (hasKeys(directory)) {
    throw new KeysRefused(`${directory} already holds keys; replacing them would void every code in use`);
  }
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeKey(join(directory, fileNames.code), randomBytes(keyByteCount));
  writeKey(join(directory, fileNames.fingerprint), randomBytes(keyByteCount));
  for (const name of [fileNames.signing, fileNames.receipt]) {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeKey(join(directory, name), Buffer.from(JSON.stringify(privateKey.export({ format: 'jwk' }))));
  }
  const handle = openSync(directory, 'r');
  fsyncSync(handle);
  closeSync(handle);
  return loadKeys(directory);
}

/** Reads the keys. Throws `KeysRefused` for a key that is missing, malformed, or readable by others. */
export function loadKeys(directory: string): StationKeys {
  const code = readSecret(join(directory, fileNames.code));
  const fingerprint = readSecret(join(directory, fileNames.fingerprint));
  const signing = readSigningKey(join(directory, fileNames.signing));
  const receipt = readSigningKey(join(directory, fileNames.receipt));
  const { d: _, ...publicSigning } = signing;
  const codeKeyId = createHmac('sha256', code).update('key id').digest('hex').slice(0, 8);
  return { code, codeKeyId, fingerprint, receipt, signing, publicSigning };
}

function writeKey(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function readKey(path: string): Buffer {
  if (!existsSync(path))
    throw new KeysRefused(`the key ${path} is missing; restore it from the backup of keys`);
  if ((statSync(path).mode & groupAndOthers) !== 0) {
    throw new KeysRefused(`the key ${path} can be read by others than its owner; run: chmod 600 ${path}`);
  }
  return readFileSync(path);
}

function readSecret(path: string): Buffer {
  const bytes = readKey(path);
  if (bytes.length !== keyByteCount) {
    throw new KeysRefused(`the key ${path} has ${bytes.length} bytes instead of ${keyByteCount}`);
  }
  return bytes;
}

function readSigningKey(path: string): SigningKey {
  const { kty, crv, x, d } = parseKey(path);
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string' || typeof d !== 'string') {
    throw new KeysRefused(`the key ${path} is not a private Ed25519 JWK`);
  }
  return { kty, crv, x, d, kid: thumbprint({ crv, kty, x }) };
}

function parseKey(path: string): Record<'kty' | 'crv' | 'x' | 'd', unknown> {
  const text = readKey(path).toString('utf8');
  try {
    return JSON.parse(text) as Record<'kty' | 'crv' | 'x' | 'd', unknown>;
  } catch {
    throw new KeysRefused(`the key ${path} is not JSON`);
  }
}

/** RFC 7638 with the members of RFC 8037 §2, in the order that both prescribe. */
export function thumbprint({
  crv,
  kty,
  x,
}: {
  readonly crv: string;
  readonly kty: string;
  readonly x: string;
}): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
}
