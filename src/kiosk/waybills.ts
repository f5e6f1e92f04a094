import type { FastifyInstance } from 'fastify';
import type { WaybillView } from '#contract/deposit-http';
import { proveConsent, nothingDeclared } from '#domain/advice';
import type { WaybillKnowledge } from '#domain/advice';
import { isBinding } from '#domain/jurisdiction';
import type { Moment } from '#domain/moment';
import { isShelved } from '#domain/shelves';
import type { StationState } from '#domain/state';
import { readWaybill } from '#domain/waybill';
import { courierVisit } from '#domain/workflows/courier-task';
import { problemOf, problemOfRefusal } from './problem.ts';
import { sendProblem, sendView } from './replies.ts';
import type { KioskRoom } from './room.ts';
import { admit } from './steps.ts';

type Path = { Params: { visit: string; waybill: string } };

/** What a scanned label still needs before a door can open, so that the page asks for nothing else. */
export function addWaybills(app: FastifyInstance, room: KioskRoom): void {
  const { control, clock, recallWaybill } = room.parts;
  app.get<Path>('/courier-visits/:visit/waybills/:waybill', (request, reply) => {
    const visit = admit(room, request, request.params.visit);
    if (visit === null) return sendProblem(reply, problemOf('visit-secret-wrong'));
    // What is on its way concerns couriers alone.
    const isCourier = courierVisit(control.state(), visit) !== null;
    const waybill = readWaybill(request.params.waybill);
    if (!isCourier || waybill === null) {
      const refusal = isCourier ? 'waybill-malformed' : 'visit-over';
      return sendProblem(reply, problemOfRefusal({ ok: false, refusal }));
    }
    const now = clock.now();
    return sendView(reply, 200, viewOf(control.state(), recallWaybill(waybill, now), now));
  });
}

function viewOf(state: StationState, { advice }: WaybillKnowledge, now: Moment): WaybillView {
  const { jurisdiction } = state.plan;
  const isConsented = proveConsent(advice, nothingDeclared, now.wallMs) !== null;
  const isWeighed = isBinding(jurisdiction, 'condition') && advice?.declaredWeightG != null;
  const recipient = advice?.recipient ?? null;
  const beside = state.stays.find(
    (stay) => recipient !== null && stay.recipient === recipient && !isShelved(stay),
  );
  return {
    announced: advice !== null,
    maskedContact: advice?.contact?.masked ?? null,
    sizeHint: advice?.sizeHint ?? null,
    fragile: advice?.goods.fragile ?? false,
    beside: beside?.at === 'stored' ? beside.compartment : null,
    asks: [
      ...(advice?.contact == null ? (['contact'] as const) : []),
      ...(advice === null ? (['contact-repeated'] as const) : []),
      ...(isBinding(jurisdiction, 'consent') && !isConsented ? (['consent'] as const) : []),
      ...(isBinding(jurisdiction, 'condition') ? (['condition'] as const) : []),
      ...(isWeighed ? (['weight'] as const) : []),
    ],
  };
}
