import { z } from 'zod';
import { formatInstant, instant } from '../instant.ts';
import { kind, ofNothing, ofStay, placementOf } from './kind.ts';
import type { EventOf } from './kind.ts';
import { codeId, maskedContact, placement, stay, visit } from './fields.ts';

const notice = z
  .string()
  .describe('JWE to the notifier over a JWS of the station (rule R19); a commitment in the chain.');
const codeKey = z.string().describe('Id of the key under which the code is kept.');

export const codeIssued = z
  .strictObject({ ...placement, codeId, maskedContact, codeKey, issuedAt: instant, notice })
  .meta({ id: 'CodeIssued', description: 'A pickup code exists; the sealed notice is on its way.' });

export const codeJoined = z.strictObject({ ...placement, codeId, maskedContact, notice }).meta({
  id: 'CodeJoined',
  description: 'The code of an earlier parcel opens this one too; the notice says so without the code.',
});

export const codeDelegated = z
  .strictObject({
    visit,
    codeId,
    of: codeId.describe("The recipient's own code."),
    stays: z.array(stay),
    maskedContact,
    codeKey,
    issuedAt: instant,
    notice,
  })
  .meta({ id: 'CodeDelegated', description: 'The recipient gave somebody a code of their own.' });

const codeRevoked = z
  .strictObject({ codeId, cause: z.enum(['recipient', 'key-lost']) })
  .meta({ id: 'CodeRevoked', description: 'The code opens nothing any more.' });

const codeRejected = z
  .strictObject({})
  .meta({ id: 'CodeRejected', description: 'A wrong well-formed code was entered (rule R9).' });

const issue = ({ record, notice: sealed }: Pick<EventOf<'code.issued'>, 'record' | 'notice'>) => ({
  codeKey: record.key,
  issuedAt: formatInstant(record.issuedAt.wallMs),
  notice: sealed,
});

/** What a purge takes away when nobody waits for the notice any more (rule R20). */
const personal = ['maskedContact', 'notice'] as const;

export const codeEvents = {
  'code.issued': kind(
    'code.issued',
    codeIssued,
    'info',
    ofStay,
    (event) => ({
      ...placementOf(event),
      codeId: event.codeId,
      maskedContact: event.maskedContact,
      ...issue(event),
    }),
    personal,
  ),
  'code.joined': kind(
    'code.joined',
    codeJoined,
    'info',
    ofStay,
    (event) => ({
      ...placementOf(event),
      codeId: event.codeId,
      maskedContact: event.maskedContact,
      notice: event.notice,
    }),
    personal,
  ),
  'code.delegated': kind(
    'code.delegated',
    codeDelegated,
    'info',
    (event) => event.codeId,
    (event) => ({
      visit: event.visit,
      codeId: event.codeId,
      of: event.of,
      stays: [...event.stays],
      maskedContact: event.maskedContact,
      ...issue(event),
    }),
    personal,
  ),
  'code.revoked': kind(
    'code.revoked',
    codeRevoked,
    'info',
    (event) => event.codeId,
    (event) => ({ codeId: event.codeId, cause: event.cause }),
  ),
  'code.rejected': kind('code.rejected', codeRejected, 'minor', ofNothing, () => ({})),
};
