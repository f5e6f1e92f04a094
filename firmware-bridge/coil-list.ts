import { rm } from 'node:fs/promises';
import { writeList } from './list-file.ts';
import type { LineSettings } from './transports/line-settings.ts';

/** A board on a serial line, and the frame that switches all of its coils off. */
export type ListedBoard = {
  readonly board: string;
  readonly path: string;
  readonly line: LineSettings;
  readonly allOff: Uint8Array;
};

/**
 * Writes down how coils are cut, for `packaging/cut-coils`: whoever does it after a crash has neither this
 * process nor the station file. Without boards no list is left, because the port of an earlier one may be
 * another device by now.
 */
export async function writeCoilList(path: string, boards: readonly ListedBoard[]): Promise<void> {
  if (boards.length === 0) return rm(path, { force: true });
  await writeList(path, [
    '# Boards whose pulses the station ends. Written at every start of the station.',
    ...boards.map(({ board, path: port, line, allOff }) =>
      [board, octalOf(allOff), settingsOf(line), port].join(' '),
    ),
  ]);
}

/** As `printf` of every shell understands it. */
function octalOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

/** As `stty` names them. */
function settingsOf({ baud, dataBits, parity, stopBits }: LineSettings): string {
  const parities = { none: ['-parenb'], even: ['parenb', '-parodd'], odd: ['parenb', 'parodd'] } as const;
  const stop = stopBits === 2 ? 'cstopb' : '-cstopb';
  return [String(baud), `cs${String(dataBits)}`, ...parities[parity], stop].join();
}
