import { createHash, createPublicKey, verify } from 'node:crypto';

/**
 * A verifier reads signatures with Node's own crypto and nothing else: neither the library nor the code that
 * wrote them is used, so that one mistake cannot hide on both sides.
 */

export type PublicKey = { readonly kty: string; readonly crv: string; readonly x: string };

export type SignedText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/** Reads a JWS in compact form (RFC 7515) that an Ed25519 key signed (RFC 8037). */
export function readSigned(compact: string, key: PublicKey): SignedText {
  const parts = compact.split('.');
  const [head = '', payload = '', signature = ''] = parts;
  if (parts.length !== 3 || !parts.every(isBase64Url)) return no('it is not a JWS in compact form');
  const header = readHeader(head);
  if (header === null || header['alg'] !== 'EdDSA' || 'crit' in header)
    return no('its header is not one of ours');
  if (header['kid'] !== thumbprintOf(key)) return no(`it names another key, ${String(header['kid'])}`);
  const { kty, crv, x } = key;
  const publicKey = createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
  const isRight = verify(
    null,
    Buffer.from(`${head}.${payload}`),
    publicKey,
    Buffer.from(signature, 'base64url'),
  );
  if (!isRight) return no('the signature does not fit what was signed');
  return { ok: true, text: Buffer.from(payload, 'base64url').toString('utf8') };
}

function no(why: string): SignedText {
  return { ok: false, why };
}

/** Also refuses a second spelling of the same bytes, by which a changed text could pass. */
function isBase64Url(text: string): boolean {
  return text !== '' && Buffer.from(text, 'base64url').toString('base64url') === text;
}

function readHeader(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const header: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof header === 'object' && header !== null ? (header as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** RFC 7638 over the members that RFC 8037 names. */
function thumbprintOf({ crv, kty, x }: PublicKey): string {
  return createHash('sha256').update(`{"crv":"${crv}","kty":"${kty}","x":"${x}"}`).digest('base64url');
}
