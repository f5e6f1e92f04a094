import type { JWK } from 'jose';
import type { SigningKey } from './keys.ts';

/** A public key as JWK: `{"kty":"OKP","crv":"Ed25519" or "X25519","x":…}`. */
export type PublicJwk = JWK;

/** Loaded at the first use: a station whose doors must open does not wait for its signatures. */
async function loadJose(): Promise<typeof import('jose')> {
  return import('jose');
}

/** JWS in compact form (RFC 7515), EdDSA, over UTF-8 text. */
export async function signJws(key: SigningKey, text: string): Promise<string> {
  const { CompactSign, importJWK } = await loadJose();
  return new CompactSign(Buffer.from(text))
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
    .sign(await importJWK({ ...key }, 'EdDSA'));
}

/**
 * The text inside a compact JWS, or null where it is malformed, of another algorithm or signed by another
 * key. `key` is a public Ed25519 key.
 */
export async function verifyJws(compact: string, key: PublicJwk): Promise<string | null> {
  const { compactVerify, importJWK } = await loadJose();
  const publicKey = await importJWK(key, 'EdDSA');
  try {
    const { payload } = await compactVerify(compact, publicKey, { algorithms: ['EdDSA'] });
    return Buffer.from(payload).toString('utf8');
  } catch {
    return null;
  }
}

/**
 * JWE in compact form (RFC 7516): ECDH-ES over X25519, A256GCM. Only the holder of the private key can open
 * it, which this station is not. `contentType` is `JOSE` where the text is itself a JWS.
 */
export async function sealTo(key: PublicJwk, text: string, contentType?: string): Promise<string> {
  const { CompactEncrypt, calculateJwkThumbprint, importJWK } = await loadJose();
  const kid = key.kid ?? (await calculateJwkThumbprint(key));
  return new CompactEncrypt(Buffer.from(text))
    .setProtectedHeader({
      alg: 'ECDH-ES',
      enc: 'A256GCM',
      kid,
      ...(contentType === undefined ? {} : { cty: contentType }),
    })
    .encrypt(await importJWK(key, 'ECDH-ES'));
}
