import type { ProtocolName } from '#codecs/codec-table';

/**
 * Frames that no tool of ours ever sends, as data, with the reason that a person is told. The codecs cannot
 * express them anyway; this list says why a raw frame or a word on the command line is refused.
 */
export type Forbidden = {
  readonly protocols: readonly ProtocolName[];
  /** Words for which a frame like this might be wanted. */
  readonly asks: readonly string[];
  /** Bytes in hexadecimal; `.` stands for any digit, `*` at the end for any further bytes. */
  readonly pattern: string;
  readonly reason: string;
};

const kerong = ['kerong-cu12', 'kerong-cu16', 'kerong-cu24', 'kerong-cu48'] as const;
const askFrames = ['kerong-cu12', 'kerong-cu24'] as const;
const coils = ['modbus-waveshare', 'modbus-coils'] as const;
const everyDoor = ['unlock-all', 'open-all'] as const;
const several = ['unlock-several', 'open-several'] as const;
const held = ['hold', 'continuous', 'output', 'keep-on', 'relay-on'] as const;

const opensAll = 'it opens every door of the board; only the emergency path may, one door after the other';
const opensEverywhere = 'it is a broadcast and opens doors on every board';
const opensSeveral = 'it opens several doors at once, which no supply of ours is made for';
const burns = 'it keeps a coil energised until somebody ends it, which burns the lock';

export const forbiddenFrames: readonly Forbidden[] = [
  {
    protocols: kerong,
    asks: ['erase', 'update', 'upgrade', 'ota'],
    pattern: 'F5 B5 *',
    reason: 'it erases the program of a KERONG board',
  },
  { protocols: ['kerong-cu16'], asks: everyDoor, pattern: '02 .. 33 03 ..', reason: opensAll },
  { protocols: ['kerong-cu16'], asks: ['broadcast'], pattern: '02 F. 31 03 ..', reason: opensEverywhere },
  { protocols: ['kerong-cu12'], asks: everyDoor, pattern: '02 .. 0C 81 *', reason: opensAll },
  { protocols: askFrames, asks: ['broadcast'], pattern: '02 10 .. 81 *', reason: opensEverywhere },
  { protocols: ['kerong-cu48'], asks: everyDoor, pattern: '02 .. 30 51 03 ..', reason: opensAll },
  { protocols: ['kerong-cu48'], asks: ['broadcast'], pattern: '02 0A .. 51 03 ..', reason: opensEverywhere },
  { protocols: ['lockboard-8a'], asks: everyDoor, pattern: '8A .. 00 11 ..', reason: opensAll },
  {
    protocols: ['lockboard-8a'],
    asks: ['long-pulse'],
    pattern: '8A .. .. 11 .. ..',
    reason: 'it asks for a pulse of whole seconds, which the lock is not made for',
  },
  { protocols: ['lockboard-8a'], asks: several, pattern: '90 *', reason: opensSeveral },
  { protocols: ['lockboard-8a'], asks: held, pattern: '9A *', reason: burns },
  { protocols: ['lockboard-8a'], asks: held, pattern: '9B *', reason: burns },
  { protocols: ['dingchang-dc'], asks: everyDoor, pattern: 'DC 02 .. 14 *', reason: opensAll },
  { protocols: ['dingchang-dc'], asks: several, pattern: 'DC 02 .. 15 *', reason: opensSeveral },
  { protocols: ['dingchang-dc'], asks: several, pattern: 'DC 02 .. 18 *', reason: opensSeveral },
  { protocols: ['dingchang-dc'], asks: held, pattern: 'DC 02 .. 16 *', reason: burns },
  { protocols: ['dingchang-dc'], asks: held, pattern: 'DC 02 .. 1A *', reason: burns },
  {
    protocols: ['dingchang-dc'],
    asks: ['erase', 'update', 'upgrade'],
    pattern: 'DC 02 .. 04 *',
    reason: 'it starts an update of the program of the board',
  },
  { protocols: ['wkly'], asks: everyDoor, pattern: '57 4B 4C 59 .. .. 86 *', reason: opensAll },
  { protocols: ['wkly'], asks: several, pattern: '57 4B 4C 59 .. .. 80 *', reason: opensSeveral },
  { protocols: ['wkly'], asks: several, pattern: '57 4B 4C 59 .. .. 87 *', reason: opensSeveral },
  { protocols: ['wkly'], asks: held, pattern: '57 4B 4C 59 .. .. 88 *', reason: burns },
  { protocols: ['wkly'], asks: held, pattern: '57 4B 4C 59 .. .. 89 *', reason: burns },
  { protocols: ['modbus-waveshare'], asks: everyDoor, pattern: '.. 05 00 FF FF 00 *', reason: opensAll },
  { protocols: ['modbus-waveshare'], asks: everyDoor, pattern: '.. 05 00 FF 55 00 *', reason: opensAll },
  { protocols: coils, asks: ['toggle'], pattern: '.. 05 .. .. 55 00 *', reason: burns },
  { protocols: coils, asks: several, pattern: '.. 0F *', reason: opensSeveral },
  { protocols: ['modbus-waveshare'], asks: held, pattern: '.. 05 00 .. FF 00 *', reason: burns },
  { protocols: ['modbus-eletechsup'], asks: everyDoor, pattern: '.. 06 00 00 07 00 *', reason: opensAll },
  { protocols: ['modbus-eletechsup'], asks: held, pattern: '.. 06 .. .. 01 00 *', reason: burns },
  { protocols: ['modbus-eletechsup'], asks: ['toggle'], pattern: '.. 06 .. .. 03 00 *', reason: burns },
  { protocols: ['modbus-eletechsup'], asks: held, pattern: '.. 06 .. .. 04 00 *', reason: burns },
];

/** Why these bytes are never sent to boards of this protocol; null if the list knows of no reason. */
export function whyForbidden(protocol: ProtocolName, frame: Uint8Array): string | null {
  const found = forbiddenFrames.find(
    ({ protocols, pattern }) => protocols.includes(protocol) && matches(pattern, frame),
  );
  return found?.reason ?? null;
}

/** Why what this word asks for is never sent; null if the word asks for nothing on the list. */
export function whyNeverAsked(protocol: ProtocolName, word: string): string | null {
  const found = forbiddenFrames.filter(({ asks }) => asks.includes(word));
  return (found.find(({ protocols }) => protocols.includes(protocol)) ?? found[0])?.reason ?? null;
}

function matches(pattern: string, frame: Uint8Array): boolean {
  const pairs = pattern.split(' ');
  const isOpen = pairs.at(-1) === '*';
  const fixed = isOpen ? pairs.slice(0, -1) : pairs;
  if (isOpen ? frame.length < fixed.length : frame.length !== fixed.length) return false;
  return fixed.every((pair, index) => {
    const digits = (frame[index] ?? 0).toString(16).padStart(2, '0').toUpperCase();
    return [0, 1].every((place) => pair[place] === '.' || pair[place] === digits[place]);
  });
}
