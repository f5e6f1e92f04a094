import { InvalidArgumentError, type Command } from 'commander';

import { exitCodes, type Finish, type Terminal } from './terminal.ts';

/** What `latchkey demo` was asked for. */
export type DemoOptions = {
  /** Tell one parcel's life as text and end, instead of waiting for a browser. */
  readonly story: boolean;
  /** Port of the kiosk page on the loopback interface; null for the usual one. */
  readonly port: number | null;
  /** One JSON object a line instead of sentences. */
  readonly json: boolean;
};

type WrittenOptions = { readonly story?: boolean; readonly port?: number; readonly json?: boolean };

const examples = `
Examples:
  $ latchkey demo                  the page stays open until Ctrl+C
  $ latchkey demo --story          a parcel's life as text
  $ latchkey demo --port 9000      when the usual port is taken`;

export function addDemoCommand(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('demo')
    .description(
      'Try everything without hardware: a virtual cabinet, a broker, a tracking centre and the kiosk.',
    )
    .option('--story', "tell a parcel's life as text and end")
    .option('--port <number>', 'port of the kiosk page', parsePort)
    .option('--json', 'print one JSON object a line')
    .addHelpText('after', examples)
    .action(async ({ story = false, port, json = false }: WrittenOptions) => {
      const { runDemo } = await import('./demo.ts');
      await runDemo({ story, port: port ?? null, json }, terminal);
      finish(exitCodes.ok);
    });
}

function parsePort(written: string): number {
  const port = Number(written);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('Give a port from 0 to 65535.');
  return port;
}
