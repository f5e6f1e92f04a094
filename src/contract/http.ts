import { z } from 'zod';
import { doorPurposes, recallCauses, sizes } from '#domain/words';
import { visitParcel } from './pickup-http.ts';
import { sendingView } from './sending-http.ts';

/** Bodies of `/api/v1` as the kiosk serves them and the page reads them. */

/**
 * Names a request; one of 1 to 128 visible ASCII characters, new for each new wish of a person (rule R17).
 */
export const idempotencyKeyHeader = 'idempotency-key';
/**
 * The scheme of `Authorization: Visit <secret>`, which every request on a started visit carries (rule R32).
 */
export const visitScheme = 'Visit';
/**
 * The `event:` field of server-sent events: a `VisitView` or a `ScanNotice` on `visits/{id}/stream`, a
 * `KioskNotice` on `kiosk/stream`. Every 15 seconds of silence end with a comment line, which a reader skips.
 */
export const streamEvents = { visit: 'visit', kiosk: 'notice', scan: 'scan' } as const;

export const visitStep = z.enum(['choosing', 'opening', 'open', 'asking', 'unseen', 'jammed', 'ended']);

const doorPurpose = z.enum(doorPurposes);
const size = z.enum(sizes);
const recallCause = z.enum(recallCauses);

export const visitView = z.object({
  visit: z.string(),
  kind: z.enum(['recipient', 'courier', 'sender', 'staff']),
  /** What the screen shows next. */
  step: visitStep,
  door: z
    .object({
      compartment: z.string(),
      size: size,
      heightMm: z.int(),
      purpose: doorPurpose,
      /** Empty for `service`, which is about no parcel. */
      stay: z.string(),
      reopensLeft: z.int(),
      /** What the person said about the parcel; it counts when the door is shut. */
      said: z.enum(['missing', 'rejected']).nullable(),
      /** Why the parcel goes elsewhere once this door is shut: it does not fit, or something lay inside. */
      leaving: z.enum(['too-small', 'occupied']).nullable(),
      /** What the scan of the label said of a parcel that is taken back; null for every other purpose. */
      recall: z.object({ cause: recallCause, scan: z.enum(['none', 'match', 'mismatch']) }).nullable(),
    })
    .nullable(),
  /** What the code entitles to, door by door; empty for a courier. */
  parcels: z.array(visitParcel),
  /** What the same code has on open shelves, to be scanned at the gate; absent where nothing lies there. */
  shelved: z.array(z.object({ position: z.string(), waybillTail: z.string() })).optional(),
  /** Who else has a code for these parcels; never the codes. */
  delegates: z.array(z.object({ delegate: z.string(), contact: z.string() })),
  /** What can be asked for now beside `extend` and `finish`; the station decides again when it is asked. */
  may: z.array(z.enum(['open', 'reopen', 'confirm', 'reject', 'report', 'delegate'])),
  /** The last thing that ended well in this visit, for the thanks. */
  done: z
    .object({ purpose: z.enum([...doorPurpose.options, 'rejection']), compartment: z.string() })
    .nullable(),
  /** A finished deposit that its courier may open again, and for how long. */
  correctable: z.object({ stay: z.string(), compartment: z.string(), secondsLeft: z.int() }).nullable(),
  /** What may be handed in now, and what has to be shown before (S4-1, M9). */
  sending: sendingView.nullable(),
  /**
   * Another door than the right one opened (invariant I6): touch nothing, shut the one that opened. The visit
   * opens nothing more.
   */
  stopped: z.object({ expected: z.string(), opened: z.string() }).nullable(),
  /** What is asked for parcels that stayed beyond the free period, itemised; empty where nothing is. */
  fees: z.array(
    z.object({
      stay: z.string(),
      currency: z.string(),
      periodCount: z.int(),
      periodHours: z.number(),
      /** Minor units, for example fen or cents. */
      periodMinor: z.int(),
      amountMinor: z.int(),
    }),
  ),
  endReason: z.enum(['finished', 'idle', 'interrupted']).nullable(),
  /** Under which the person may say how it was, at `POST surveys/{code}`; only after a good end. */
  survey: z.string().optional(),
  /** Seconds until the visit ends by itself, from the server's clock. */
  secondsLeft: z.int(),
});
export type VisitView = z.infer<typeof visitView>;

/**
 * Answer of `GET visits/{id}/receipt`: one signed receipt for each handover of the visit so far (rule R18),
 * in compact JWS and short enough for a QR code; empty while nothing has changed hands.
 */
export const receiptsView = z.object({ receipts: z.array(z.string()) });
export type ReceiptsView = z.infer<typeof receiptsView>;

export const startedVisit = z.object({ visit: visitView, secret: z.string() });
export type StartedVisit = z.infer<typeof startedVisit>;

export const stationView = z.object({
  station: z.string(),
  name: z.record(z.string(), z.string()),
  address: z.string(),
  hotline: z.string(),
  filingId: z.string().nullable(),
  languages: z.array(z.string()),
  retentionHours: z.number(),
  /** What is asked for time beyond it, in minor units; null for nothing. */
  fee: z
    .object({
      currency: z.string(),
      amountMinor: z.int(),
      periodHours: z.number(),
      maxMinor: z.int(),
    })
    .nullable(),
  free: z.record(size, z.int()),
  /** Open shelves of an attended station; absent where there are none. */
  shelves: z.object({ freeCount: z.int(), hasGate: z.boolean() }).optional(),
  clock: z.enum(['trusted', 'bounded', 'unknown']),
  link: z.enum(['up', 'down']),
  /** Repeated tones are softened now (policy `quietHours`); warnings of danger are not. */
  isQuiet: z.boolean(),
  /** A code needs its extension now (rule R9). */
  stepUp: z.boolean(),
});
export type StationView = z.infer<typeof stationView>;

const code = z.string().max(40);

export const startPickup = z.strictObject({ code, extension: z.string().max(40).optional() });
export const startCourierVisit = z.strictObject({ badge: z.string().min(1).max(64) });
/** `GET courier-visits/{id}/recalls`, in the order in which the courier walks along the doors. */
export const recallsView = z.object({
  recalls: z.array(
    z.object({
      stay: z.string(),
      waybill: z.string(),
      compartment: z.string(),
      size: size,
      heightMm: z.int(),
      cause: recallCause,
      /** The lock board of the compartment answers. */
      isReachable: z.boolean(),
    }),
  ),
});
export type RecallsView = z.infer<typeof recallsView>;

/** `courier-visits/{id}/manifest`: what was taken back in this visit and, once counted, how many in hand. */
export const manifestView = z.object({
  parcels: z.array(
    z.object({ stay: z.string(), waybill: z.string(), compartment: z.string(), cause: recallCause }),
  ),
  count: z.int(),
  countedCount: z.int().nullable(),
});
export type ManifestView = z.infer<typeof manifestView>;

const scannedWaybill = z.string().min(1).max(128);

/** `POST recalls`: a parcel of the list, or the courier's own that should never have come here. */
export const startRecall = z.union([
  z.strictObject({ stay: z.string().min(1).max(64) }),
  z.strictObject({ waybill: scannedWaybill, cause: z.literal('wrong') }),
]);
export const scanRecalled = z.strictObject({ waybill: scannedWaybill });
export const closeManifest = z.strictObject({
  count: z.int().min(0).max(10_000),
  /** The courier stands by a count that differs from the list. */
  declared: z.boolean().default(false),
});
export const noBody = z.strictObject({}).optional();

/** What can be wrong with a request before the station is asked at all. */
export const transportProblems = [
  'body-malformed',
  'body-too-large',
  'connection-malformed',
  'defect',
  'host-forbidden',
  'key-malformed',
  'key-missing',
  'media-type-unsupported',
  'origin-forbidden',
  'page-absent',
  'rate-limited',
  'route-unknown',
  'station-stopping',
  'streams-full',
  'visit-secret-wrong',
] as const;
export type TransportProblem = (typeof transportProblems)[number];

/** RFC 9457, `code` is a refusal of `docs/refusals.md` or one of the transport's own. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  waitS: z.int().optional(),
  compartment: z.string().optional(),
  /** What was agreed with the recipient instead of a compartment. */
  agreed: z.enum(['locker', 'station', 'door']).optional(),
  /** Sizes that are free, where the wanted one is not. */
  free: z.array(size).optional(),
});
export type Problem = z.infer<typeof problem>;

/** Why a barcode is of no use here; the screen offers the keypad. */
export const scanRefusals = [
  'configuration',
  'too-long',
  'too-short',
  'key-chord',
  'unprintable',
  'web-address',
  'gs1-malformed',
  'check-digit-wrong',
  'pickup-code-malformed',
  'not-for-us',
] as const;

const badge = z.string().regex(/^[0-9A-Za-z._:-]{4,64}$/);

/**
 * What was read of a barcode, as far as the text itself tells: a waybill and a badge can look alike, so that
 * the screen in front of the person decides. `isKnownShape`: a carrier or a standard numbers so.
 */
const scanReading = z.discriminatedUnion('as', [
  z.object({
    as: z.literal('waybill'),
    waybill: z.string().regex(/^[A-Z0-9][A-Z0-9-]{7,33}$/),
    isKnownShape: z.boolean(),
    badge: badge.nullable(),
  }),
  z.object({ as: z.literal('badge'), badge }),
  z.object({
    as: z.literal('pickup-code'),
    code: z.string().regex(/^\d{9}$/),
    extension: z.string().regex(/^\d{6}$/),
  }),
  z.object({ as: z.literal('unusable'), reason: z.enum(scanRefusals) }),
]);

/**
 * A scan belongs to whoever stands there: it goes to the stream of the visit while there is one, else to
 * `kiosk/stream`. Nobody writes it down, for it may be a pickup code or a badge.
 */
export const scanNotice = z.object({ kind: z.literal('scan'), scanner: z.string(), read: scanReading });
export type ScanNotice = z.infer<typeof scanNotice>;

/**
 * Rules R1 and R3: compartments that are being opened because somebody may be inside; empty when it is over.
 * `closed`: the lock is being pulsed · `open`: somebody has to look inside and say that it is empty ·
 * `confirmed`: somebody has, and may close the door now.
 */
const releaseNotice = z.object({
  kind: z.literal('releases'),
  releases: z.array(
    z.object({
      compartment: z.string(),
      cause: z.enum(['closed-unexpectedly', 'someone-inside', 'service']),
      at: z.enum(['closed', 'open', 'confirmed']),
    }),
  ),
});
export type ReleaseNotice = z.infer<typeof releaseNotice>;

/**
 * Doors that stand open although they should be shut; empty when it is over. The tone rises with the time:
 * `soft` after 20 s, `clear` after 60 s, `urgent` when it has become a fault.
 */
const ajarNotice = z.object({
  kind: z.literal('ajar'),
  doors: z.array(z.object({ compartment: z.string(), tone: z.enum(['soft', 'clear', 'urgent']) })),
});

/** Events of `GET kiosk/stream`. */
export const kioskNotice = z.discriminatedUnion('kind', [
  scanNotice,
  z.object({ kind: z.literal('link'), link: z.enum(['up', 'down']) }),
  z.object({ kind: z.literal('door'), compartment: z.string(), door: z.enum(['open', 'closed', 'unknown']) }),
  z.object({ kind: z.literal('quiet'), isQuiet: z.boolean() }),
  z.object({ kind: z.literal('idle'), stepUp: z.boolean() }),
  releaseNotice,
  ajarNotice,
]);
export type KioskNotice = z.infer<typeof kioskNotice>;
