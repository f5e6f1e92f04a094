import { randomUUID } from 'node:crypto';
import type { Problem, StartedVisit, StationView, VisitView } from '#contract/http';

/** What the kiosk said no to, with its status. */
export type KioskNo = { readonly ok: false; readonly status: number; readonly problem: Problem };
export type KioskYes<T> = { readonly ok: true; readonly status: number; readonly body: T };
export type KioskAnswer<T> = KioskYes<T> | KioskNo;

type Request = {
  readonly body?: object;
  /** Repeats an earlier request under the same key. */
  readonly key?: string;
  readonly secret?: string;
};

/** A person's hands at the kiosk, over the very HTTP that the page uses. */
export class KioskClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  station(): Promise<KioskAnswer<StationView>> {
    return this.#send('GET', '/api/v1/station');
  }

  enterCode(code: string, extension?: string, key?: string): Promise<KioskAnswer<StartedVisit>> {
    const body = extension === undefined ? { code } : { code, extension };
    return this.#send('POST', '/api/v1/pickups', { body, ...(key === undefined ? {} : { key }) });
  }

  signIn(badge: string): Promise<KioskAnswer<StartedVisit>> {
    return this.#send('POST', '/api/v1/courier-visits', { body: { badge } });
  }

  deposit(
    { visit, secret }: StartedVisit,
    parcel: { waybill: string; size: string; contact: string },
    key?: string,
  ): Promise<KioskAnswer<VisitView>> {
    const path = `/api/v1/courier-visits/${visit.visit}/deposits`;
    // A careful courier: asked the recipient by telephone, and typed the number twice alike.
    const body = { ...parcel, contactRepeated: parcel.contact, consent: { channel: 'phone' } };
    return this.#send('POST', path, { body, secret, ...(key === undefined ? {} : { key }) });
  }

  endDeposit(
    { secret }: StartedVisit,
    stay: string,
    how: { confirm: true } | { parcelInside: 'yes' | 'no' },
  ): Promise<KioskAnswer<VisitView>> {
    const isConfirmed = 'confirm' in how;
    const path = `/api/v1/deposits/${stay}/${isConfirmed ? 'confirm' : 'cancel'}`;
    return this.#send('POST', path, { secret, body: isConfirmed ? {} : how });
  }

  visit({ visit, secret }: StartedVisit): Promise<KioskAnswer<VisitView>> {
    return this.#send('GET', `/api/v1/visits/${visit.visit}`, { secret });
  }

  step(
    { visit, secret }: StartedVisit,
    step: 'reopen' | 'extend' | 'finish' | { taken: boolean },
  ): Promise<KioskAnswer<VisitView>> {
    const isConfirmation = typeof step === 'object';
    const path = `/api/v1/visits/${visit.visit}/${isConfirmation ? 'confirm' : step}`;
    return this.#send('POST', path, { secret, body: isConfirmation ? step : {} });
  }

  /** Somebody has looked into an open compartment that is being released. */
  saysEmpty(compartment: string): Promise<KioskAnswer<null>> {
    return this.#send('POST', `/api/v1/releases/${compartment}/confirm`, { body: {} });
  }

  /** Whether the station can open doors. */
  async isReady(): Promise<boolean> {
    try {
      const response = await fetch(`${this.#url}/readyz`);
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }

  async #send<T>(method: 'GET' | 'POST', path: string, request: Request = {}): Promise<KioskAnswer<T>> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        ...(request.secret === undefined ? {} : { authorization: `Visit ${request.secret}` }),
        ...(method === 'POST' ? { 'idempotency-key': request.key ?? randomUUID() } : {}),
        ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
      },
      ...(method === 'POST' ? { body: JSON.stringify(request.body ?? {}) } : {}),
    });
    const body: unknown = response.status === 204 ? null : await response.json();
    return response.ok
      ? { ok: true, status: response.status, body: body as T }
      : { ok: false, status: response.status, problem: body as Problem };
  }
}
