import { formatProblem, type Problem } from '#config/problem';

/**
 * Puts a question to the person and resolves with the line that was typed; null if nobody answers any more.
 */
export type Ask = (question: string) => Promise<string | null>;

/** What a command may do to the outside besides its work; a test passes its own. */
export type Terminal = {
  /** One line for whoever asked, or one JSON document with `--json`. */
  readonly print: (line: string) => void;
  /** One line of warning or failure; never mixed into what `print` promises. */
  readonly complain: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Resolves when the person or the service manager asks the program to end. */
  readonly untilStopped: () => Promise<void>;
  /** Absent where nobody can be asked, for example in a service or behind a pipe. */
  readonly ask?: Ask;
};

/** `EX_CONFIG` of sysexits.h: a service manager does not try again on a bad configuration. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, configuration: 78 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** How a command hands back its exit code. */
export type Finish = (code: ExitCode) => void;

/** Tells what is wrong, one line each, or as JSON; the answer is the exit code for it. */
export function refuse(problems: readonly Problem[], terminal: Terminal, asJson: boolean): ExitCode {
  if (asJson) terminal.print(JSON.stringify({ ok: false, problems }));
  else for (const problem of problems) terminal.complain(formatProblem(problem));
  return exitCodes.configuration;
}
