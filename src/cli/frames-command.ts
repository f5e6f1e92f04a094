import { InvalidArgumentError, type Command } from 'commander';

import type { EncodeOptions } from './frames-encode.ts';
import type { Finish, Terminal } from './terminal.ts';

const encodeExamples = `
One JSON line: ok, protocol, kind, board, lock, doors, error and the frame as hex. Locks count from 1, as they
are printed on the boards. Frames that erase a board, open more than one door or keep a coil energised do not
exist. PROTOCOL is the name of a protocol or the id of a lock board profile.

Examples:
  $ latchkey frames encode kerong-cu16 unlock --board 0 --lock 3
  $ latchkey frames encode lockboard-8a status --board 1 --json`;

const decodeExamples = `
One JSON line for each thing that the frame can mean, because some replies are byte for byte their request.
"doors" are raw bits, lock 1 first: what a 1 means is said by the profile of the board, not by the protocol.

Examples:
  $ latchkey frames decode kerong-cu16 02 30 35 FE FF 01 80 03 E8
  $ latchkey frames decode lockboard-8a 8A0101119B --json`;

export function addFrameCommands(program: Command, terminal: Terminal, finish: Finish): void {
  const frames = program.command('frames').description('Write and read the frames of lock boards.');
  frames
    .command('encode')
    .description('Print the frame of a request; sends nothing.')
    .argument('<protocol>', 'a protocol, or the id of a lock board profile')
    .argument('<kind>', 'unlock, status, or for relay boards end-pulse or all-off')
    .requiredOption('--board <number>', 'address of the board', parseNumber)
    .option('--lock <number>', 'number of the lock, from 1', parseNumber)
    .option('--pulse-ms <number>', 'length of the pulse where it travels in the frame', parseNumber)
    .option('--json', 'no difference: this command always prints JSON')
    .addHelpText('after', encodeExamples)
    .action(async (protocol: string, kind: string, options: EncodeOptions) => {
      const { encodeFrame } = await import('./frames-encode.ts');
      finish(await encodeFrame(protocol, kind, options, terminal));
    });
  frames
    .command('decode')
    .description('Say what a frame means.')
    .argument('<protocol>', 'a protocol, or the id of a lock board profile')
    .argument('<hex...>', 'the bytes, with or without spaces')
    .option('--json', 'no difference: this command always prints JSON')
    .addHelpText('after', decodeExamples)
    .action(async (protocol: string, hex: readonly string[]) => {
      const { decodeFrame } = await import('./frames-decode.ts');
      finish(await decodeFrame(protocol, hex.join(' '), terminal));
    });
}

function parseNumber(written: string): number {
  const value = Number(written);
  if (!Number.isInteger(value) || value < 0 || written.trim() === '')
    throw new InvalidArgumentError('Give a whole number from 0.');
  return value;
}
