import type { GpioBoardProfile } from '#bridge/profiles/gpio-schema';
import { refuseUnprotected } from './coil-protection.ts';
import type { Findings } from './findings.ts';
import type { WrittenGpioBoard, WrittenLine } from './gpio-schema.ts';
import { describe, type Path } from './problem.ts';
import type { Profiles } from './profiles.ts';
import type { GpioBoardSettings } from './settings.ts';

/** Joins the written GPIO boards with their profiles. What does not hold is refused; the rest is returned. */
export function settleGpio(
  written: readonly WrittenGpioBoard[],
  busBoardIds: ReadonlySet<string>,
  profiles: Profiles,
  findings: Findings,
): readonly GpioBoardSettings[] {
  refuseRepeatedIds(written, busBoardIds, findings);
  refuseSharedLines(written, findings);
  return written.flatMap((board, index) => {
    const path: Path = ['gpio', index];
    refuseUnprotected(board.protection, board.acceptUnprotected, [...path, 'protection'], findings);
    refuseBias(board, path, findings);
    const profile = profiles.gpioBoards.get(board.profile);
    if (profile !== undefined) return [settleBoard(board, profile, path, findings)];
    const known = [...profiles.gpioBoards.keys()].toSorted().join(', ');
    findings.refuse([...path, 'profile'], `one of the GPIO boards ${known}`, describe(board.profile));
    return [];
  });
}

function settleBoard(
  board: WrittenGpioBoard,
  profile: GpioBoardProfile,
  path: Path,
  findings: Findings,
): GpioBoardSettings {
  if (board.channels.length > profile.channels) {
    const expected = `at most ${String(profile.channels)} channels, as ${profile.id} has`;
    findings.refuse([...path, 'channels'], expected, String(board.channels.length));
  }
  const { lock = profile.polarity.lock, hook = profile.polarity.hook } = board.polarity;
  const { pulseMs = profile.timing.pulseMs, debounceMs = profile.timing.debounceMs } = board;
  const { bias } = board;
  return {
    id: board.id,
    profile,
    port: board.port,
    protection: board.protection,
    channels: board.channels.map((channel) => ({
      lock: { ...channel.lock, activeLow: lock === 'low-energises' },
      // Active means closed, whatever the level is.
      door:
        channel.door === undefined ? null : { ...channel.door, activeLow: hook === 'low-is-closed', bias },
    })),
    timing: { ...profile.timing, pulseMs, debounceMs },
    solenoidsAtOnceMax: profile.solenoidsAtOnceMax,
  };
}

function refuseBias({ port, bias }: WrittenGpioBoard, path: Path, findings: Findings): void {
  if (port !== 'sysfs' || bias === 'as-is') return;
  findings.refuse(
    [...path, 'bias'],
    'as-is, because sysfs cannot switch a pull resistor on',
    bias,
    'use port gpiod, or let the firmware set the pull (config.txt of a Raspberry Pi: gpio=27=pu).',
  );
}

/** Wiring names a board alone, so that its id is unique among the boards of buses too. */
function refuseRepeatedIds(
  written: readonly WrittenGpioBoard[],
  busBoardIds: ReadonlySet<string>,
  findings: Findings,
): void {
  const ids = written.map(({ id }) => id);
  for (const [index, id] of ids.entries()) {
    if (!busBoardIds.has(id) && ids.indexOf(id) === index) continue;
    findings.refuse(
      ['gpio', index, 'id'],
      'a board id that is used once in the station',
      `${describe(id)} a second time`,
    );
  }
}

function refuseSharedLines(written: readonly WrittenGpioBoard[], findings: Findings): void {
  const owners = new Map<string, string>();
  const claim = (line: WrittenLine, owner: string, path: Path): void => {
    const place = `${line.chip}${line.unit === undefined ? '' : ` (${line.unit})`} line ${String(line.offset)}`;
    const earlier = owners.get(place);
    if (earlier !== undefined) findings.refuse(path, 'a free line', `${place}, which ${earlier} uses`);
    owners.set(place, owner);
  };
  for (const [index, { id, channels }] of written.entries()) {
    for (const [position, { lock, door }] of channels.entries()) {
      const path: Path = ['gpio', index, 'channels', position];
      const channel = `${id} channel ${String(position + 1)}`;
      claim(lock, `the lock of ${channel}`, [...path, 'lock']);
      if (door !== undefined) claim(door, `the door of ${channel}`, [...path, 'door']);
    }
  }
}
