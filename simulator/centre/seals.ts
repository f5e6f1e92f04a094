import {
  CompactSign,
  calculateJwkThumbprint,
  compactDecrypt,
  compactVerify,
  exportJWK,
  generateKeyPair,
  importJWK,
} from 'jose';
import type { JWK } from 'jose';

export type Jwk = JWK;
export type KeyPair = { readonly publicKey: Jwk; readonly privateKey: Jwk };

/** A new key pair: Ed25519 signs, X25519 opens what was sealed to it. Named by its RFC 7638 thumbprint. */
export async function drawKey(curve: 'Ed25519' | 'X25519'): Promise<KeyPair> {
  const alg = curve === 'Ed25519' ? 'EdDSA' : 'ECDH-ES';
  const pair = await generateKeyPair(alg, { crv: curve, extractable: true });
  const publicKey = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(publicKey);
  const privateKey = await exportJWK(pair.privateKey);
  return { publicKey: { ...publicKey, kid, alg }, privateKey: { ...privateKey, kid, alg } };
}

/** A compact JWS (EdDSA) over a JSON value. */
export async function sign(content: unknown, key: Jwk): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(content));
  const header = { alg: 'EdDSA', ...(key.kid === undefined ? {} : { kid: key.kid }) };
  return new CompactSign(text).setProtectedHeader(header).sign(await importJWK(key, 'EdDSA'));
}

/** The JSON content of a compact JWS, or null where the signature is not by this key. */
export async function openSignature(compact: string, key: Jwk): Promise<unknown> {
  try {
    const options = { algorithms: ['EdDSA'] };
    const { payload } = await compactVerify(compact, await importJWK(key, 'EdDSA'), options);
    return JSON.parse(new TextDecoder().decode(payload));
  } catch {
    return null;
  }
}

/** The text of a compact JWE (ECDH-ES, A256GCM), or null where it was not sealed to this key. */
export async function openSeal(compact: string, key: Jwk): Promise<string | null> {
  try {
    const options = { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] };
    const { plaintext } = await compactDecrypt(compact, await importJWK(key, 'ECDH-ES'), options);
    return new TextDecoder().decode(plaintext);
  } catch {
    return null;
  }
}
