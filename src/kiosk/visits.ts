import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { confirmPickup, noBody } from '#contract/http';
import type { ReceiptsView } from '#contract/http';
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

  const addStep = <Schema extends z.ZodType>(
    name: string,
    step: Omit<Step<Schema>, 'scope' | 'status'>,
  ): void => {
    app.post<VisitPath>(`/visits/:visit/${name}`, (request, reply) =>
      serveStep(room, request, reply, {
        ...step,
        claimed: request.params.visit,
        scope: `visits/${name}`,
        status: 200,
      }),
    );
  };

  addStep('reopen', {
    schema: noBody,
    key: 'required',
    command: (visit) => ({ do: 'reopen-door', visit }),
  });
  addStep('confirm', {
    schema: confirmPickup,
    key: 'required',
    command: (visit, { taken }) => ({ do: 'confirm-pickup', visit, taken }),
  });
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
}

/** What the page has counted; nothing where it says nothing. */
function countsOf(body: PageBody): { readonly page?: PageCounts } {
  const { screens = null, keys = null } = body ?? {};
  return screens === null && keys === null ? {} : { page: { screens, keys } };
}
