import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { ReceiptsView } from '#contract/http';
import { confirmPickup, openParcel, rejectParcel, reopenDoor, reportProblem } from '#contract/pickup-http';
import type { StayId } from '#domain/words';
import { pageCounts } from '#contract/survey';
import type { PageBody } from '#contract/survey';
import type { PageCounts } from '#domain/effort';
import { problemOf } from './problem.ts';
import { sendProblem, sendView } from './replies.ts';
import type { KioskRoom } from './room.ts';
import { admit, serveStep } from './steps.ts';
import type { Step } from './steps.ts';

type VisitPath = { Params: { visit: string } };

/** Where a visit stands, and the steps that its person can take. */
export function addVisits(app: FastifyInstance, room: KioskRoom): void {
  app.get<VisitPath>('/visits/:visit', (request, reply) => {
    const visit = admit(room, request, request.params.visit);
    if (visit === null) return sendProblem(reply, problemOf('visit-secret-wrong'));
    return sendView(reply, 200, room.view(visit));
  });

  app.get<VisitPath>('/visits/:visit/receipt', async (request, reply) => {
    const visit = admit(room, request, request.params.visit);
    if (visit === null) return sendProblem(reply, problemOf('visit-secret-wrong'));
    const view: ReceiptsView = { receipts: [...(await room.receipts.receiptsOf(visit))] };
    return sendView(reply, 200, view);
  });

  const addStep = stepsUnder(app, room);
  addStep('extend', {
    schema: pageCounts,
    key: 'optional',
    command: (visit, page) => ({ do: 'extend-visit', visit, ...countsOf(page) }),
  });
  addStep('finish', {
    schema: pageCounts,
    key: 'optional',
    command: (visit, page) => ({ do: 'finish-visit', visit, ...countsOf(page) }),
  });
  addPickupSteps(addStep);
}

type AddStep = <Schema extends z.ZodType>(name: string, step: Omit<Step<Schema>, 'scope' | 'status'>) => void;

function stepsUnder(app: FastifyInstance, room: KioskRoom): AddStep {
  return (name, step) => {
    app.post<VisitPath>(`/visits/:visit/${name}`, (request, reply) =>
      serveStep(room, request, reply, {
        ...step,
        claimed: request.params.visit,
        scope: `visits/${name}`,
        status: 200,
      }),
    );
  };
}

/** What a recipient can do with the parcels of a code; a courier may report as well. */
function addPickupSteps(addStep: AddStep): void {
  addStep('open', {
    schema: openParcel,
    key: 'required',
    command: (visit, { stay }) => ({ do: 'open-parcel', visit, stay: stay as StayId }),
  });
  addStep('reopen', {
    schema: reopenDoor,
    key: 'required',
    command: (visit, body) => ({
      do: 'reopen-door',
      visit,
      ...(body?.stay === undefined ? {} : { stay: body.stay as StayId }),
    }),
  });
  addStep('confirm', {
    schema: confirmPickup,
    key: 'required',
    command: (visit, { taken }) => ({
      do: 'confirm-pickup',
      visit,
      taken: typeof taken === 'boolean' ? taken : taken.map((stay) => stay as StayId),
    }),
  });
  addStep('reject', {
    schema: rejectParcel,
    key: 'required',
    command: (visit, { stay, reason, photos }) => ({
      do: 'reject-parcel',
      visit,
      stay: stay as StayId,
      reason,
      photos: photos ?? [],
    }),
  });
  addStep('report', {
    schema: reportProblem,
    key: 'required',
    command: (visit, { stay, kind, photos }) =>
      kind === 'not-found'
        ? { do: 'report-missing', visit, stay: stay as StayId }
        : { do: 'report-problem', visit, stay: stay as StayId, kind, photos: photos ?? [] },
  });
}

/** What the page has counted; nothing where it says nothing. */
function countsOf(body: PageBody): { readonly page?: PageCounts } {
  const { screens = null, keys = null } = body ?? {};
  return screens === null && keys === null ? {} : { page: { screens, keys } };
}
