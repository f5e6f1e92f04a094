import { z } from 'zod';
import { consentChannels } from '#domain/advice';
import { sizes } from '#domain/words';
import { identityFactors } from '#domain/sending';
import { instant } from './instant.ts';

/**
 * A contact that may be shown: at most three digits in front and two behind, at least six hidden, and
 * neither a name nor a room (must M10).
 */
const maskedContact = z.string().regex(/^\+?\d{0,3}\*{6,}\d{0,2}$/);

/**
 * So many parcels are written in a fraction of a second; a hundred thousand take 2.6 s on a small machine,
 * longer than a child behind a door may wait (rule R1).
 */
export const adviceCountMax = 20_000;

const waybill = z.string().regex(/^[A-Z0-9][A-Z0-9-]{7,33}$/);

/** What the centre says of one parcel before it comes. */
const parcelAdvice = z
  .object({
    waybill: waybill.describe('In its normal form: upper case, no spaces.'),
    station: z.string().describe('The station that it is meant for.'),
    recipient: z
      .string()
      .min(8)
      .max(64)
      .nullable()
      .describe('An opaque key, the same for all parcels of one recipient.'),
    contact: z
      .strictObject({ sealed: z.string().min(1).max(4096), masked: maskedContact })
      .nullable()
      .describe('Sealed to the notifier, with the form that a screen may show; the courier types nothing.'),
    consent: z
      .strictObject({
        channel: z.enum(consentChannels),
        at: instant,
        ref: z.string().max(64).nullable().describe('What the record is called where it is kept.'),
      })
      .nullable(),
    senderNamedLocker: z.boolean(),
    method: z.enum(['locker', 'station', 'door']).describe('What was agreed with the recipient.'),
    goods: z.strictObject({ fresh: z.boolean(), valuable: z.boolean(), fragile: z.boolean() }),
    goodsAgreed: z.boolean().describe('The sender agreed to fresh or valuable goods (must M3).'),
    declaredWeightG: z.int().min(1).nullable(),
    notBefore: instant.nullable(),
    notAfter: instant.nullable(),
    sizeHint: z.enum(sizes).nullable(),
    needsReach: z.boolean().describe('The recipient asked for a compartment within reach (must M12).'),
  })
  .meta({ id: 'ParcelAdvice', description: 'A parcel that is on its way.' });
export type ParcelAdvice = z.infer<typeof parcelAdvice>;
const extraHours = z
  .number()
  .positive()
  .max(2160)
  .describe('The whole addition to what was promised at the deposit.');

/** Payload of the JWS on `desired/parcels`; retained, signed by the key of the centre. */
export const parcelsDocument = z
  .object({
    document: z.literal('parcels'),
    station: z.string(),
    version: z.int().min(1).describe('Only a version above the applied one is applied (rule R15).'),
    notified: z
      .array(z.object({ stay: z.string(), at: instant }))
      .describe('Stays whose recipient was told; retention runs from then (rule R13).'),
    advice: z
      .array(parcelAdvice)
      .optional()
      .describe(
        'All parcels on their way, 20 000 at most; one that is not named is forgotten. Absent: as before.',
      ),
    extensions: z
      .array(z.object({ stay: z.string(), extraHours }))
      .optional()
      .describe('Stays that have more time; what was given is never taken away.'),
    extended: z
      .object({ cause: z.enum(['weather', 'disruption']), extraHours })
      .optional()
      .describe(
        'As long as this stands, every parcel that is here at a new version has at least so much more.',
      ),
    recalls: z.array(z.string()).optional().describe('Stays that a courier of the carrier has to take back.'),
  })
  .meta({ id: 'ParcelsDocument', description: 'What the centre knows about the parcels of a station.' });
export type ParcelsDocument = z.infer<typeof parcelsDocument>;

const advisedSending = z.object({
  code: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('HMAC-SHA-256 over "drop-off", a zero byte and the 13 digits, under the key that both have.'),
  waybill: z.string().nullable().describe('Null where the number is not known yet.'),
  carrier: z.string(),
  weightGrams: z.int().min(1).nullable().describe('As the waybill says; the scale is compared with it (M2).'),
  identity: z
    .object({ factors: z.array(z.enum(identityFactors)).min(1), reference: z.string() })
    .nullable()
    .describe(
      'How the sender was identified (M9): a reference, never the document. A face alone is none (M11).',
    ),
  collectWithinHours: z.number().positive().max(720).describe('What the sender is promised (S0-20).'),
});

/** Payload of the JWS on `desired/drop-offs`; retained, signed by the key of the centre. */
export const dropOffsDocument = z
  .object({
    document: z.literal('drop-offs'),
    station: z.string(),
    version: z.int().min(1).describe('Only a version above the applied one is applied (rule R15).'),
    sendings: z.array(advisedSending).describe('All that senders may hand in now; what is left out is gone.'),
    numbered: z
      .array(z.object({ stay: z.string(), waybill: z.string() }))
      .describe('True numbers of parcels that were accepted under a number of the station.'),
  })
  .meta({ id: 'DropOffsDocument', description: 'What senders may hand in at a station.' });
export type DropOffsDocument = z.infer<typeof dropOffsDocument>;

const bookedStay = z
  .strictObject({
    stay: z.string(),
    waybill: waybill,
    compartment: z.string().max(16),
    courier: z.string().nullable(),
    carrier: z.string(),
    size: z.enum(sizes),
    contact: z
      .strictObject({ sealed: z.string().min(1).max(4096), masked: maskedContact })
      .nullable()
      .describe('Sealed to the notifier, for a new code; without it a lost stay is left to the audit.'),
    recipient: z.string().min(8).max(64).nullable(),
  })
  .meta({ id: 'BookedStay', description: 'A parcel that is in the station by the books of the centre.' });

/** Payload of the JWS on `desired/restore`; retained, signed by the key of the centre (rule R23). */
export const restoreDocument = z
  .object({
    document: z.literal('restore'),
    station: z.string(),
    version: z.int().min(1).describe('Only a version above the applied one is applied (rule R15).'),
    epoch: z
      .string()
      .describe('The epoch that it answers; a snapshot of an earlier loss is of no use for a later one.'),
    present: z.array(bookedStay).describe('Parcels that wait for their recipient.'),
    ended: z.array(z.string()).describe('Stays that are over; what is named nowhere waits for the audit.'),
  })
  .meta({ id: 'RestoreDocument', description: 'What a restored ledger is compared with.' });
export type RestoreDocument = z.infer<typeof restoreDocument>;

/** Published retained on `reported/{document}`. */
export const reportedDocument = z
  .object({
    document: z.string(),
    version: z.int().min(0).describe('The applied version, 0 if none.'),
    rejected: z
      .object({
        version: z.int().nullable().describe('The version that was not applied, where it could be read.'),
        reason: z.enum(['signature', 'malformed', 'other-station', 'other-epoch', 'version-old', 'too-many']),
      })
      .nullable(),
  })
  .meta({ id: 'ReportedDocument', description: 'Which version is applied, and why the newest one is not.' });
export type ReportedDocument = z.infer<typeof reportedDocument>;
