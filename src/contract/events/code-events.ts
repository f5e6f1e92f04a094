import { z } from 'zod';
import { formatInstant, instant } from '../instant.ts';
import { kind, ofNothing, ofStay, placementOf } from './kind.ts';
import { maskedContact, placement } from './fields.ts';

export const codeIssued = z
  .strictObject({
    ...placement,
    maskedContact,
    codeKey: z.string().describe('Id of the key under which the code is kept.'),
    issuedAt: instant,
    notice: z
      .string()
      .describe('JWE to the notifier over a JWS of the station (rule R19); a commitment in the chain.'),
  })
  .meta({ id: 'CodeIssued', description: 'A pickup code exists; the sealed notice is on its way.' });

const codeRejected = z
  .strictObject({})
  .meta({ id: 'CodeRejected', description: 'A wrong well-formed code was entered (rule R9).' });

export const codeEvents = {
  'code.issued': kind(
    'code.issued',
    codeIssued,
    'info',
    ofStay,
    (event) => ({
      ...placementOf(event),
      maskedContact: event.maskedContact,
      codeKey: event.record.key,
      issuedAt: formatInstant(event.record.issuedAt.wallMs),
      notice: event.notice,
    }),
    ['maskedContact', 'notice'],
  ),
  'code.rejected': kind('code.rejected', codeRejected, 'minor', ofNothing, () => ({})),
};
