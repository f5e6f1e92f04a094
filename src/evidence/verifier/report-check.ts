import { createHash } from 'node:crypto';
import { right, verdictOf, wrong } from './findings.ts';
import type { Verdict } from './findings.ts';
import { readSigned } from './jws.ts';
import type { PublicKey } from './jws.ts';
import { fieldsOf, readJson, textIn } from './shape.ts';

const counted = [
  'the numbers are those that the station counted; the centre can count its own copy of the events',
];

export function isReport(text: string): boolean {
  return textIn(fieldsOf(readJson(text)), 'format') === 'latchkey-report-1';
}

/** Whether the station signed exactly this report. */
export function verifyReport({ text, key }: { readonly text: string; readonly key: PublicKey }): Verdict {
  const { seal, ...report } = fieldsOf(readJson(text));
  const isWritten = `${JSON.stringify({ ...report, seal }, null, 1)}\n` === text;
  const form = isWritten
    ? right('form', 'the file is byte for byte in the form in which a station writes it')
    : wrong('form', 'the file is not in the form in which a station writes it');
  const signed = readSigned(typeof seal === 'string' ? seal : '', key);
  if (!signed.ok) return verdictOf([form, wrong('seal', signed.why)], counted);
  const said = fieldsOf(readJson(signed.text));
  const digest = createHash('sha256')
    .update(JSON.stringify(report, null, 1))
    .digest('hex');
  const isRight = textIn(said, 'digest') === digest && textIn(said, 'format') === textIn(report, 'format');
  const sealed = isRight
    ? right('seal', 'the station signed exactly this text')
    : wrong('seal', 'the text is not the one that was signed');
  return verdictOf([form, sealed], counted);
}
