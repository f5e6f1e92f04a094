import { Command, CommanderError } from 'commander';
import { addBoardCommands } from './boards-command.ts';
import { addBackupCommand } from './backup-command.ts';
import { addReplayCommand } from './boards-replay.ts';
import { addConfigCommands } from './config-commands.ts';
import { addDemoCommand } from './demo-command.ts';
import { addProfileCommands } from './profile-commands.ts';
import { addDoorCommands } from './doors-command.ts';
import { addEvidenceCommands } from './evidence-command.ts';
import { addFrameCommands } from './frames-command.ts';
import { addReceiptCommand } from './receipt-command.ts';
import { addReportCommands } from './report-command.ts';
import { addRestoreCommand } from './restore-command.ts';
import { addRunCommand } from './run-command.ts';
import { addSimulateCommand } from './simulate-command.ts';
import { exitCodes, type ExitCode, type Finish, type Terminal } from './terminal.ts';
import { softwareVersion } from './version.ts';

const closing = `
Exit codes:
  0   done
  1   failed
  2   wrong usage
  78  wrong configuration; trying again does not help

Examples:
  $ latchkey demo
  $ latchkey config check /etc/latchkey/station.yaml
  $ latchkey run --config /etc/latchkey/station.yaml`;

/**
 * Runs one command to its end and answers with the exit code. `words` are the arguments after the program's
 * name.
 */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCodes.ok;
  const finish: Finish = (reached) => {
    code = reached;
  };
  try {
    await buildProgram(terminal, finish).parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    terminal.complain(`latchkey: ${error instanceof Error ? error.message : String(error)}`);
    return exitCodes.failed;
  }
}

function buildProgram(terminal: Terminal, finish: Finish): Command {
  const program = new Command('latchkey')
    .description('The open-source controller of parcel lockers and pickup stations.')
    .version(softwareVersion(), '-V, --version', 'print the version')
    .addHelpText('after', closing)
    .showHelpAfterError('Try --help.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.complain(text.trimEnd()),
    });
  addRunCommand(program, terminal, finish);
  addDemoCommand(program, terminal, finish);
  addSimulateCommand(program, terminal, finish);
  addConfigCommands(program, terminal, finish);
  addBoardCommands(program, terminal, finish);
  addReplayCommand(program, terminal, finish);
  addFrameCommands(program, terminal, finish);
  addDoorCommands(program, terminal, finish);
  addProfileCommands(program, terminal, finish);
  addEvidenceCommands(program, terminal, finish);
  addReceiptCommand(program, terminal, finish);
  addReportCommands(program, terminal, finish);
  addBackupCommand(program, terminal, finish);
  addRestoreCommand(program, terminal, finish);
  return program;
}
