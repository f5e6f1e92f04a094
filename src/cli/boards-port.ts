import { closeSync, openSync, writeSync } from 'node:fs';
import { checkProfile, loadProfiles, profilesDirectory } from '#config/profiles';
import type { BridgeClock } from '#bridge/clock';
import type { BoardProfile } from '#bridge/profiles/schema';
import { recordTransport } from '#bridge/recording/recorder';
import type { Transport } from '#bridge/transport';
import { createBusTransport } from '#bridge/transports/bus-transport';
import { formatInstant } from '#contract/instant';
import { newBootId } from '#platform/boot';
import { openClock } from '#platform/clock';
import { openClockJudge } from '#platform/clock-quality';

import { exitCodes, refuse, type ExitCode, type Terminal } from './terminal.ts';

/** What every command on a bare line is told about it. */
export type LineChoice = { readonly profile: string; readonly port: string; readonly baud?: number };

/** The profile by its id, or from a file that is not among those of the program yet. */
export async function findBoardProfile(named: string, terminal: Terminal): Promise<BoardProfile | ExitCode> {
  if (named.endsWith('.yaml')) {
    const checked = await checkProfile(named);
    if (!checked.ok) return refuse(checked.problems, terminal, false);
    if (checked.profile.kind === 'lock-board') return checked.profile;
    terminal.complain(`${named} describes no lock board but a ${checked.profile.kind}.`);
    return exitCodes.usage;
  }
  const loaded = await loadProfiles(profilesDirectory());
  if (!loaded.ok) return refuse(loaded.problems, terminal, false);
  const profile = loaded.profiles.boards.get(named);
  if (profile !== undefined) return profile;
  terminal.complain(
    `There is no such lock board. Known are: ${[...loaded.profiles.boards.keys()].join(', ')}`,
  );
  return exitCodes.usage;
}

/** A terminal, or a serial server written as `tcp://host:port` or `rfc2217://host:port`. */
export function transportTo(
  { port, baud }: LineChoice,
  profile: BoardProfile,
  clock: BridgeClock,
): Transport {
  const line = profile.line;
  const speed = baud ?? line.baud;
  const server = /^(tcp|rfc2217):\/\/([^/:]+):(\d+)$/.exec(port);
  if (server === null) return createBusTransport({ kind: 'serial', path: port, baud: speed }, line, clock);
  const kind = server[1] === 'tcp' ? 'tcp' : 'rfc2217';
  const way = { kind, host: server[2] ?? '', port: Number(server[3]), baud: speed } as const;
  return createBusTransport(way, line, clock);
}

export type Recorded = { readonly transport: Transport; readonly close: () => void };

/** The same transport, written down in a file where one is named. */
export function recordedIn(
  file: string | undefined,
  transport: Transport,
  profile: BoardProfile,
  clock: BridgeClock,
): Recorded {
  if (file === undefined) return { transport, close: () => undefined };
  const descriptor = openSync(file, 'w');
  const recorded = recordTransport(transport, {
    clock,
    profiles: [profile],
    startedAt: timeText(),
    // At once and whole: a program that is killed leaves everything behind that it did.
    write: (line) => void writeSync(descriptor, `${line}\n`),
  });
  return { transport: recorded, close: () => closeSync(descriptor) };
}

/** Now, by the clock of this computer. */
export function timeText(): string {
  return formatInstant(openClock(newBootId(), openClockJudge()).now().wallMs);
}
