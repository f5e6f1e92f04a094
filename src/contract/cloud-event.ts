import { z } from 'zod';
import { severities } from './events/kind.ts';
import { instant } from './instant.ts';

/** What stands in `prevhash` of the first event of an epoch. */
export const genesisHash = '0'.repeat(64);

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Largest CloudEvents Integer; also where an epoch would have to end. */
export const seqMax = 2_147_483_647;

/** What arrives on `events`: a structured CloudEvent 1.0 with the extensions of this contract. */
export const publishedEvent = z
  .strictObject({
    specversion: z.literal('1.0'),
    id: z.string().describe('`{epoch}-{seq}`; the key by which a centre drops duplicates.'),
    source: z.string().regex(/^\/stations\/[a-z0-9-]{3,40}$/),
    type: z.string().regex(/^latchkey\.[a-z-]+\.[a-z-]+\.v\d+$/),
    subject: z.string().optional().describe('The stay, compartment, board or visit that the event is about.'),
    time: instant.describe("The station's wall clock; `clock` says how far to believe it."),
    datacontenttype: z.literal('application/json'),
    epoch: z.string().describe('Changes when the store is new, restored or rolled back (rule R22).'),
    seq: z.int().min(1).max(seqMax).describe('Strictly increasing without gaps within an epoch.'),
    bootid: z.string().describe('One run of the process.'),
    monoms: z
      .string()
      .regex(/^\d+$/)
      .describe('Milliseconds since the process started; a string, for it outgrows 32 bits.'),
    clock: z.enum(['trusted', 'bounded', 'unknown']),
    severity: z.enum(severities),
    prevhash: hash.describe('`hash` of the event before; 64 zeros in the first event of an epoch.'),
    data: z.record(z.string(), z.unknown()).describe('Shape by `type`, see the table of events.'),
    hash: hash.describe(
      'SHA-256 over the 32 bytes of `prevhash` and the UTF-8 text without `hash` and `historical`.',
    ),
    historical: z.literal(true).optional().describe('Sent again because it was asked for.'),
    personal: z
      .string()
      .optional()
      .describe(
        'JSON of the personal fields of `data`, each with its salt and its value; `data` holds `sha256:` and ' +
          'SHA-256 over both as UTF-8. Not hashed, and gone once the station has purged it (rule R20).',
      ),
  })
  .meta({ id: 'PublishedEvent', description: 'One event of a station; QoS 1, not retained, in order.' });
export type PublishedEvent = z.infer<typeof publishedEvent>;

const trailer = /,"hash":"[0-9a-f]{64}"(?:,"historical":true)?(?:,"personal":"(?:[^"\\]|\\.)*")?\}$/;

/**
 * The text that was hashed: what was published without `hash`, `historical` and `personal`, which always
 * stand last and in this order. Byte for byte, so that a consumer never has to rebuild the writer's JSON
 * (rule R20).
 */
export function chainedText(published: string): string {
  return published.replace(trailer, '}');
}

/** For each personal field of `data` the salt and the value that open its commitment. */
export const personalFields = z.record(z.string(), z.tuple([z.string(), z.string()]));
export type PersonalFields = z.infer<typeof personalFields>;

/** What opens the commitments of an event; empty where nothing is personal, or not any more. */
export function personalOf({ personal }: PublishedEvent): PersonalFields {
  return personal === undefined ? {} : personalFields.parse(JSON.parse(personal));
}

/** `data` with the personal values in their places; a commitment stays where its value was purged. */
export function openedData(event: PublishedEvent): PublishedEvent['data'] {
  const values = Object.entries(personalOf(event)).map(([name, [, value]]) => [name, value] as const);
  return { ...event.data, ...Object.fromEntries(values) };
}

/** Answer to a replay whose range is not in the store any more; carries no `seq` and is not chained. */
export const rangeTombstone = z
  .strictObject({
    specversion: z.literal('1.0'),
    id: z.string().describe('`{epoch}-{from}-{to}-removed`'),
    source: z.string(),
    type: z.literal('latchkey.range.removed.v1'),
    time: instant,
    datacontenttype: z.literal('application/json'),
    epoch: z.string(),
    historical: z.literal(true),
    data: z.strictObject({ from: z.int(), to: z.int(), reason: z.enum(['pruned', 'lost', 'epoch-unknown']) }),
  })
  .meta({ id: 'RangeTombstone', description: 'This range cannot be sent again; said instead of silence.' });
export type RangeTombstone = z.infer<typeof rangeTombstone>;
