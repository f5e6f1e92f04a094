import type { BoardProfile } from '#bridge/profiles/schema';
import { pathOfPlace, placeOf, settleWay, warnOfWay } from './bus-way.ts';
import { refuseUnprotected } from './coil-protection.ts';
import type { Findings } from './findings.ts';
import { judgePace } from './line-pace.ts';
import { describe, type Path } from './problem.ts';
import type { Profiles } from './profiles.ts';
import type { BoardSettings, BusSettings } from './settings.ts';
import type { WrittenBoard, WrittenBus } from './station-schema.ts';

/** Joins the written buses with their profiles. What does not hold is refused; the rest is returned. */
export function settleBuses(
  written: readonly WrittenBus[],
  profiles: Profiles,
  findings: Findings,
): readonly BusSettings[] {
  refuseRepeats(
    written.map((bus) => bus.id),
    (index) => ['buses', index, 'id'],
    'a bus id that is used once',
    findings,
  );
  refuseRepeats(
    written.map(placeOf),
    (index) => pathOfWritten(written, index),
    'a port that no other bus uses',
    findings,
  );
  refuseRepeatedBoards(written, findings);
  return written.flatMap((bus, index) => settleBus(bus, index, profiles, findings));
}

function settleBus(
  bus: WrittenBus,
  index: number,
  profiles: Profiles,
  findings: Findings,
): readonly BusSettings[] {
  const boards = bus.boards.flatMap((board, position) =>
    settleBoard(board, bus, ['buses', index, 'boards', position], profiles, findings),
  );
  refuseRepeats(
    bus.boards.map((board) => board.address),
    (position) => ['buses', index, 'boards', position, 'address'],
    'an address that no other board of this bus has',
    findings,
  );
  refuseMixedLines(boards, bus, index, findings);
  const [first] = boards;
  if (first === undefined) return [];
  const settled = { id: bus.id, transport: settleWay(bus, first.profile.line.baud), boards };
  warnOfWay(bus, index, findings);
  judgePace(settled, index, findings);
  return [settled];
}

function pathOfWritten(written: readonly WrittenBus[], index: number): Path {
  const bus = written[index];
  return bus === undefined ? ['buses', index] : pathOfPlace(bus, index);
}

function settleBoard(
  board: WrittenBoard,
  bus: WrittenBus,
  path: Path,
  profiles: Profiles,
  findings: Findings,
): readonly BoardSettings[] {
  const profile = profiles.boards.get(board.profile);
  if (profile === undefined) {
    const known = [...profiles.boards.keys()].toSorted().join(', ');
    findings.refuse([...path, 'profile'], `one of the lock boards ${known}`, describe(board.profile));
    return [];
  }
  const { min, max } = profile.address;
  if (board.address < min || board.address > max) {
    const expected = `an address from ${String(min)} to ${String(max)}, as the switch of ${profile.id} allows`;
    findings.refuse([...path, 'address'], expected, String(board.address));
  }
  const settled = { id: board.id, profile: asWired(profile, board), address: board.address };
  if (profile.pulse !== 'software') return [settled];
  const { protection = 'none' } = board;
  refuseBurning(board, bus, path, findings);
  return [{ ...settled, protection }];
}

/**
 * Rule R5 for relay boards whose pulses the station ends. The guard of a coil writes to a serial port that
 * the station holds too; a serial server lets only one in, and that is the station, be it alive or frozen.
 */
function refuseBurning(
  { protection, acceptUnprotected }: WrittenBoard,
  { transport }: WrittenBus,
  path: Path,
  findings: Findings,
): void {
  const place = [...path, protection === undefined ? 'profile' : 'protection'];
  const isGuarded = protection === 'timed-by-hardware' || transport.kind === 'serial';
  if (isGuarded || acceptUnprotected === undefined) {
    refuseUnprotected(protection ?? 'none', acceptUnprotected, place, findings);
    return;
  }
  findings.refuse(
    place,
    'timed-by-hardware on a line over a network, where nothing but the station could cut a coil (rule R5)',
    protection ?? 'none',
    'put a timer relay between board and coil, or the board on a serial port.',
  );
}

/**
 * The wiring of the lock decides what a bit means, and the adapter whether it repeats what is sent; so the
 * station file may say otherwise than the profile.
 */
function asWired(profile: BoardProfile, written: WrittenBoard): BoardProfile {
  const { hook = profile.polarity.hook, item = profile.polarity.item } = written.polarity;
  return { ...profile, polarity: { hook, item }, echo: written.echo ?? profile.echo };
}

/** One wire has one speed and one framing. */
function refuseMixedLines(
  boards: readonly BoardSettings[],
  bus: WrittenBus,
  index: number,
  findings: Findings,
): void {
  const lineOf = ({ profile: { line } }: BoardSettings): string =>
    `${String(bus.transport.baud ?? line.baud)} baud, ${String(line.dataBits)}${line.parity.charAt(0).toUpperCase()}${String(line.stopBits)}`;
  const [first, ...others] = boards;
  if (first === undefined) return;
  for (const other of others) {
    if (lineOf(other) === lineOf(first)) continue;
    const position = bus.boards.findIndex((board) => board.id === other.id);
    const path: Path = ['buses', index, 'boards', position, 'profile'];
    const expected = `a board with the line settings of ${first.id} (${lineOf(first)})`;
    findings.refuse(
      path,
      expected,
      lineOf(other),
      'put boards with other line settings on a bus of their own.',
    );
  }
}

/** Board ids are unique in the whole station, because wiring names a board without its bus. */
function refuseRepeatedBoards(written: readonly WrittenBus[], findings: Findings): void {
  const places = written.flatMap((bus, index) =>
    bus.boards.map((board, position) => ({
      id: board.id,
      path: ['buses', index, 'boards', position, 'id'] as Path,
    })),
  );
  const pathOf = (place: number): Path => places[place]?.path ?? [];
  refuseRepeats(
    places.map((place) => place.id),
    pathOf,
    'a board id that is used once in the station',
    findings,
  );
}

function refuseRepeats(
  values: readonly (string | number)[],
  pathOf: (index: number) => Path,
  expected: string,
  findings: Findings,
): void {
  for (const [index, value] of values.entries()) {
    if (values.indexOf(value) < index)
      findings.refuse(pathOf(index), expected, `${describe(value)} a second time`);
  }
}
