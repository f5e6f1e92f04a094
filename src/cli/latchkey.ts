import { onSignals } from '#platform/signals';
import { runCommandLine } from './command-line.ts';

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
});
