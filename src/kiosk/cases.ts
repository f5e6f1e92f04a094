import assert from 'node:assert';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { startCase } from '#contract/case';
import type { CaseNumber, CompartmentLabel } from '#domain/words';
import { Budget } from './budget.ts';
import { viewOfCase } from './case-view.ts';
import { uncounted } from './http-server.ts';
import { problemOf, problemOfRefusal } from './problem.ts';
import { sendProblem, sendRefusal, sendView } from './replies.ts';
import type { KioskRoom } from './room.ts';
import { admit, readRequest } from './steps.ts';

/** Every call leaves its answer in the ledger, so that even refused ones are bounded. */
const callsBurst = 10;
const callEveryMs = 10_000;
/** Whoever tries all numbers of six digits needs two months, and finds no name. */
const looksBurst = 20;
const lookEveryMs = 5_000;

/**
 * Help from any screen, with or without a visit (founding document 3, S3-12), and what became of it. Both
 * have budgets of their own, so that a flood of other requests keeps nobody from calling.
 */
export function addCases(app: FastifyInstance, room: KioskRoom): void {
  const calls = new Budget(callsBurst, callEveryMs);
  const looks = new Budget(looksBurst, lookEveryMs);
  const nowMs = (): number => room.parts.clock.now().monoMs;

  app.post('/cases', uncounted, (request, reply) => {
    const waitMs = calls.spend(nowMs());
    return waitMs > 0 ? sendLimited(reply, waitMs) : callHelp(room, request, reply);
  });
  app.get<{ Params: { number: string } }>('/cases/:number', uncounted, (request, reply) => {
    const waitMs = looks.spend(nowMs());
    return waitMs > 0 ? sendLimited(reply, waitMs) : show(room, reply, 200, request.params.number);
  });
}

function sendLimited(reply: FastifyReply, waitMs: number): FastifyReply {
  return sendProblem(reply, { ...problemOf('rate-limited'), waitS: Math.ceil(waitMs / 1_000) });
}

async function callHelp(
  room: KioskRoom,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const read = readRequest(request, startCase, 'required');
  if (!read.ok) return sendProblem(reply, read.problem);
  const { key, body } = read;
  // A visit that is over, or a wrong secret, keeps nobody from calling.
  const visit = admit(room, request, null);
  const compartment = (body.compartment ?? null) as CompartmentLabel | null;
  const waybill = body.waybill ?? null;
  const answer = await room.askOnce({
    key,
    scope: `cases ${visit ?? ''}`,
    body,
    command: () => ({ do: 'call-help', visit, compartment, waybill }),
  });
  if (!answer.ok) return sendRefusal(reply, answer);
  assert(answer.case !== undefined, 'a call for help has a case');
  return show(room, reply, 201, answer.case);
}

function show(room: KioskRoom, reply: FastifyReply, status: 200 | 201, number: string): FastifyReply {
  const { control, clock } = room.parts;
  const view = viewOfCase(control.state(), number as CaseNumber, clock.now());
  if (view === null) return sendProblem(reply, problemOfRefusal({ ok: false, refusal: 'case-unknown' }));
  return sendView(reply, status, view);
}
