import type { FastifyInstance } from 'fastify';
import { answerSurvey } from '#contract/survey';
import type { SurveyCode } from '#domain/words';
import { readBody } from './body.ts';
import { Budget } from './budget.ts';
import { problemOf } from './problem.ts';
import { sendProblem, sendRefusal } from './replies.ts';
import type { KioskRoom } from './room.ts';

/** More people than this never leave a station at once, and codes of 128 bits are not worth trying. */
const answersBurst = 10;
const answerEveryMs = 5_000;

/** How it was, said once by whoever was invited; nobody has to, and nothing waits for it. */
export function addSurveys(app: FastifyInstance, room: KioskRoom): void {
  const answers = new Budget(answersBurst, answerEveryMs);
  app.post<{ Params: { code: string } }>('/surveys/:code', async (request, reply) => {
    const waitMs = answers.spend(room.parts.clock.now().monoMs);
    if (waitMs > 0) {
      return sendProblem(reply, { ...problemOf('rate-limited'), waitS: Math.ceil(waitMs / 1_000) });
    }
    const read = readBody(answerSurvey, request.body);
    if (!read.ok) return sendProblem(reply, read.problem);
    const code = request.params.code as SurveyCode;
    const answer = await room.parts.control.ask({ do: 'answer-survey', code, ...read.body });
    return answer.ok ? reply.code(204).send() : sendRefusal(reply, answer);
  });
}
