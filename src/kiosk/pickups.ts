import type { FastifyInstance, FastifyReply } from 'fastify';
import { startPickup } from '#contract/http';
import type { Command } from '#domain/commands';
import type { Refusal } from '#domain/refusals';
import { waitForStep } from './answer-floor.ts';
import { sendProblem, sendRefusal } from './replies.ts';
import type { KioskParts, KioskRoom } from './room.ts';
import { readRequest, sendStarted } from './steps.ts';
import { enterCode } from './typed-code.ts';

/** Typed digits become a visit. The most frequent request and the one that a guesser would use. */
export function addPickups(app: FastifyInstance, room: KioskRoom): void {
  app.post('/pickups', async (request, reply) => {
    const arrivedMs = room.parts.clock.now().monoMs;
    const read = readRequest(request, startPickup, 'required');
    if (!read.ok) return sendProblem(reply, read.problem);
    const { key, body } = read;
    const command = (): Command => enterCode(room.parts, body.code, body.extension ?? '');
    const answer = await room.askOnce({ key, scope: 'pickups', body, command });
    return answer.ok
      ? sendStarted(room, reply, 'recipient', answer)
      : refuse(room.parts, reply, answer, arrivedMs);
  });
}

/** Rule R12: every refusal leaves at a fixed step after its request; only an opening door may be quick. */
async function refuse(
  parts: KioskParts,
  reply: FastifyReply,
  refusal: Refusal,
  arrivedMs: number,
): Promise<FastifyReply> {
  await waitForStep(parts.clock, arrivedMs);
  return sendRefusal(reply, refusal);
}
