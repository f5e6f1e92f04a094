import { z } from 'zod';
import type { FastifyInstance } from 'fastify';
import { startCourierVisit, startDeposit } from '#contract/http';
import type { Command } from '#domain/commands';
import type { VisitId } from '#domain/words';
import { readBody } from './body.ts';
import { maskContact, readContact } from './contact.ts';
import { sendProblem, sendRefusal } from './replies.ts';
import type { KioskParts, KioskRoom } from './room.ts';
import { readKey, sendStarted, serveStep } from './steps.ts';

/** The contract's body, with the contact read as a phone number; it never leaves this room in clear. */
const depositBody = startDeposit.extend({
  contact: startDeposit.shape.contact.transform(readContact).pipe(z.string()),
});

/** A courier's badge becomes a visit, and each parcel of the visit a deposit. */
export function addCourierVisits(app: FastifyInstance, room: KioskRoom): void {
  app.post('/courier-visits', async (request, reply) => {
    const key = readKey(request, 'optional');
    if (!key.ok) return sendProblem(reply, key.problem);
    const read = readBody(startCourierVisit, request.body);
    if (!read.ok) return sendProblem(reply, read.problem);
    const { body } = read;
    const command = (): Command => ({
      do: 'admit-courier',
      courier: room.parts.couriers.findByBadge(body.badge),
    });
    const answer = await room.askOnce({ key: key.key, scope: 'courier-visits', body, command });
    return answer.ok ? sendStarted(room, reply, 'courier', answer) : sendRefusal(reply, answer);
  });

  app.post<{ Params: { visit: string } }>('/courier-visits/:visit/deposits', (request, reply) =>
    serveStep(room, request, reply, {
      claimed: request.params.visit,
      scope: 'courier-visits/deposits',
      schema: depositBody,
      key: 'required',
      status: 201,
      command: (visit, body) => sealDeposit(room.parts, visit, body),
    }),
  );
}

/** The core, the ledger and the log see the contact masked or sealed to the notifier, never in clear. */
async function sealDeposit(
  parts: KioskParts,
  visit: VisitId,
  body: z.output<typeof depositBody>,
): Promise<Command> {
  const { waybill, size, contact, recipient } = body;
  const sealedContact = await parts.vault.sealContact(contact);
  return {
    do: 'start-deposit',
    visit,
    waybill,
    size,
    sealedContact,
    maskedContact: maskContact(contact),
    ...(recipient === undefined ? {} : { recipient }),
  };
}
