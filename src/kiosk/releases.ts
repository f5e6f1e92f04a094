import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { noBody } from '#contract/http';
import type { Command } from '#domain/commands';
import type { CompartmentLabel } from '#domain/words';
import { readBody } from './body.ts';
import { uncounted } from './http-server.ts';
import { sendProblem, sendRefusal } from './replies.ts';
import type { KioskRoom } from './room.ts';
import { readKey } from './steps.ts';

type CompartmentPath = { Params: { compartment: string } };

/**
 * Rules R1 and R3: whoever stands here may say that a person is shut in, and that a compartment was found
 * empty. Nobody is asked who they are, and no number of requests before makes these two wait.
 */
export function addReleases(app: FastifyInstance, room: KioskRoom): void {
  app.post('/releases', uncounted, (request, reply) =>
    serve(room, request, reply, { scope: 'releases', command: { do: 'report-inside' } }),
  );
  app.post<CompartmentPath>('/releases/:compartment/confirm', uncounted, (request, reply) => {
    const compartment = request.params.compartment as CompartmentLabel;
    const scope = `releases/${compartment}/confirm`;
    return serve(room, request, reply, { scope, command: { do: 'confirm-empty', compartment } });
  });
}

async function serve(
  room: KioskRoom,
  request: FastifyRequest,
  reply: FastifyReply,
  { scope, command }: { readonly scope: string; readonly command: Command },
): Promise<FastifyReply> {
  const key = readKey(request, 'required');
  if (!key.ok) return sendProblem(reply, key.problem);
  const read = readBody(noBody, request.body);
  if (!read.ok) return sendProblem(reply, read.problem);
  const answer = await room.askOnce({ key: key.key, scope, body: read.body, command: () => command });
  return answer.ok ? reply.code(204).send() : sendRefusal(reply, answer);
}
