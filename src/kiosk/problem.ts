import type { Problem, TransportProblem } from '#contract/http';
import { refusals } from '#domain/refusals';
import type { Refusal, RefusalCode } from '#domain/refusals';

type Meaning = { readonly status: number; readonly title: string; readonly detail?: string };

/** What is wrong with a request before the station is asked at all. */
const transport: Readonly<Record<TransportProblem, Meaning>> = {
  'body-malformed': { status: 400, title: 'The body does not have the shape that this route expects.' },
  'body-too-large': { status: 413, title: 'The body is larger than any request of this station.' },
  'connection-malformed': { status: 400, title: 'What arrived is not an HTTP request, or came too slowly.' },
  defect: { status: 500, title: 'The station made a mistake; it has been written down.' },
  'host-forbidden': { status: 403, title: 'The kiosk does not answer under this host name (rule R32).' },
  'key-malformed': { status: 400, title: 'The Idempotency-Key must be 1 to 128 visible ASCII characters.' },
  'key-missing': { status: 400, title: 'This request needs an Idempotency-Key (rule R17).' },
  'media-type-unsupported': { status: 415, title: 'The kiosk understands application/json only.' },
  'origin-forbidden': { status: 403, title: 'A page of another origin may not use the kiosk (rule R32).' },
  'page-absent': {
    status: 404,
    title: 'The kiosk page has not been built.',
    detail:
      'Run the build, then start the station again; the interface under /api/v1 works without the page.',
  },
  'rate-limited': { status: 429, title: 'Too many requests from this address.' },
  'route-unknown': { status: 404, title: 'There is nothing at this method and path.' },
  'station-stopping': { status: 503, title: 'The station is stopping.' },
  'streams-full': { status: 503, title: 'Too many live streams are open.' },
  'visit-secret-wrong': {
    status: 401,
    title: 'The request does not carry the secret of this visit (rule R32).',
  },
};

/** A refusal is an answer, so that its status says only how a generic client should feel about it. */
const refusalStatus: Readonly<Record<RefusalCode, number>> = {
  'code-unknown': 404,
  'code-revoked': 410,
  'stay-unconfirmed': 503,
  'audit-needed': 503,
  'centre-needed': 503,
  'audit-incomplete': 409,
  'reopen-late': 409,
  'previous-door-open': 409,
  'delegates-full': 409,
  'delegate-forbidden': 403,
  'extension-needed': 403,
  'try-later': 429,
  'already-collected': 410,
  'no-longer-here': 410,
  'kiosk-busy': 409,
  'visit-over': 410,
  'badge-unknown': 404,
  'visit-stopped': 409,
  'waybill-malformed': 422,
  'waybill-duplicate': 409,
  'station-full': 409,
  'deposit-in-progress': 409,
  'link-needed': 503,
  'waybill-collected': 409,
  'waybill-unknown': 404,
  'wrong-station': 409,
  'too-early': 409,
  'recipient-declined': 403,
  'consent-missing': 403,
  'contact-missing': 422,
  'contact-unrepeated': 422,
  'parcel-damaged': 403,
  'weight-differs': 403,
  'fresh-goods': 403,
  'valuable-goods': 403,
  'reach-unavailable': 409,
  'join-unfounded': 409,
  'correction-late': 403,
  'correction-contradicted': 409,
  'reservation-unknown': 404,
  'window-over': 422,
  'step-unfitting': 409,
  'reopen-limit': 409,
  'stay-unknown': 404,
  'recall-unknown': 404,
  'recall-mismatch': 409,
  'manifest-open': 409,
  'manifest-mismatch': 409,
  'compartment-unavailable': 503,
  'release-over': 410,
  'drop-off-unknown': 404,
  'drop-off-used': 410,
  'drop-off-in-progress': 409,
  'sending-refused': 503,
  'prohibited-unread': 422,
  'identity-needed': 403,
  'identity-insufficient': 403,
  'inspection-needed': 422,
  'label-needed': 422,
  'weight-needed': 422,
  'scale-unsteady': 409,
  'weight-mismatch': 422,
  'parcel-not-seen': 409,
  'role-unfitting': 403,
  'compartment-unknown': 404,
  'compartment-occupied': 409,
  'compartment-in-use': 409,
  'audit-running': 409,
  'audit-absent': 409,
  'audit-unresolved': 409,
  'verdict-unfitting': 409,
  'shelves-absent': 409,
  'position-unknown': 404,
  'position-occupied': 409,
  'carrier-missing': 422,
  'parcel-not-shelved': 404,
  'parcel-on-shelf': 409,
  'shelf-scan-needed': 409,
  'checkout-mismatch': 409,
  'gate-absent': 404,
  'door-not-open': 409,
  'survey-unknown': 404,
  'case-unknown': 404,
  'help-limit': 429,
  'station-starting': 503,
  'key-reused': 422,
};

/** The problem document of a request that never became a question to the station. */
export function problemOf(code: TransportProblem, detail?: string): Problem {
  const { status, title, detail: usualDetail } = transport[code];
  const said = detail ?? usualDetail;
  return { type: `/problems/${code}`, title, status, code, ...(said === undefined ? {} : { detail: said }) };
}

/**
 * The problem document of a refusal. It holds nothing but the refusal, so that two refusals of the same kind
 * are equal to the byte (rule R12).
 */
export function problemOfRefusal(refusal: Refusal): Problem {
  const code = refusal.refusal;
  return {
    type: `/problems/${code}`,
    title: refusals[code].meaning,
    status: refusalStatus[code],
    code,
    detail: refusals[code].remedy,
    ...(refusal.waitS === undefined ? {} : { waitS: refusal.waitS }),
    ...(refusal.compartment === undefined ? {} : { compartment: refusal.compartment }),
    ...(refusal.agreed === undefined ? {} : { agreed: refusal.agreed }),
    ...(refusal.free === undefined ? {} : { free: [...refusal.free] }),
  };
}
