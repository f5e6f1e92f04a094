import { z } from 'zod';
import { doorPurposes, recallCauses } from '#domain/words';
import type { Evidence } from '#domain/events/evidence';
import { staffRoles } from '#domain/staff';
import type { Actor } from '#domain/state';

/** Bodies (`data`) of the events, in our words. No code, no keyed hash and no contact in clear is in here. */

export const stay = z.string().describe("One parcel's time in this station.");
export const visit = z.string().describe("One person's time at the kiosk.");
export const codeId = z.string().describe('A pickup code by its id, which says nothing about the digits.');
export const photos = z.array(z.string()).describe('References to pictures that are kept elsewhere.');
export const compartment = z.string().describe('Label printed on the door.');
export const waybill = z.string().describe('Number on the label, in clear: the centre needs it (rule R20).');
export const courier = z.string().describe('The courier, by the id of the local list; never a name.');
export const staff = z.string().describe('Somebody of the staff, by the id of the local list; never a name.');
export const carrier = z.string().describe('The company that the courier works for.');
export const maskedContact = z
  .string()
  .describe('Masked, for example 138****1234; in the chain a commitment, see `personal`.');
export const faultCode = z.string().describe('A code of docs/faults.md.');
export const purpose = z.enum(doorPurposes);
export const door = z.enum(['open', 'closed', 'unknown']);
export const placement = { stay, waybill, compartment };

export const evidence = z
  .strictObject({
    doorOpened: z.boolean(),
    doorClosed: z.boolean(),
    occupancy: z.enum(['occupied', 'empty', 'unknown']),
    confirmedBy: z.enum(['sensor', 'courier', 'recipient', 'sender', 'attendant']).nullable(),
  })
  .meta({
    id: 'Evidence',
    description: 'What the sensors showed: four facts that are never merged into one.',
  });

export const actor = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('recipient') }),
  z.strictObject({ kind: z.literal('delegate'), codeId }),
  z.strictObject({ kind: z.literal('sender') }),
  z.strictObject({ kind: z.literal('staff'), staff, role: z.enum(staffRoles) }),
  z.strictObject({ kind: z.literal('courier'), courier, carrier }),
]);

export const recallCause = z.enum(recallCauses);

export const quarantineCause = z.enum([
  'lock-did-not-open',
  'deposit-interrupted',
  'unlock-unresolved',
  'contents-unclear',
  'contents-mismatch',
  'wrong-door',
  'keeps-failing',
  'sensor-failing',
]);

/** Copied one by one: what is not named here cannot leave the station by accident. */
export function evidenceOf({ doorOpened, doorClosed, occupancy, confirmedBy }: Evidence) {
  return { doorOpened, doorClosed, occupancy, confirmedBy };
}

/** Copied one by one, likewise. */
export function actorOf(by: Actor): z.output<typeof actor> {
  switch (by.kind) {
    case 'courier':
      return { kind: by.kind, courier: by.courier, carrier: by.carrier };
    case 'delegate':
      return { kind: by.kind, codeId: by.code };
    case 'staff':
      return { kind: by.kind, staff: by.staff, role: by.role };
    default:
      return { kind: by.kind };
  }
}
