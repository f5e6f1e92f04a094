import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { converse } from './conversation.ts';
import type { Message } from './conversation.ts';

/** Times from just before the code was sent, in microseconds. */
export type Sample = Extract<Message, { kind: 'sample' }>;
/** What happened on one line since the counters were read last. */
export type LineCounters = Extract<Message, { kind: 'line' }>;

/** The pause before each code, drawn anew between these bounds. */
export type Pace = { readonly gapMinUs: number; readonly gapMaxUs: number };

/** What a board says to a request, in bytes; null where it stays silent. */
export type Answer = {
  readonly kind: 'unlock' | 'read' | 'other';
  readonly request: Uint8Array;
  readonly reply: Uint8Array | null;
};

export type Harness = {
  /** The ports of the virtual boards, one a bus. */
  readonly ports: readonly string[];
  /**
   * Picks the parcels of these codes up in turn, `count` times in all, at the station that listens on `port`.
   */
  measure(count: number, pace: Pace, port: number, codes: readonly string[]): Promise<readonly Sample[]>;
  /** A person puts a parcel behind every open door and closes it. */
  closeDoors(): Promise<void>;
  /** Every compartment holds a parcel. */
  occupy(): Promise<void>;
  /** The boards answer so from now on, in place of the virtual doors, which nobody moves any more. */
  teach(answers: readonly Answer[]): Promise<void>;
  /**
   * Wishes for a door, `count` times at random moments that repeat with the seed; `grant` has to bring an
   * unlock frame about. Resolves to the times from the wish to the first byte of the frame, in microseconds.
   */
  wish(count: number, pace: Pace, seed: number, grant: () => void): Promise<readonly number[]>;
  readLines(): Promise<readonly LineCounters[]>;
  stop(): Promise<void>;
};

/** @param baud 0 for boards that answer at once. */
export async function startHarness(program: string, busCount: number, baud: number): Promise<Harness> {
  const { next, ask, end } = converse(spawn(program, [String(busCount), String(baud)]));
  const ports: string[] = [];
  while (ports.length < busCount) {
    const opened = await next();
    assert(opened.kind === 'port');
    ports.push(opened.path);
  }
  return {
    ports,
    measure: async (count, { gapMinUs, gapMaxUs }, port, codes) => {
      const answers = await ask(`measure ${count} ${gapMinUs} ${gapMaxUs} ${port} ${codes.join(',')}`);
      return answers.filter((answer) => answer.kind === 'sample');
    },
    closeDoors: async () => {
      await ask('close');
    },
    occupy: async () => {
      await ask('occupy');
    },
    teach: async (answers) => {
      for (const { kind, request, reply } of answers) {
        await ask(`answer ${kind} ${hexOf(request)} ${reply === null ? '-' : hexOf(reply)}`);
      }
    },
    wish: async (count, { gapMinUs, gapMaxUs }, seed, grant) => {
      const answers = await ask(`wish ${count} ${gapMinUs} ${gapMaxUs} ${seed}`, ({ kind }) => {
        if (kind === 'wish') grant();
      });
      return answers.flatMap((answer) => (answer.kind === 'granted' ? [answer.waitUs] : []));
    },
    readLines: async () => (await ask('wire')).filter((answer) => answer.kind === 'line'),
    stop: end,
  };
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
