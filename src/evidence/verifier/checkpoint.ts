import type { CheckedChain } from './chain.ts';
import { right, wrong } from './findings.ts';
import type { Finding } from './findings.ts';
import { readSigned } from './jws.ts';
import type { PublicKey } from './jws.ts';
import { fieldsOf, numberIn, readJson, textIn } from './shape.ts';

/** An acknowledgement of the centre (rule R21), and the key by which it is known. */
export type CheckpointInput = { readonly jws: string; readonly key: PublicKey };

export type Checkpoint = {
  readonly station: string;
  readonly epoch: string;
  readonly upTo: number;
  readonly hash: string;
};

export type Compared = { readonly findings: readonly Finding[]; readonly notProven: readonly string[] };

const provisional: Compared = {
  findings: [],
  notProven: ['no checkpoint of the centre was given: everything is provisional (rule R18)'],
};

/** Null where it is not an acknowledgement signed by this key. */
export function readCheckpoint({ jws, key }: CheckpointInput): Checkpoint | null {
  const signed = readSigned(jws, key);
  if (!signed.ok) return null;
  const said = fieldsOf(readJson(signed.text));
  const [station, epoch, hash] = [textIn(said, 'station'), textIn(said, 'epoch'), textIn(said, 'hash')];
  const upTo = numberIn(said, 'upTo');
  return Number.isSafeInteger(upTo) ? { station, epoch, upTo, hash } : null;
}

/** Holds a stretch of the chain against what the centre computed itself. */
export function checkCheckpoint(
  chain: CheckedChain,
  station: string,
  input: CheckpointInput | null,
): Compared {
  if (input === null) return provisional;
  const said = readCheckpoint(input);
  if (said === null) return bad('it is not signed by this key of the centre');
  if (said.station !== station) return bad('it is about another station');
  if (said.epoch !== chain.end.epoch) return open(`no checkpoint of epoch ${chain.end.epoch} was given`);
  const shown = chain.hashes.get(said.upTo);
  if (shown === undefined) {
    return open(
      `the checkpoint is at event ${said.upTo}, whose hash is not in the file: compare at the centre`,
    );
  }
  if (shown !== said.hash) return bad(`the centre has another hash for event ${said.upTo}`);
  const last = chain.events.at(-1)?.seq ?? 0;
  const covered = right('checkpoint', `the centre has the same hash for event ${said.upTo}`);
  return said.upTo >= last
    ? { findings: [covered], notProven: [] }
    : { findings: [covered], notProven: [`events after ${said.upTo} are provisional (rule R18)`] };
}

function bad(says: string): Compared {
  return { findings: [wrong('checkpoint', says)], notProven: [] };
}

function open(says: string): Compared {
  return { findings: [], notProven: [says] };
}
