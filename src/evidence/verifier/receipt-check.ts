import { readCheckpoint } from './checkpoint.ts';
import type { CheckpointInput } from './checkpoint.ts';
import { right, verdictOf, wrong } from './findings.ts';
import type { Verdict } from './findings.ts';
import { readSigned } from './jws.ts';
import type { PublicKey } from './jws.ts';
import { fieldsOf, numberIn, readJson, textIn } from './shape.ts';
import type { Fields } from './shape.ts';

export type ReceiptInput = {
  readonly jws: string;
  /** The receipt key of the station, from somebody who is trusted. */
  readonly key: PublicKey;
  readonly checkpoint: CheckpointInput | null;
};

export type ReceiptVerdict = Verdict & {
  /** Rule R18: `provisional` until a checkpoint of the centre covers it. */
  readonly standing: 'covered' | 'provisional' | 'wrong';
  readonly receipt: Fields;
};

/** Says what a receipt proves without any network. */
export function verifyReceipt({ jws, key, checkpoint }: ReceiptInput): ReceiptVerdict {
  const signed = readSigned(jws.trim(), key);
  if (!signed.ok) return wrongly({}, signed.why);
  const receipt = fieldsOf(readJson(signed.text));
  const seq = numberIn(receipt, 'seq');
  if (textIn(receipt, 'receipt') === '' || !Number.isSafeInteger(seq)) {
    return wrongly(receipt, 'what was signed is not a receipt');
  }
  const signedBy = right('receipt', `the station ${textIn(receipt, 'station')} signed it`);
  if (checkpoint === null) return provisional(receipt, signedBy, 'no checkpoint of the centre was given');
  const said = readCheckpoint(checkpoint);
  if (said === null) return wrongly(receipt, 'the checkpoint is not signed by this key of the centre');
  if (said.station !== textIn(receipt, 'station')) {
    return wrongly(receipt, 'the checkpoint is about another station');
  }
  if (said.epoch !== textIn(receipt, 'epoch')) {
    return provisional(receipt, signedBy, 'the checkpoint is of another epoch');
  }
  if (said.upTo < seq) return provisional(receipt, signedBy, `the checkpoint ends before event ${seq}`);
  return compare(receipt, seq, said, signedBy);
}

function compare(
  receipt: Fields,
  seq: number,
  said: { readonly upTo: number; readonly hash: string },
  signedBy: ReturnType<typeof right>,
): ReceiptVerdict {
  const hash = Buffer.from(textIn(receipt, 'hash'), 'base64url').toString('hex');
  if (said.upTo === seq && said.hash !== hash) {
    return wrongly(receipt, `the centre has another hash for event ${seq}`);
  }
  const covered = right('checkpoint', `the centre holds everything up to event ${said.upTo}`);
  const open =
    said.upTo === seq
      ? []
      : [`the hash of event ${seq} itself has to be compared by the centre, which has it`];
  return { ...verdictOf([signedBy, covered], open), standing: 'covered', receipt };
}

function provisional(receipt: Fields, signedBy: ReturnType<typeof right>, why: string): ReceiptVerdict {
  return {
    ...verdictOf([signedBy], [`${why}: it is provisional (rule R18)`]),
    standing: 'provisional',
    receipt,
  };
}

function wrongly(receipt: Fields, why: string): ReceiptVerdict {
  return { ...verdictOf([wrong('receipt', why)], []), standing: 'wrong', receipt };
}
