import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { noBody } from '#contract/http';
import { addDelegate } from '#contract/pickup-http';
import type { CodeId } from '#domain/words';
import { readContact } from './contact.ts';
import { drawCode } from './delegate-code.ts';
import type { KioskRoom } from './room.ts';
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
