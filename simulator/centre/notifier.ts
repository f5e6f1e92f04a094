import { z } from 'zod';
import { openSeal, openSignature } from './seals.ts';
import type { Jwk } from './seals.ts';

/** What a recipient is told, and what the demo shows instead of a text message. */
export type OpenedNotice = {
  readonly station: string;
  readonly stay: string;
  readonly maskedContact: string;
  readonly code: string;
  readonly extension: string;
};

/** A further parcel for somebody who was told the code before. */
export type JoinedNotice = Omit<OpenedNotice, 'code' | 'extension'> & { readonly code: null };

/** Content of a notice: signed by the station, then sealed to the notifier (rule R19). */
const noticeContent = z.object({
  station: z.string(),
  epoch: z.string(),
  stay: z.string(),
  contact: z.string(),
  /** Null where the code of an earlier parcel opens this one too. */
  code: z.string().nullable(),
  extension: z.string().nullable(),
  /** A place on an open shelf, for example `5-2-3001`; null where a door opens. */
  position: z.string().nullable(),
  name: z.record(z.string(), z.string()),
  address: z.string(),
  retentionHours: z.number(),
  fee: z.number(),
  feeRule: z.unknown(),
  issuedAt: z.unknown(),
});

export type Sealed = {
  readonly station: string;
  readonly stay: string;
  readonly maskedContact: string;
  readonly notice: string;
};

/**
 * Opens a notice as the notifier does: seal, signature of the station, contact. Null where one of them is
 * wrong or the notice belongs to another stay: a recipient is never told something that nobody vouches for.
 */
export async function openNotice(
  { station, stay, maskedContact, notice }: Sealed,
  notifierKey: Jwk,
  stationKey: Jwk,
): Promise<{ readonly told: OpenedNotice | JoinedNotice; readonly sealedContact: string } | null> {
  const signed = await openSeal(notice, notifierKey);
  const content = noticeContent.safeParse(signed === null ? null : await openSignature(signed, stationKey));
  if (!content.success || content.data.station !== station || content.data.stay !== stay) return null;
  const contact = await openSeal(content.data.contact, notifierKey);
  if (contact === null || contact === '') return null;
  const { code, extension, contact: sealedContact } = content.data;
  const about = { station, stay, maskedContact };
  const isJoined = code === null || extension === null;
  return { told: isJoined ? { ...about, code: null } : { ...about, code, extension }, sealedContact };
}
