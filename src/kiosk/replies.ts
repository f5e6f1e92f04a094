import type { FastifyReply } from 'fastify';
import type { Problem } from '#contract/http';
import { visitScheme } from '#contract/http';
import { problemOfRefusal } from './problem.ts';
import type { Refusal } from '#domain/refusals';

/** Answers with a problem document (RFC 9457). */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.waitS !== undefined) reply.header('retry-after', problem.waitS);
  // RFC 9110 wants every 401 to name the scheme that would do.
  if (problem.status === 401) reply.header('www-authenticate', visitScheme);
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return sendProblem(reply, problemOfRefusal(refusal));
}

/** Answers with a body of the contract. */
export function sendView(reply: FastifyReply, status: 200 | 201, view: object): FastifyReply {
  return reply.code(status).type('application/json').send(JSON.stringify(view));
}
