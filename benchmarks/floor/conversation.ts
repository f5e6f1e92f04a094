import { createInterface } from 'node:readline';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { z } from 'zod';

const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('port'), path: z.string() }),
  z.object({ kind: z.literal('sample'), unlockUs: z.number(), answerUs: z.number() }),
  z.object({ kind: z.literal('wish') }),
  z.object({ kind: z.literal('granted'), waitUs: z.number() }),
  z.object({
    kind: z.literal('line'),
    bus: z.int(),
    requests: z.int(),
    exchanges: z.int(),
    busyUs: z.number(),
    spanUs: z.number(),
    pauseP50Us: z.number(),
    pauseP95Us: z.number(),
    collisions: z.int(),
    garbage: z.int(),
  }),
  z.object({ kind: z.literal('done') }),
]);
export type Message = z.infer<typeof message>;

/** The measuring process said no: a code was refused, a frame never came, a door did not move. */
export class MeasurementFailed extends Error {
  override readonly name = 'MeasurementFailed';
}

/** Commands one way, JSON lines the other. */
export type Conversation = {
  /** The next line; throws `MeasurementFailed` with what the process complained of when there is none. */
  readonly next: () => Promise<Message>;
  /** Sends a command and resolves to all that was answered; `heard` is told of each answer as it comes. */
  readonly ask: (command: string, heard?: (answer: Message) => void) => Promise<readonly Message[]>;
  readonly end: () => Promise<void>;
};

export function converse(child: ChildProcessWithoutNullStreams): Conversation {
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();

  const next = async (): Promise<Message> => {
    const line = await lines.next();
    if (line.done !== true) return message.parse(JSON.parse(line.value));
    await ended;
    throw new MeasurementFailed(complaint.trim());
  };
  return {
    next,
    ask: async (command, heard) => {
      child.stdin.write(`${command}\n`);
      const answers: Message[] = [];
      for (let answer = await next(); answer.kind !== 'done'; answer = await next()) {
        heard?.(answer);
        answers.push(answer);
      }
      return answers;
    },
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
