import { InvalidArgumentError, type Command } from 'commander';

import type { RecordOptions } from './boards-record.ts';
import type { VerifyOptions } from './boards-verify.ts';
import type { Finish, Terminal } from './terminal.ts';

const verifyExamples = `
Reads come first; a door is opened once, and only after somebody at the door has said so. Exit code 0: passed;
1: failed or incomplete. PORT is a terminal, or tcp://HOST:PORT or rfc2217://HOST:PORT of a serial server.

Examples:
  $ latchkey boards verify --profile kerong-cu16 --port /dev/serial/by-path/… --address 0 --channel 1
  $ latchkey boards verify --profile my-board.yaml --port /dev/locker/bus0 --yes --channel 3 --json
  $ latchkey boards verify --profile kerong-cu16 --port /dev/locker/bus0 --record bus0.jsonl`;

const recordExamples = `
Let the program open the terminal that is printed instead of the port. Only requests that the protocol of the
profile knows are handed on; frames that erase a board or hold a coil are withheld.

Example:
  $ latchkey boards record --profile kerong-cu16 --port /dev/locker/bus0 --file bus0.jsonl`;

export function addBoardCommands(program: Command, terminal: Terminal, finish: Finish): void {
  const boards = program.command('boards').description('Examine lock boards on a line of their own.');
  withLine(boards.command('verify'))
    .description('Check a lock board against its profile and say what is wrong with it.')
    .option('--address <number>', 'address of the board; the lowest of its kind unless given', parseCount)
    .option('--channel <number>', 'the channel whose door may be opened; 1 unless given', parseChannel)
    .option(
      '--neighbours <list>',
      'addresses of the other boards on the line, for example 2,3',
      parseList,
      [],
    )
    .option('--listen <seconds>', 'how long to listen before the first read', parseCount, 5)
    .option('--yes', 'open the door of --channel without asking, and ask nothing else')
    .option('--report <file>', 'write the verdict as JSON to this file')
    .option('--record <file>', 'write every byte of the line to this file')
    .option('--json', 'print the verdict as JSON')
    .addHelpText('after', verifyExamples)
    .action(async (options: VerifyOptions) => {
      const { verifyBoard } = await import('./boards-verify.ts');
      finish(await verifyBoard(options, terminal));
    });
  withLine(boards.command('record'))
    .description('Hand a line on to another program and write down every byte.')
    .requiredOption('--file <file>', 'where the recording goes')
    .option('--json', 'print the paths as JSON')
    .addHelpText('after', recordExamples)
    .action(async (options: RecordOptions) => {
      const { recordLine } = await import('./boards-record.ts');
      finish(await recordLine(options, terminal));
    });
}

function withLine(command: Command): Command {
  return command
    .requiredOption('--profile <id>', 'a lock board profile, by its id or as a file')
    .requiredOption('--port <port>', 'the terminal of the line')
    .option('--baud <number>', 'speed of the line, where it is not that of the profile', parseChannel);
}

function parseCount(written: string): number {
  const value = Number(written);
  if (!Number.isInteger(value) || value < 0 || written.trim() === '')
    throw new InvalidArgumentError('Give a whole number from 0.');
  return value;
}

function parseChannel(written: string): number {
  const value = parseCount(written);
  if (value === 0) throw new InvalidArgumentError('Give a whole number from 1.');
  return value;
}

function parseList(written: string): readonly number[] {
  return written.split(',').map(parseCount);
}
