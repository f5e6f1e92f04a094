import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { noBody } from '#contract/http';
import type { Command } from '#domain/commands';
import type { CompartmentLabel } from '#domain/words';
import { Budget } from './budget.ts';
import { uncounted } from './http-server.ts';
import { problemOf } from './problem.ts';
import { sendProblem, sendRefusal } from './replies.ts';
import type { KioskRoom } from './room.ts';
import { readRequest } from './steps.ts';

type CompartmentPath = { Params: { compartment: string } };

/**
 * Every press has a key of its own, and its answer is kept for a day: a press so soon after one that the
 * station has acted upon is the same cry.
 */
const samePressMs = 5_000;
/** A person looks into one compartment after the other; nobody looks into two in a second. */
const wordsBurst = 30;
const wordEveryMs = 2_000;

/**
 * Rules R1 and R3: whoever stands here may say that a person is shut in, and that a compartment was found
 * empty. Nobody is asked who they are, and no number of requests before makes these two wait.
 */
export function addReleases(app: FastifyInstance, room: KioskRoom): void {
  const words = new Budget(wordsBurst, wordEveryMs);
  const nowMs = (): number => room.parts.clock.now().monoMs;

  let heardAtMs = Number.NEGATIVE_INFINITY;

  app.post('/releases', uncounted, async (request, reply) => {
    if (nowMs() - heardAtMs < samePressMs) return reply.code(204).send();
    await serve(room, request, reply, { scope: 'releases', command: { do: 'report-inside' } });
    if (reply.statusCode === 204) heardAtMs = nowMs();
    return reply;
  });
  app.post<CompartmentPath>('/releases/:compartment/confirm', uncounted, (request, reply) => {
    const waitMs = words.spend(nowMs());
    if (waitMs > 0) {
      return sendProblem(reply, { ...problemOf('rate-limited'), waitS: Math.ceil(waitMs / 1_000) });
    }
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
  const read = readRequest(request, noBody, 'required');
  if (!read.ok) return sendProblem(reply, read.problem);
  const { key, body } = read;
  const answer = await room.askOnce({ key, scope, body, command: () => command });
  return answer.ok ? reply.code(204).send() : sendRefusal(reply, answer);
}
