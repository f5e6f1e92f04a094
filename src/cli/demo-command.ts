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
  /** Write the files of the demonstration station here and end; null to play it. */
  readonly write: string | null;
  /** `mqtt://HOST:PORT` of a broker to use instead of the embedded one; null for that. */
  readonly broker: string | null;
};

type WrittenOptions = Partial<Pick<DemoOptions, 'story' | 'json'>> & {
  readonly port?: number | null;
  readonly write?: string | null;
  readonly broker?: string | null;
};

const examples = `
Examples:
  $ latchkey demo                  the page stays open until Ctrl+C
  $ latchkey demo --story          a parcel's life as text
  $ latchkey demo --port 9000      when the usual port is taken
  $ latchkey demo --write DIRECTORY --broker mqtt://127.0.0.1:1883`;

export function addDemoCommand(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('demo')
    .description(
      'Try everything without hardware: a virtual cabinet, a broker, a tracking centre and the kiosk.',
    )
    .option('--story', "tell a parcel's life as text and end")
    .option('--port <number>', 'port of the kiosk page', parsePort)
    .option('--broker <url>', 'use this broker, mqtt://HOST:PORT, instead of the embedded one')
    .option('--write <directory>', 'write the station file, couriers and keys of the demo, and end')
    .option('--json', 'print one JSON object a line')
    .addHelpText('after', examples)
    .action(
      async ({ story = false, port = null, json = false, write = null, broker = null }: WrittenOptions) => {
        const { runDemo } = await import('./demo.ts');
        await runDemo({ story, port, json, write, broker }, terminal);
        finish(exitCodes.ok);
      },
    );
}

function parsePort(written: string): number {
  const port = Number(written);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('Give a port from 0 to 65535.');
  return port;
}
