import { createInterface } from 'node:readline';
import { onSignals } from '#platform/signals';
import { runCommandLine } from './command-line.ts';
import type { Ask } from './terminal.ts';

/** Ctrl+C while a question is open ends the question and, like at any other time, the program. */
const ask: Ask = (question) =>
  new Promise((resolve) => {
    const reader = createInterface({ input: process.stdin, output: process.stdout });
    reader.on('SIGINT', () => {
      reader.close();
      process.kill(process.pid, 'SIGINT');
    });
    reader.on('close', () => resolve(null));
    reader.question(question, (answer) => {
      resolve(answer);
      reader.close();
    });
  });

process.exitCode = await runCommandLine(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  env: process.env,
  untilStopped: () =>
    new Promise((resolve) => {
      const forget = onSignals({
        stop: () => {
          forget();
          resolve();
        },
        reload: () =>
          process.stderr.write('Nothing is read again while running; restart to apply changes.\n'),
      });
    }),
  ...(process.stdin.isTTY ? { ask } : {}),
});
