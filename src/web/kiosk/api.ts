import type { StartedVisit, StationView, TransportProblem, VisitView } from '#contract/http';
import type { RefusalCode } from '#domain/refusals';
import { wait } from './page-clock.ts';

/**
 * What the page has words for: every refusal of the station, and what may go wrong on the way to it.
 * `scan-misread`: a barcode was read badly · `scan-unusable`: it is none of this station's · `unreachable`:
 * no answer came · `unexpected`: an answer came that the page has no words for.
 */
export type TroubleCode =
  | RefusalCode
  | Extract<TransportProblem, 'body-malformed' | 'rate-limited' | 'station-stopping' | 'visit-secret-wrong'>
  | 'scan-misread'
  | 'scan-unusable'
  | 'unreachable'
  | 'unexpected';

/** Why something that the person asked for did not happen. */
export type Trouble = {
  readonly code: string;
  /** Seconds until another attempt makes sense, with `try-later`. */
  readonly waitS?: number;
  readonly compartment?: string;
};

export type Reply<Body> =
  { readonly ok: true; readonly body: Body } | { readonly ok: false; readonly trouble: Trouble };

/** Who asks: the visit's id and the secret that proves it (rule R32). */
export type VisitKey = { readonly visit: string; readonly secret: string };

const root = '/api/v1';
const answerWithinMs = 10_000;
const repeatAfterMs = 500;

export function visitAuthorization(secret: string): { readonly authorization: string } {
  return { authorization: `Visit ${secret}` };
}

export function visitAddress(visit: string, rest = ''): string {
  return `${root}/visits/${encodeURIComponent(visit)}${rest}`;
}

export const kioskStreamAddress = `${root}/kiosk/stream`;

export function readStation(): Promise<Reply<StationView>> {
  return exchange<StationView>(`${root}/station`, {});
}

export function readVisit(key: VisitKey): Promise<Reply<VisitView>> {
  return exchange<VisitView>(visitAddress(key.visit), { headers: visitAuthorization(key.secret) });
}

export function startPickup(code: string, extension: string | null): Promise<Reply<StartedVisit>> {
  return post<StartedVisit>('/pickups', extension === null ? { code } : { code, extension }, null);
}

export function startCourierVisit(badge: string): Promise<Reply<StartedVisit>> {
  return post<StartedVisit>('/courier-visits', { badge }, null);
}

export function startDeposit(
  key: VisitKey,
  deposit: {
    readonly waybill: string;
    readonly size: string;
    readonly contact: string;
    readonly contactRepeated?: string;
    readonly consent?: { readonly channel: 'phone' };
  },
): Promise<Reply<VisitView>> {
  return post<VisitView>(`/courier-visits/${encodeURIComponent(key.visit)}/deposits`, deposit, key);
}

export type VisitStep = 'open' | 'reopen' | 'confirm' | 'extend' | 'finish';

export function stepVisit(key: VisitKey, step: VisitStep, body?: object): Promise<Reply<VisitView>> {
  return post<VisitView>(`/visits/${encodeURIComponent(key.visit)}/${step}`, body ?? null, key);
}

export function stepDeposit(
  key: VisitKey,
  stay: string,
  step: 'confirm' | 'cancel',
  body?: object,
): Promise<Reply<VisitView>> {
  return post<VisitView>(`/deposits/${encodeURIComponent(stay)}/${step}`, body ?? null, key);
}

/** Rules R1 and R3: somebody is shut in. No visit and no badge stands before it. */
export function reportInside(): Promise<Reply<null>> {
  return post<null>('/releases', null, null);
}

/** Somebody has looked into a compartment, and nobody is in it. */
export function confirmEmpty(compartment: string): Promise<Reply<null>> {
  return post<null>(`/releases/${encodeURIComponent(compartment)}/confirm`, null, null);
}

/**
 * Asks for something that may open a door. The key is drawn once for the person's wish, so that asking again
 * after a lost answer returns the first answer and never opens twice (rule R17).
 */
async function post<Body>(path: string, body: object | null, key: VisitKey | null): Promise<Reply<Body>> {
  const headers: Record<string, string> = { 'idempotency-key': crypto.randomUUID() };
  if (key !== null) Object.assign(headers, visitAuthorization(key.secret));
  if (body !== null) headers['content-type'] = 'application/json';
  const request: RequestInit = { method: 'POST', headers, body: body === null ? null : JSON.stringify(body) };
  const first = await exchange<Body>(root + path, request);
  if (first.ok || first.trouble.code !== 'unreachable') return first;
  await wait(repeatAfterMs);
  return exchange<Body>(root + path, request);
}

async function exchange<Body>(address: string, request: RequestInit): Promise<Reply<Body>> {
  let response: Response;
  try {
    response = await fetch(address, {
      ...request,
      cache: 'no-store',
      signal: AbortSignal.timeout(answerWithinMs),
    });
  } catch {
    return { ok: false, trouble: { code: 'unreachable' } };
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return { ok: true, body: body as Body };
  return { ok: false, trouble: troubleOf(body) };
}

function troubleOf(body: unknown): Trouble {
  if (typeof body !== 'object' || body === null) return { code: 'unexpected' };
  const problem = body as Partial<Record<'code' | 'waitS' | 'compartment', unknown>>;
  return {
    code: typeof problem.code === 'string' ? problem.code : 'unexpected',
    ...(typeof problem.waitS === 'number' ? { waitS: problem.waitS } : {}),
    ...(typeof problem.compartment === 'string' ? { compartment: problem.compartment } : {}),
  };
}
