import { existsSync, readFileSync } from 'node:fs';

/** The station cannot start as it is; the message says what happened and what to do. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

/** Nothing where the station takes no drop-off codes. */
export function readDropOffKey(path: string | null): { readonly dropOffKey?: Buffer } {
  if (path === null) return {};
  const text = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new StartRefused(`${path} is not a key: 64 hexadecimal digits`);
  return { dropOffKey: Buffer.from(text, 'hex') };
}

/** A public key as JWK; which curve is right is for whoever uses it to say. */
export function readPublicKey(path: string): {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
} {
  const { kty, crv, x } = readJson(path);
  if (typeof kty !== 'string' || typeof crv !== 'string' || typeof x !== 'string') {
    throw new StartRefused(`${path} is not a public key: a JWK with kty, crv and x is expected`);
  }
  return { kty, crv, x };
}

export function readJson(path: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new StartRefused(`${path} cannot be read as JSON: ${String(error)}`);
  }
}
