import type { Command } from '#domain/commands';
import type { Answer } from '#domain/decision';

/** A command that waits for its decision, and whoever waits for the answer. */
export type Waiting = {
  readonly command: Command;
  readonly once: { readonly key: string; readonly fingerprint: string } | null;
  readonly answer: (answer: Answer) => void;
};

/** Far above what one kiosk, its doors and the centre can cause together; reached only by a flood. */
export const inboxCountMax = 512;

/**
 * The bounded inbox (rule R28): everything that waits is taken at once, decided in order and committed
 * together, so that a slow card costs one flush a batch and not one a command.
 */
export type Inbox = {
  /** False when the inbox is full; the command was not taken. */
  put(waiting: Waiting): boolean;
  takeAll(): readonly Waiting[];
};

export function createInbox(wake: () => void): Inbox {
  let waiting: Waiting[] = [];
  return {
    put(entry) {
      if (waiting.length >= inboxCountMax) return false;
      waiting.push(entry);
      if (waiting.length === 1) wake();
      return true;
    },
    takeAll() {
      const taken = waiting;
      waiting = [];
      return taken;
    },
  };
}
