import type { VirtualCabinet } from '../physics/cabinet.ts';
import { VirtualChip, type VirtualLine } from './virtual-lines.ts';
import { wireCompartment } from './wired-compartment.ts';

type SimulatedLine = {
  readonly chip: string;
  readonly offset: number;
  readonly unit?: string | undefined;
  readonly activeLow: boolean;
};

/** A board of GPIO lines as the station file has it. */
export type SimulatedGpioBoard = {
  readonly id: string;
  readonly channels: readonly { readonly lock: SimulatedLine; readonly door: SimulatedLine | null }[];
  readonly timing: { readonly pulseMs: number };
  readonly protection: 'timed-by-hardware' | 'none';
};

type Place = { readonly label: string; readonly board: string; readonly channel: number };

/** Where Raspberry Pi kernels from 6.6 on begin to count. */
const firstNumber = 512;
/** As many lines as a Raspberry Pi has, so that a chip looks like one. */
const lineCountMin = 58;

/** The chips that these boards name, with the coils and hooks of the cabinet wired to their lines. */
export function buildChips(
  boards: readonly SimulatedGpioBoard[],
  places: readonly Place[],
  cabinet: VirtualCabinet,
): readonly VirtualChip[] {
  const chips = makeChips(boards.flatMap(({ channels }) => channels.flatMap(linesOf)));
  const find = ({ chip: label, unit, offset }: SimulatedLine): VirtualLine | undefined =>
    chips.find((chip) => chip.label === label && chip.unit === (unit ?? null))?.lines[offset];
  for (const { id, channels, timing, protection } of boards) {
    const oneShotMs = protection === 'timed-by-hardware' ? timing.pulseMs : null;
    for (const [index, { lock, door }] of channels.entries()) {
      const place = places.find(({ board, channel }) => board === id && channel === index + 1);
      const [lockLine, doorLine] = [find(lock), door === null ? undefined : find(door)];
      if (place === undefined || lockLine === undefined) continue;
      wireCompartment(cabinet, {
        label: place.label,
        lock: { line: lockLine, activeLow: lock.activeLow, oneShotMs },
        door:
          doorLine === undefined ? null : { line: doorLine, closedLevel: door?.activeLow === true ? 0 : 1 },
      });
    }
  }
  return chips;
}

function linesOf({ lock, door }: SimulatedGpioBoard['channels'][number]): readonly SimulatedLine[] {
  return door === null ? [lock] : [lock, door];
}

function makeChips(lines: readonly SimulatedLine[]): readonly VirtualChip[] {
  const chips: VirtualChip[] = [];
  for (const first of lines) {
    const own = lines.filter(({ chip, unit }) => chip === first.chip && unit === first.unit);
    if (own[0] !== first) continue;
    const earlier = chips.at(-1);
    chips.push(
      new VirtualChip({
        label: first.chip,
        lineCount: Math.max(lineCountMin, ...own.map(({ offset }) => offset + 1)),
        firstNumber: earlier === undefined ? firstNumber : earlier.firstNumber + earlier.lines.length,
        ...(first.unit === undefined ? {} : { unit: first.unit }),
      }),
    );
  }
  return chips;
}
