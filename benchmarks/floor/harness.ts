import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import assert from 'node:assert/strict';
import { z } from 'zod';

const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('port'), path: z.string() }),
  z.object({ kind: z.literal('sample'), unlockUs: z.number(), answerUs: z.number() }),
  z.object({
    kind: z.literal('line'),
    bus: z.int(),
    requests: z.int(),
    exchanges: z.int(),
    busyUs: z.number(),
    spanUs: z.number(),
    collisions: z.int(),
    garbage: z.int(),
  }),
  z.object({ kind: z.literal('done') }),
]);
type Message = z.infer<typeof message>;

/** Times from just before the code was sent, in microseconds. */
export type Sample = Omit<Extract<Message, { kind: 'sample' }>, 'kind'>;
/** What happened on one line since the counters were read last. */
export type LineCounters = Omit<Extract<Message, { kind: 'line' }>, 'kind'>;

/** The measuring process said no: a code was refused, a frame never came, a door did not move. */
export class MeasurementFailed extends Error {
  override readonly name = 'MeasurementFailed';
}

export type Pace = { readonly gapMinUs: number; readonly gapMaxUs: number };

export type Harness = {
  /** The ports of the virtual boards, one a bus. */
  readonly ports: readonly string[];
  /** Picks the parcels of these codes up in turn, `count` times in all, at the station that listens on `port`. */
  measure(count: number, pace: Pace, port: number, codes: readonly string[]): Promise<readonly Sample[]>;
  /** A person puts a parcel behind every open door and closes it. */
  closeDoors(): Promise<void>;
  /** Every compartment holds a parcel. */
  occupy(): Promise<void>;
  readLines(): Promise<readonly LineCounters[]>;
  stop(): Promise<void>;
};

/** @param baud 0 for boards that answer at once. */
export async function startHarness(program: string, busCount: number, baud: number): Promise<Harness> {
  const child = spawn(program, [String(busCount), String(baud)], { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const messages = createInterface(child.stdout)[Symbol.asyncIterator]();

  const next = async (): Promise<Message> => {
    const line = await messages.next();
    if (line.done === true) {
      await ended;
      throw new MeasurementFailed(complaint.trim());
    }
    return message.parse(JSON.parse(line.value));
  };
  const ask = async (command: string): Promise<readonly Message[]> => {
    child.stdin.write(`${command}\n`);
    const answers: Message[] = [];
    for (let answer = await next(); answer.kind !== 'done'; answer = await next()) answers.push(answer);
    return answers;
  };

  const ports: string[] = [];
  while (ports.length < busCount) {
    const opened = await next();
    assert(opened.kind === 'port');
    ports.push(opened.path);
  }
  return {
    ports,
    measure: async (count, pace, port, codes) => {
      const answers = await ask(
        `measure ${count} ${pace.gapMinUs} ${pace.gapMaxUs} ${port} ${codes.join(',')}`,
      );
      return answers.filter((answer) => answer.kind === 'sample');
    },
    closeDoors: async () => {
      await ask('close');
    },
    occupy: async () => {
      await ask('occupy');
    },
    readLines: async () => (await ask('wire')).filter((answer) => answer.kind === 'line'),
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
