import type { BridgeClock } from '#bridge/clock';
import { ScaleLine } from '#bridge/scales/scale-line';
import type { Transport } from '#bridge/transport';
import type { LineSettings } from '#bridge/transports/line-settings';
import type { Log, Scale } from '#station/ports';

/** The part of the station's settings that this needs. */
export type ScaleWiring = LineSettings & {
  readonly path: string;
  /** So long one line of the scale counts. */
  readonly staleMs: number;
};

export type HardwareScale = Scale & {
  start(): void;
  stop(): Promise<void>;
};

/** The scale of a station on its serial line, real or virtual; null where the station has none. */
export function createScale(
  wiring: ScaleWiring | null,
  shell: {
    readonly clock: BridgeClock;
    readonly openSerial: (line: LineSettings & { readonly path: string }) => Transport;
    readonly log: Log;
  },
): HardwareScale | null {
  if (wiring === null) return null;
  const { staleMs, ...line } = wiring;
  const { clock, openSerial, log } = shell;
  return new ScaleLine({
    transport: openSerial(line),
    clock,
    staleMs,
    log: (reason) => log.warn({ reason }, 'the scale cannot be heard'),
  });
}
