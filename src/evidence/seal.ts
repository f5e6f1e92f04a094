import { createHash } from 'node:crypto';

/** Signs a text with the receipt key of the station (rule R18): a JWS in compact form. */
export type Sign = (text: string) => Promise<string>;

/**
 * The text of a document with its seal at its end, byte for byte what the verifier expects. The seal signs
 * the digest of all before it, and `also`, which is read without the document.
 */
export async function sealDocument(document: object, also: object, sign: Sign): Promise<string> {
  const digest = createHash('sha256')
    .update(JSON.stringify(document, null, 1))
    .digest('hex');
  const seal = await sign(JSON.stringify({ ...also, digest }));
  return `${JSON.stringify({ ...document, seal }, null, 1)}\n`;
}
