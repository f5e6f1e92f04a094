import { handoverTypes } from '#domain/handover';
import type { Sign } from './seal.ts';
import { readStory, textOf } from './story.ts';

/** What a receipt says: which event it is about, and enough of it to be read without the ledger. */
type Receipt = {
  readonly receipt: string;
  readonly station: string;
  readonly epoch: string;
  readonly seq: number;
  /** Hash of the event, base64url: shorter than hexadecimal on a screen of squares. */
  readonly hash: string;
  readonly waybill: string;
  readonly compartment: string;
  readonly at: string;
};

type Published = { readonly epoch: string; readonly seq: number; readonly hash: string };

const kinds: ReadonlySet<string> = new Set(handoverTypes);

/**
 * Rule R18: a receipt in compact JWS, signed by a key that signs nothing but records. It fits into one QR
 * code, and is provisional until a checkpoint of the centre covers its seq. `published` is the event as it
 * is sent to the centre; the answer is null for an event that leaves no receipt.
 */
export async function writeReceipt(station: string, published: string, sign: Sign): Promise<string | null> {
  const { epoch, seq, hash } = JSON.parse(published) as Published;
  const event = readStory({ body: published });
  const [waybill, compartment] = [textOf(event, 'waybill'), textOf(event, 'compartment')];
  if (!kinds.has(event.kind) || waybill === null || compartment === null) return null;
  const receipt: Receipt = {
    receipt: event.kind,
    station,
    epoch,
    seq,
    hash: Buffer.from(hash, 'hex').toString('base64url'),
    waybill,
    compartment,
    at: event.time,
  };
  return sign(JSON.stringify(receipt));
}
