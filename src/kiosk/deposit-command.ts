import { z } from 'zod';
import { startDeposit } from '#contract/deposit-http';
import { nothingDeclared, nothingKnown } from '#domain/advice';
import type { Contact, Declaration } from '#domain/advice';
import type { Command } from '#domain/commands';
import { readWaybill } from '#domain/waybill';
import type { VisitId } from '#domain/words';
import type { Offered } from '#domain/workflows/deposit-guards';
import { maskContact, readContact } from './contact.ts';
import type { KioskParts } from './room.ts';

export const typedContact = z.string().transform(readContact).pipe(z.string()).optional();

/** The contract's body, with the contact read as a phone number; it never leaves this room in clear. */
export const depositBody = startDeposit.extend({
  contact: typedContact,
  contactRepeated: typedContact,
});
export type DepositBody = z.output<typeof depositBody>;

/**
 * What the core is asked: the contact masked and sealed to the notifier, and beside it what the ledger knows
 * of the waybill. Neither the core nor the ledger nor the log ever see the contact in clear.
 */
export async function startDepositOf(
  parts: Pick<KioskParts, 'vault' | 'recallWaybill' | 'clock'>,
  visit: VisitId,
  body: DepositBody,
): Promise<Command> {
  const { waybill, size } = body;
  return { do: 'start-deposit', visit, waybill, size, ...(await offeredOf(parts, body)) };
}

/** What is said and known of a parcel, wherever it is to be placed. */
export async function offeredOf(
  parts: Pick<KioskParts, 'vault' | 'recallWaybill' | 'clock'>,
  body: Omit<DepositBody, 'size'>,
): Promise<Offered> {
  const waybill = readWaybill(body.waybill);
  const knowledge = waybill === null ? nothingKnown : parts.recallWaybill(waybill, parts.clock.now());
  const contact = await sealTyped(parts, body.contact);
  return { contact, declared: declarationOf(body), knowledge };
}

async function sealTyped(
  { vault }: Pick<KioskParts, 'vault'>,
  typed: string | undefined,
): Promise<Contact | null> {
  if (typed === undefined) return null;
  return { sealed: await vault.sealContact(typed), masked: maskContact(typed) };
}

function declarationOf({
  contact: first,
  contactRepeated: second,
  consent,
  condition,
  weightG,
  joins,
}: Omit<DepositBody, 'size'>): Declaration {
  const repeat = second === first ? 'same' : 'other';
  return {
    consent: consent === undefined ? null : { channel: consent.channel, ref: null },
    damaged: condition?.damaged ?? nothingDeclared.damaged,
    goods: {
      fresh: condition?.fresh ?? nothingDeclared.goods.fresh,
      valuable: condition?.valuable ?? nothingDeclared.goods.valuable,
      fragile: condition?.fragile ?? nothingDeclared.goods.fragile,
    },
    weightG: weightG ?? null,
    contactRepeat: second === undefined ? 'absent' : repeat,
    joins: joins ?? false,
  };
}
