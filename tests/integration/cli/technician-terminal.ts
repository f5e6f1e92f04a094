import { runCommandLine } from '#cli/command-line';
import type { Ask } from '#cli/terminal';

export type Outcome = { readonly code: number; readonly printed: string; readonly complained: string };

export type RunningCommand = {
  readonly printed: readonly string[];
  readonly complained: readonly string[];
  /** Tells the command to end, as Ctrl+C does. */
  readonly stop: () => void;
  readonly ended: Promise<Outcome>;
};

/** A command with a person at the keyboard; without `ask` nobody is there. */
export function startCommand(words: readonly string[], ask?: Ask): RunningCommand {
  const printed: string[] = [];
  const complained: string[] = [];
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const ended = runCommandLine(words, {
    print: (line) => void printed.push(line),
    complain: (line) => void complained.push(line),
    env: {},
    untilStopped: () => stopped,
    ...(ask === undefined ? {} : { ask }),
  }).then((code) => ({ code, printed: printed.join('\n'), complained: complained.join('\n') }));
  return { printed, complained, stop, ended };
}

export function latchkey(words: readonly string[], ask?: Ask): Promise<Outcome> {
  return startCommand(words, ask).ended;
}
