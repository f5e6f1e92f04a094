import { join } from 'node:path';
import type { ScannerProfile } from '#bridge/profiles/scanner-schema';
import type { Dice } from '../dice.ts';
import type { BusPort } from '../running-simulation.ts';
import { PluggedPort } from '../wires/plugged-port.ts';
import { VirtualScanner } from './virtual-scanner.ts';

/** A scanner as the station file has it. */
export type SimulatedScanner = { readonly id: string; readonly profile: ScannerProfile };

/** A virtual scanner and the terminal that a controller opens. */
export type PluggedScanner = {
  readonly scanner: VirtualScanner;
  readonly profile: string;
  readonly port: BusPort;
};

/**
 * Plugs the scanners of serial lines in, each on a terminal of its own, with a link `scanners/ID` below
 * `linkDirectory`. HID scanners have no place on a terminal; `VirtualHidPorts` stands in for them.
 */
export function plugScanners(
  scanners: readonly SimulatedScanner[],
  linkDirectory: string | null,
  dice: Dice,
): ReadonlyMap<string, PluggedScanner> {
  const links = linkDirectory === null ? null : join(linkDirectory, 'scanners');
  return new Map(
    scanners
      .filter(({ profile }) => 'line' in profile.input)
      .map(({ id, profile }) => {
        const send = (bytes: Uint8Array): void => port.write(bytes);
        const scanner = new VirtualScanner(id, profile.input, dice.split(id), send);
        const port: PluggedPort = new PluggedPort(scanner, links);
        return [id, { scanner, profile: profile.id, port }];
      }),
  );
}
