import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { closeManifest, noBody, scanRecalled, startRecall } from '#contract/http';
import type { ManifestView, RecallsView } from '#contract/http';
import { dueRecalls } from '#domain/recalls';
import type { Visit } from '#domain/state';
import type { StayId } from '#domain/words';
import { problemOf, problemOfRefusal } from './problem.ts';
import { sendProblem, sendView } from './replies.ts';
import type { KioskRoom } from './room.ts';
import { admit, serveStep } from './steps.ts';

type VisitPath = { Params: { visit: string } };
type StayPath = { Params: { stay: StayId } };

/** A courier takes back what the carrier must: the list, door after door, and the count at the end. */
export function addRecalls(app: FastifyInstance, room: KioskRoom): void {
  app.get<VisitPath>('/courier-visits/:visit/recalls', (request, reply) =>
    serveList(room, request, reply, (visit) => listRecalls(room, visit)),
  );
  app.get<VisitPath>('/courier-visits/:visit/manifest', (request, reply) =>
    serveList(room, request, reply, viewOfManifest),
  );
  app.post<VisitPath>('/courier-visits/:visit/manifest', (request, reply) =>
    serveStep(room, request, reply, {
      claimed: request.params.visit,
      scope: 'courier-visits/manifest',
      schema: closeManifest,
      key: 'required',
      status: 200,
      command: (visit, { count, declared }) => ({
        do: 'close-manifest',
        visit,
        countedCount: count,
        isDeclared: declared,
      }),
    }),
  );
  app.post('/recalls', (request, reply) =>
    serveStep(room, request, reply, {
      claimed: null,
      scope: 'recalls',
      schema: startRecall,
      key: 'required',
      status: 201,
      command: (visit, body) =>
        'stay' in body
          ? { do: 'start-recall', visit, stay: body.stay as StayId }
          : { do: 'take-back', visit, waybill: body.waybill },
    }),
  );
  addDoorSteps(app, room);
}

/** The steps with the parcel whose compartment is open. */
function addDoorSteps(app: FastifyInstance, room: KioskRoom): void {
  app.post<StayPath>('/recalls/:stay/scan', (request, reply) => {
    const { stay } = request.params;
    return serveStep(room, request, reply, {
      claimed: null,
      scope: `recalls/scan ${stay}`,
      schema: scanRecalled,
      key: 'required',
      status: 200,
      command: (visit, { waybill }) => ({ do: 'scan-recalled', visit, stay, waybill }),
    });
  });
  for (const step of ['reopen', 'cancel'] as const) {
    app.post<StayPath>(`/recalls/:stay/${step}`, (request, reply) => {
      const { stay } = request.params;
      return serveStep(room, request, reply, {
        claimed: null,
        scope: `recalls/${step} ${stay}`,
        schema: noBody,
        key: 'required',
        status: 200,
        command: (visit) => ({ do: `${step}-recall`, visit, stay }),
      });
    });
  }
}

/** Shows a list of a courier's running visit to whoever carries its secret. */
function serveList(
  room: KioskRoom,
  request: FastifyRequest<VisitPath>,
  reply: FastifyReply,
  list: (visit: Visit) => object,
): FastifyReply {
  const id = admit(room, request, request.params.visit);
  if (id === null) return sendProblem(reply, problemOf('visit-secret-wrong'));
  const { visit } = room.parts.control.state();
  if (visit === null || visit.id !== id || visit.actor.kind !== 'courier') {
    return sendProblem(reply, problemOfRefusal({ ok: false, refusal: 'visit-over' }));
  }
  return sendView(reply, 200, list(visit));
}

function listRecalls(room: KioskRoom, { actor }: Visit): RecallsView {
  const carrier = actor.kind === 'courier' ? actor.carrier : '';
  return {
    recalls: dueRecalls(room.parts.control.state(), carrier).map(
      ({ stay, cause, size, heightMm, isReachable }) => ({
        stay: stay.id,
        waybill: stay.waybill,
        compartment: stay.compartment,
        size,
        heightMm,
        cause,
        isReachable,
      }),
    ),
  };
}

function viewOfManifest({ manifest }: Visit): ManifestView {
  const parcels = manifest.parcels.map((parcel) => ({ ...parcel }));
  return { parcels, count: parcels.length, countedCount: manifest.countedCount };
}
