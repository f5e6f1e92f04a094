import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { noBody } from '#contract/http';
import { addDelegate } from '#contract/pickup-http';
import type { Command } from '#domain/commands';
import type { Stay, StationState } from '#domain/state';
import type { CodeId, CodeMac, VisitId } from '#domain/words';
import { maskContact, readContact } from './contact.ts';
import type { KioskParts, KioskRoom } from './room.ts';
import { serveStep } from './steps.ts';

const delegateBody = addDelegate.extend({
  contact: addDelegate.shape.contact.transform(readContact).pipe(z.string()),
});

/** The recipient gives somebody a code of their own, or takes it back. The screen never sees the code. */
export function addDelegates(app: FastifyInstance, room: KioskRoom): void {
  app.post<{ Params: { visit: string } }>('/visits/:visit/delegates', (request, reply) =>
    serveStep(room, request, reply, {
      claimed: request.params.visit,
      scope: 'visits/delegates',
      schema: delegateBody,
      key: 'required',
      status: 201,
      command: (visit, { contact }) => drawCode(room.parts, visit, contact),
    }),
  );

  app.delete<{ Params: { visit: string; delegate: CodeId } }>(
    '/visits/:visit/delegates/:delegate',
    (request, reply) => {
      const { visit: claimed, delegate } = request.params;
      return serveStep(room, request, reply, {
        claimed,
        scope: `visits/delegates/revoke ${delegate}`,
        schema: noBody,
        key: 'optional',
        status: 200,
        command: (visit) => ({ do: 'revoke-delegate', visit, delegate }),
      });
    },
  );
}

/**
 * Code and notice are made before the core is asked, so that the delegation and its notice are one commit;
 * where the core refuses, nobody ever learns the digits.
 */
async function drawCode(parts: KioskParts, visit: VisitId, contact: string): Promise<Command> {
  const { vault, control, clock, recallCode } = parts;
  const maskedContact = maskContact(contact);
  const stay = stayOf(control.state(), visit);
  if (stay === undefined) return { do: 'delegate-code', visit, maskedContact, drawn: null };
  const { hours, extraHours, fee: feeRule } = stay.keeping;
  const sealedContact = await vault.sealContact(contact);
  const retentionHours = hours + extraHours;
  const noticed = { id: stay.id, sealedContact, retentionHours, feeRule, position: null };
  const isTaken = (code: CodeMac): boolean => recallCode(code, null, clock.now()).kind !== 'unknown';
  const { record, notice } = await vault.issueCode(noticed, isTaken);
  const drawn = { record: { ...record, issuedAt: clock.now() }, notice };
  return { do: 'delegate-code', visit, maskedContact, drawn };
}

/** A parcel that the visit may still take; the notice names one, the code opens all of them. */
function stayOf({ visit, stays }: StationState, id: VisitId): Stay | undefined {
  const parcels = visit?.id === id ? (visit.entitlement?.parcels ?? []) : [];
  return stays.find((stay) => parcels.some((parcel) => parcel.stay === stay.id));
}
