import { createHash } from 'node:crypto';
import { checkChain } from './chain.ts';
import type { CheckedChain } from './chain.ts';
import { checkCheckpoint } from './checkpoint.ts';
import type { CheckpointInput } from './checkpoint.ts';
import { right, verdictOf, wrong } from './findings.ts';
import type { Finding, Verdict } from './findings.ts';
import { readSigned } from './jws.ts';
import type { PublicKey } from './jws.ts';
import { fieldsOf, itemsOf, readJson, textIn } from './shape.ts';
import type { Fields } from './shape.ts';
import { checkCustody, checkStory } from './story.ts';

export type BundleInput = {
  readonly text: string;
  /** The receipt key of the station, from somebody who is trusted; never from the file itself. */
  readonly key: PublicKey;
  readonly checkpoint: CheckpointInput | null;
};

/** Whether the text can be an evidence file at all. */
export function isBundle(text: string): boolean {
  return textIn(fieldsOf(readJson(text)), 'format') === 'latchkey-evidence-1';
}

/** Says what an evidence file proves, what is wrong with it and where, and what it cannot prove. */
export function verifyBundle({ text, key, checkpoint }: BundleInput): Verdict {
  const { seal: _, ...bundle } = fieldsOf(readJson(text));
  const seal = textIn(fieldsOf(readJson(text)), 'seal');
  const station = textIn(bundle, 'station');
  const chains = itemsOf(bundle['chains']).map((part) => checkChain(part, station));
  const events = chains.flatMap((chain) => chain.events);
  const compared = chains.map((chain) => checkCheckpoint(chain, station, checkpoint));
  const findings: readonly Finding[] = [
    checkForm(text),
    ...checkSeal(bundle, seal, key, chains),
    ...(chains.length === 0 ? [wrong('chain', 'no event is shown')] : []),
    ...chains.flatMap((chain) => chain.findings),
    ...checkStory(bundle, events),
    ...checkCustody(bundle, events),
    ...compared.flatMap((one) => one.findings),
  ];
  const open = [...hiddenNote(chains), ...compared.flatMap((one) => one.notProven), ...clockNote];
  return verdictOf(findings, [...new Set(open)]);
}

/** One way to write the file, so that no byte of it can be changed without being noticed. */
function checkForm(text: string): Finding {
  const isWritten = `${JSON.stringify(readJson(text), null, 1)}\n` === text;
  return isWritten
    ? right('form', 'the file is byte for byte in the form in which a station writes it')
    : wrong('form', 'the file is not in the form in which a station writes it');
}

function checkSeal(
  bundle: Fields,
  seal: string,
  key: PublicKey,
  chains: readonly CheckedChain[],
): readonly Finding[] {
  const signed = readSigned(seal, key);
  if (!signed.ok) return [wrong('seal', signed.why)];
  const said = fieldsOf(readJson(signed.text));
  const digest = createHash('sha256')
    .update(JSON.stringify(bundle, null, 1))
    .digest('hex');
  const names = ['format', 'station', 'waybill', 'exportedAt'].filter(
    (name) => textIn(said, name) !== textIn(bundle, name) || textIn(said, name) === '',
  );
  const ends = JSON.stringify(chains.map(({ end }) => end));
  const findings = [
    ...names.map((name) => wrong('seal', `the field ${name} is not the one that was signed`)),
    ...(digest === said['digest'] ? [] : [wrong('seal', 'the text is not the one that was signed')]),
    ...(ends === JSON.stringify(said['ends'])
      ? []
      : [wrong('seal', 'the log ends elsewhere than was signed')]),
  ];
  return findings.length > 0 ? findings : [right('seal', 'the station signed exactly this text')];
}

function hiddenNote(chains: readonly CheckedChain[]): readonly string[] {
  const count = chains.reduce((sum, chain) => sum + chain.hiddenCount, 0);
  if (count === 0) return [];
  return [
    `${count} events about others are hidden: that the chain runs through them is said by the station's ` +
      'signature, and can be recomputed by the centre, which has their texts',
  ];
}

const clockNote = ['times are those of the station; each event says how far its clock could be believed'];
