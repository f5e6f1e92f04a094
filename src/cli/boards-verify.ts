import { writeFile } from 'node:fs/promises';
import { examineBoard } from '#bridge/conformance/examination';
import { absentTechnician, type Technician } from '#bridge/conformance/technician';
import { verdictOn, type BoardVerdict } from '#bridge/conformance/verdict';
import type { BoardProfile } from '#bridge/profiles/schema';
import { openBridgeClock } from '#platform/clock';

import { findBoardProfile, recordedIn, timeText, transportTo, type LineChoice } from './boards-port.ts';
import { describeVerdict } from './boards-report.ts';
import { askTechnician } from './boards-technician.ts';
import { exitCodes, type ExitCode, type Terminal } from './terminal.ts';

export type VerifyOptions = LineChoice & {
  readonly address?: number;
  readonly channel?: number;
  readonly neighbours: readonly number[];
  readonly listen: number;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly report?: string;
  readonly record?: string;
};

const readCount = 20;
const progressEvery = 25;

/** Examines one board and tells the verdict: 0 only where the board passed. */
export async function verifyBoard(options: VerifyOptions, terminal: Terminal): Promise<ExitCode> {
  const profile = await findBoardProfile(options.profile, terminal);
  if (typeof profile === 'number') return profile;
  const wrong = objectTo(options, profile);
  if (wrong !== null) {
    terminal.complain(wrong);
    return exitCodes.usage;
  }
  if (profile.experimental === true)
    terminal.complain('warning: part of this profile is a guess; read its caveats.');
  const verdict = await examine(options, profile, terminal);
  if (options.report !== undefined) await writeFile(options.report, `${JSON.stringify(verdict, null, 2)}\n`);
  if (options.json === true) terminal.print(JSON.stringify(verdict));
  else for (const line of describeVerdict(verdict)) terminal.print(line);
  return verdict.verdict === 'passed' ? exitCodes.ok : exitCodes.failed;
}

function objectTo({ yes, channel, address }: VerifyOptions, profile: BoardProfile): string | null {
  const { min, max } = profile.address;
  if (yes === true && channel === undefined)
    return '--yes opens a door without asking: name it with --channel.';
  if (channel !== undefined && channel > profile.channels)
    return `This board has ${String(profile.channels)} channels.`;
  if (address !== undefined && (address < min || address > max))
    return `The addresses of this board go from ${String(min)} to ${String(max)}.`;
  return null;
}

async function examine(
  options: VerifyOptions,
  profile: BoardProfile,
  terminal: Terminal,
): Promise<BoardVerdict> {
  const clock = openBridgeClock();
  const startedAt = timeText();
  const address = options.address ?? profile.address.min;
  const recorded = recordedIn(options.record, transportTo(options, profile, clock), profile, clock);
  const stop = { isAsked: false };
  void terminal.untilStopped().then(() => {
    stop.isAsked = true;
  });
  try {
    const { technician, channel, presence } = whoIsThere(options, terminal);
    const examined = await examineBoard({
      transport: recorded.transport,
      clock,
      profile,
      address,
      channel,
      neighbours: options.neighbours,
      technician,
      listenMs: options.listen * 1_000,
      readCount,
      progress: progressOn(terminal, options.json === true),
      isStopped: () => stop.isAsked,
    });
    return verdictOn(examined, { profile, port: options.port, address, technician: presence, startedAt });
  } finally {
    recorded.close();
  }
}

type Presence = {
  readonly technician: Technician;
  readonly channel: number | null;
  readonly presence: BoardVerdict['technician'];
};

/** A door is opened only where somebody says so: at the door, or beforehand by naming it. */
function whoIsThere({ yes, channel }: VerifyOptions, { ask }: Terminal): Presence {
  if (yes === true) return { technician: absentTechnician, channel: channel ?? null, presence: 'absent' };
  if (ask === undefined) return { technician: absentTechnician, channel: null, presence: 'absent' };
  return { technician: askTechnician(ask), channel: channel ?? 1, presence: 'present' };
}

function progressOn(terminal: Terminal, asJson: boolean): (step: string, done: number, of: number) => void {
  // What a program reads stays free of what only entertains a person.
  const tell = asJson ? terminal.complain : terminal.print;
  let current = '';
  return (step, done, of) => {
    if (step === current && done % progressEvery !== 0) return;
    current = step;
    tell(of > 1 ? `… ${step}, ${String(done)} of ${String(of)}` : `… ${step}`);
  };
}
