import type { Answers, Question, Technician } from '#bridge/conformance/technician';

import type { Ask } from './terminal.ts';

type Asked = {
  readonly text: (channel: number) => string;
  /** What a word means; null where it means nothing here. The end of the input is the empty word. */
  readonly read: (word: string) => Answers[Question] | null;
};

const skipHint = 'then press Enter; s skips this';
const step = (text: (channel: number) => string): Asked => ({
  text: (channel) => `${text(channel)}, ${skipHint}: `,
  read: (word) => (word === '' ? 'done' : word === 's' ? 'skip' : null),
});

const asked: Readonly<Record<Question, Asked>> = {
  'may-open': {
    text: (channel) =>
      `Channel ${String(channel)} gets one pulse. Is its door closed, the compartment empty? [y/N] `,
    read: (word) => (['y', 'yes'].includes(word) ? 'yes' : ['', 'n', 'no'].includes(word) ? 'no' : null),
  },
  'which-moved': {
    text: (channel) =>
      `Which door opened? Enter: that of channel ${String(channel)}, o: another one, n: none. `,
    read: (word) => (({ '': 'this', o: 'other', n: 'none' }) as const)[word] ?? null,
  },
  'something-inside': step((channel) => `Put something into the compartment of channel ${String(channel)}`),
  'nothing-inside': step(() => 'Take it out again'),
  'door-closed': step((channel) => `Push the door of channel ${String(channel)} shut`),
  'power-cycle': step(() => 'Switch the supply of the board off, wait five seconds, switch it on'),
};

/** What is taken for an answer where nobody can answer any more. */
const lost: Answers = {
  'may-open': 'no',
  'which-moved': 'not-asked',
  'something-inside': 'skip',
  'nothing-inside': 'skip',
  'door-closed': 'skip',
  'power-cycle': 'skip',
};

/** A person at the doors, asked in sentences. A word that means nothing is asked about again. */
export function askTechnician(ask: Ask): Technician {
  return {
    async answer<One extends Question>(question: One, channel: number): Promise<Answers[One]> {
      const { text, read } = asked[question];
      for (;;) {
        const word = await ask(text(channel));
        if (word === null) return lost[question];
        const answer = read(word.trim().toLowerCase());
        // The table above holds, under each question, only answers to it.
        if (answer !== null) return answer as Answers[One];
      }
    },
  };
}
