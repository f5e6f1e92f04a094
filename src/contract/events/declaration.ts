import { z } from 'zod';
import { consentChannels } from '#domain/advice';
import type { ConsentProof, Goods } from '#domain/advice';
import type { Declared } from '#domain/events/declared';
import { musts } from '#domain/jurisdiction';
import type { Interlock } from '#domain/jurisdiction';
import { formatInstant, instant } from '../instant.ts';

/** What is said of a parcel before it is placed, wherever that is. */

const consentProof = z.discriminatedUnion('basis', [
  z.strictObject({ basis: z.literal('sender-named') }),
  z.strictObject({
    basis: z.literal('recipient-agreed'),
    recordedBy: z.enum(['centre', 'courier']),
    channel: z.enum(consentChannels),
    agreedAt: instant,
    ref: z.string().nullable().describe('What the record is called where it is kept.'),
  }),
]);

const goods = z.strictObject({ fresh: z.boolean(), valuable: z.boolean(), fragile: z.boolean() });

export const interlock = z.enum(Object.keys(musts) as [Interlock, ...Interlock[]]);

export const declared = {
  consent: consentProof.nullable().describe('What proves that it may be placed (must M1).'),
  goods,
  goodsAgreed: z.boolean().describe('The sender agreed to fresh or valuable goods (must M3).'),
  damaged: z.boolean(),
  weightG: z.int().nullable().describe('Grams, from a scale.'),
  late: z.boolean().describe('The agreed time was over.'),
};

/** Copied one by one: what is not named here cannot leave the station by accident. */
export function declaredOf(event: Declared): z.output<z.ZodObject<typeof declared>> {
  const { consent, goods: kind, goodsAgreed, damaged, weightG, late } = event;
  return { consent: consentOf(consent), goods: goodsOf(kind), goodsAgreed, damaged, weightG, late };
}

function consentOf(proof: ConsentProof | null): z.output<typeof consentProof> | null {
  if (proof === null) return null;
  if (proof.basis === 'sender-named') return { basis: proof.basis };
  const { basis, recordedBy, channel, agreedAtMs, ref } = proof;
  return { basis, recordedBy, channel, agreedAt: formatInstant(agreedAtMs), ref };
}

function goodsOf({ fresh, valuable, fragile }: Goods): z.output<typeof goods> {
  return { fresh, valuable, fragile };
}
