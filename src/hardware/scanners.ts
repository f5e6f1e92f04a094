import assert from 'node:assert';
import type { BridgeClock } from '#bridge/clock';
import type { HidPorts } from '#bridge/scanners/hid-ports';
import { HidRoster } from '#bridge/scanners/hid-roster';
import { createHidTransport } from '#bridge/scanners/hid-transport';
import { createScanDecoder } from '#bridge/scanners/scan-decoder';
import { Scanner } from '#bridge/scanners/scanner';
import type { SerialLine } from '#bridge/transports/serial-transport';
import type { Transport } from '#bridge/transport';
import type { RawScan } from '#codecs/scanners/raw-scan';
import type { Log, ScannerReport, Scanners } from '#station/ports';
import { interpretScan } from './scan-meaning.ts';
import { ScanFilter, type ScanCounters } from './scan-filter.ts';
import type { ScannerWiring } from './scanner-wiring.ts';

export type ScannersShell = {
  readonly clock: BridgeClock;
  readonly hid: HidPorts;
  /** Makes the way to the bytes of a serial scanner, for example `createSerialTransport`. */
  readonly openSerial: (line: SerialLine) => Transport;
  readonly log: Log;
};

export interface HardwareScanners extends Scanners {
  /** What the scanners have read and what became of it, for health; no text of a scan is kept. */
  counters(): readonly ({ readonly scanner: string } & ScanCounters)[];
}

/** The station's scanners on real or virtual devices. `start` may be called once. */
export function createScanners(wirings: readonly ScannerWiring[], shell: ScannersShell): HardwareScanners {
  const roster = new HidRoster(shell.hid, shell.clock);
  let report: (report: ScannerReport) => void = () => undefined;
  const wired = wirings.map((wiring) => {
    const filter = new ScanFilter();
    const transport = transportOf(wiring, shell, roster);
    const scanner = wireUp(wiring, shell, transport, filter, (news) => report(news));
    return { id: wiring.id, scanner, filter };
  });
  return {
    start(reporter) {
      report = reporter;
      for (const { scanner } of wired) scanner.start();
    },
    async stop() {
      report = () => undefined;
      await Promise.all(wired.map(({ scanner }) => scanner.stop()));
    },
    counters: () => wired.map(({ id, filter }) => ({ scanner: id, ...filter.counters() })),
  };
}

function wireUp(
  { id, profile }: ScannerWiring,
  { clock, log }: ScannersShell,
  transport: Transport,
  filter: ScanFilter,
  report: (report: ScannerReport) => void,
): Scanner {
  const take = (scan: RawScan): void => {
    const meaning = interpretScan(scan);
    if (filter.admits(scan, meaning, clock.nowMs())) report({ kind: 'scan', scanner: id, meaning });
  };
  return new Scanner({
    transport,
    clock,
    createDecoder: () => createScanDecoder(profile.input),
    listener: {
      scanned: take,
      found: () => report({ kind: 'scanner-found', scanner: id }),
      lost: () => report({ kind: 'scanner-lost', scanner: id }),
    },
    log: (event, reason) => {
      const fields = { scanner: id, reason };
      if (event === 'opened') log.info(fields, 'scanner opened');
      else log.warn(fields, `scanner ${event}`);
    },
  });
}

function transportOf(wiring: ScannerWiring, shell: ScannersShell, roster: HidRoster): Transport {
  const { binding, profile } = wiring;
  const { input } = profile;
  if (binding.kind === 'serial') {
    assert('line' in input, `scanner ${wiring.id} is bound to a line and its profile is not`);
    return shell.openSerial({ ...input.line, path: binding.path, baud: binding.baud });
  }
  assert('usagePage' in input, `scanner ${wiring.id} is bound as a HID device and its profile is not`);
  const { usagePage, usage } = input;
  return createHidTransport(shell.hid, roster, { ...binding, usagePage, usage });
}
