import type { FastifyInstance } from 'fastify';
import { startCourierVisit } from '#contract/http';
import type { Command } from '#domain/commands';
import { depositBody, startDepositOf } from './deposit-command.ts';
import { sendProblem, sendRefusal } from './replies.ts';
import type { KioskRoom } from './room.ts';
import { readRequest, sendStarted, serveStep } from './steps.ts';

/** A courier's badge becomes a visit, and each parcel of the visit a deposit. */
export function addCourierVisits(app: FastifyInstance, room: KioskRoom): void {
  app.post('/courier-visits', async (request, reply) => {
    const read = readRequest(request, startCourierVisit, 'optional');
    if (!read.ok) return sendProblem(reply, read.problem);
    const { key, body } = read;
    const command = (): Command => ({
      do: 'admit-courier',
      courier: room.parts.couriers.findByBadge(body.badge),
    });
    const answer = await room.askOnce({ key, scope: 'courier-visits', body, command });
    return answer.ok ? sendStarted(room, reply, 'courier', answer) : sendRefusal(reply, answer);
  });

  app.post<{ Params: { visit: string } }>('/courier-visits/:visit/deposits', (request, reply) =>
    serveStep(room, request, reply, {
      claimed: request.params.visit,
      scope: 'courier-visits/deposits',
      schema: depositBody,
      key: 'required',
      status: 201,
      command: (visit, body) => startDepositOf(room.parts, visit, body),
    }),
  );
}
