/** A public key as JSON Web Key (OKP, Ed25519). */
export type PublicKey = Readonly<Record<string, unknown>>;

/** Checks a compact JWS; gives its payload, or null where key, signature or shape are wrong. */
export type Verify = (compact: string, key: PublicKey) => Promise<unknown>;

/** Whose word counts for what (rule R21): the key of acks does nothing else. */
export type UplinkKeys = { readonly centre: PublicKey; readonly ack: PublicKey };
