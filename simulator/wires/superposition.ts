import type { Dice } from '../dice.ts';

/** What one driver says, and how many bits after the first one it begins. */
export type Talk = { readonly afterBits: number; readonly bytes: Uint8Array };

/** Receivers look at the line sixteen times a bit. */
const ticksPerBit = 16;
const bitsPerByte = 10;
const space = 0;
const mark = 1;
/** What a receiver puts in the place of a byte without a stop bit: NUL, see INPCK in termios(3). */
const framingError = 0x00;

/**
 * What a receiver hears of drivers that talk at the same time, as on RS-485: where all say the same, that;
 * where they contradict each other, the voltage lies between the two levels and the dice decide. A start bit
 * in the wrong place shifts all that follows.
 */
export function hearTogether(talks: readonly Talk[], dice: Dice): Uint8Array {
  return receive(levelsOf(talks, dice));
}

/** The level at each tick; an idle line rests at mark. */
function levelsOf(talks: readonly Talk[], dice: Dice): readonly number[] {
  const driven = talks.map(({ afterBits, bytes }) => ({ from: Math.round(afterBits * ticksPerBit), bytes }));
  const ends = driven.map(({ from, bytes }) => from + bytes.length * bitsPerByte * ticksPerBit);
  return Array.from({ length: Math.max(0, ...ends) + ticksPerBit }, (_, tick) => {
    const said = driven.flatMap(({ from, bytes }) => levelAt(bytes, tick - from) ?? []);
    const [first = mark] = said;
    return said.every((level) => level === first) ? first : dice.below(2);
  });
}

/** One start bit, eight data bits, lowest first, one stop bit; null before the first and after the last. */
function levelAt(bytes: Uint8Array, tick: number): number | null {
  const bit = Math.floor(tick / ticksPerBit);
  const byte = bytes[Math.floor(bit / bitsPerByte)];
  if (tick < 0 || byte === undefined) return null;
  const place = bit % bitsPerByte;
  if (place === 0) return space;
  return place === bitsPerByte - 1 ? mark : (byte >> (place - 1)) & 1;
}

/** Waits for a start bit, believes one that lasts to its middle, and looks into the middle of each bit. */
function receive(levels: readonly number[]): Uint8Array {
  const heard: number[] = [];
  let tick = 0;
  while (tick < levels.length) {
    const middle = tick + ticksPerBit / 2;
    if (levels[tick] !== space || levels[middle] !== space) {
      tick += 1;
      continue;
    }
    const bits = Array.from({ length: 8 }, (_, bit) => levels[middle + (bit + 1) * ticksPerBit] ?? mark);
    tick = middle + (bitsPerByte - 1) * ticksPerBit;
    const isWhole = (levels[tick] ?? mark) === mark;
    heard.push(isWhole ? bits.reduce((byte, bit, place) => byte | (bit << place), 0) : framingError);
    if (!isWhole) tick = endOfSpace(levels, tick);
  }
  return Uint8Array.from(heard);
}

function endOfSpace(levels: readonly number[], from: number): number {
  const marked = levels.indexOf(mark, from);
  return marked < 0 ? levels.length : marked;
}
