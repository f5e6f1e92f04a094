import type { Moved } from './evidence.ts';

/** What the suite asks the person who stands at the doors. */
export type Answers = {
  /** The door of the channel is shut and the compartment empty, and one pulse may be sent. */
  readonly 'may-open': 'yes' | 'no';
  readonly 'which-moved': Moved;
  readonly 'something-inside': 'done' | 'skip';
  readonly 'nothing-inside': 'done' | 'skip';
  readonly 'door-closed': 'done' | 'skip';
  /** The supply was switched off and on again. */
  readonly 'power-cycle': 'done' | 'skip';
};

export type Question = keyof Answers;

export interface Technician {
  answer<Asked extends Question>(question: Asked, channel: number): Promise<Answers[Asked]>;
}

const silence: Answers = {
  'may-open': 'yes',
  'which-moved': 'not-asked',
  'something-inside': 'skip',
  'nothing-inside': 'skip',
  'door-closed': 'skip',
  'power-cycle': 'skip',
};

/** Nobody is there; whoever gave the order has answered for the one pulse, and for nothing else. */
export const absentTechnician: Technician = {
  answer: (question) => Promise.resolve(silence[question]),
};
