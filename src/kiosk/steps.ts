import assert from 'node:assert';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { idempotencyKeyHeader } from '#contract/http';
import type { Problem, StartedVisit, VisitView } from '#contract/http';
import type { Command } from '#domain/commands';
import type { Accepted } from '#domain/decision';
import type { VisitId } from '#domain/words';
import { readBody } from './body.ts';
import { problemOf } from './problem.ts';
import { sendProblem, sendRefusal, sendView } from './replies.ts';
import type { KioskRoom } from './room.ts';

/** What a step of a visit asks of the station, as data. */
export type Step<Schema extends z.ZodType> = {
  /** Names the route in the fingerprint of a repeated request (rule R17); never changes within a version. */
  readonly scope: string;
  readonly schema: Schema;
  /** `required` wherever the step can open a door or end custody. */
  readonly key: 'required' | 'optional';
  readonly status: 200 | 201;
  readonly command: (visit: VisitId, body: z.output<Schema>) => Command | Promise<Command>;
};

type ReadKey =
  { readonly ok: true; readonly key: string | null } | { readonly ok: false; readonly problem: Problem };

/** The Idempotency-Key of a request; the draft's quotes are taken as part of the key. */
function readKey(request: FastifyRequest, need: 'required' | 'optional'): ReadKey {
  const key = request.headers[idempotencyKeyHeader];
  if (key === undefined) {
    return need === 'optional' ? { ok: true, key: null } : { ok: false, problem: problemOf('key-missing') };
  }
  const isKey = typeof key === 'string' && /^[\x21-\x7e]{1,128}$/.test(key);
  return isKey ? { ok: true, key } : { ok: false, problem: problemOf('key-malformed') };
}

type ReadRequest<Body> =
  | { readonly ok: true; readonly key: string | null; readonly body: Body }
  | { readonly ok: false; readonly problem: Problem };

/** Key and body of a request, or what is wrong with the first of them that is wrong. */
export function readRequest<Schema extends z.ZodType>(
  request: FastifyRequest,
  schema: Schema,
  need: 'required' | 'optional',
): ReadRequest<z.output<Schema>> {
  const key = readKey(request, need);
  if (!key.ok) return key;
  const read = readBody(schema, request.body);
  return read.ok ? { ok: true, key: key.key, body: read.body } : read;
}

/**
 * The visit whose secret the request carries. `claimed` is the visit that the path names, if it names one; a
 * wrong secret and an unknown visit get the same answer, so that ids cannot be probed.
 */
export function admit(room: KioskRoom, request: FastifyRequest, claimed: string | null): VisitId | null {
  const holder = room.memory.holderOf(request.headers.authorization);
  return holder !== null && (claimed === null || claimed === holder) ? holder : null;
}

/** One step of a running visit: secret, key, body, question, answer. */
export async function serveStep<Schema extends z.ZodType>(
  room: KioskRoom,
  request: FastifyRequest,
  reply: FastifyReply,
  step: Step<Schema> & { readonly claimed: string | null },
): Promise<FastifyReply> {
  const visit = admit(room, request, step.claimed);
  if (visit === null) return sendProblem(reply, problemOf('visit-secret-wrong'));
  const read = readRequest(request, step.schema, step.key);
  if (!read.ok) return sendProblem(reply, read.problem);
  const { key, body } = read;
  const scope = `${step.scope} ${visit}`;
  const answer = await room.askOnce({ key, scope, body, command: () => step.command(visit, body) });
  return answer.ok ? sendView(reply, step.status, room.view(visit)) : sendRefusal(reply, answer);
}

/**
 * Answers with the visit that began and its secret. A repeated request may come when the visit is over; it
 * gets the same visit, shown as ended.
 */
export function sendStarted(
  room: KioskRoom,
  reply: FastifyReply,
  kind: VisitView['kind'],
  answer: Accepted,
): FastifyReply {
  assert(answer.visit !== null, 'whoever is admitted has a visit');
  const started: StartedVisit = {
    visit: { ...room.view(answer.visit), kind },
    secret: room.memory.secretOf(answer.visit),
  };
  return sendView(reply, 201, started);
}
