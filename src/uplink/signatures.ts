/** A public key as JSON Web Key: OKP, Ed25519. */
export type PublicKey = { readonly kty: string; readonly crv: string; readonly x: string };

/** Checks a compact JWS; gives the text inside, or null where key, signature or shape are wrong. */
export type Verify = (compact: string, key: PublicKey) => Promise<string | null>;

/** The JSON value inside a signed message, or null where it is not signed by this key or not JSON. */
export async function readSigned(verify: Verify, compact: string, key: PublicKey): Promise<unknown> {
  const text = await verify(compact, key);
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whose word counts for what (rule R21): the key of acks does nothing else. */
export type UplinkKeys = { readonly centre: PublicKey; readonly ack: PublicKey };
