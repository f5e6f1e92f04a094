import { isIP } from 'node:net';
import type { Findings } from './findings.ts';
import type { Path } from './problem.ts';
import type { BusSettings } from './settings.ts';
import type { WrittenBus } from './station-schema.ts';

/** A serial server on the same premises answers within milliseconds; this is for its bad moments. */
const networkLatencyMs = 100;

/** What two buses cannot share. */
export function placeOf({ transport }: WrittenBus): string {
  return transport.kind === 'serial' ? transport.path : `${transport.host}:${String(transport.port)}`;
}

/** Where that stands in the file. */
export function pathOfPlace({ transport }: WrittenBus, index: number): Path {
  return ['buses', index, 'transport', transport.kind === 'serial' ? 'path' : 'port'];
}

/** Fills in what the file leaves out; `profileBaud` is the speed that the boards have by default. */
export function settleWay({ transport }: WrittenBus, profileBaud: number): BusSettings['transport'] {
  const baud = transport.baud ?? profileBaud;
  if (transport.kind === 'serial') return { ...transport, baud, latencyMs: transport.latencyMs ?? 0 };
  return { ...transport, baud, latencyMs: transport.latencyMs ?? networkLatencyMs };
}

/** What works today and may not work tomorrow. */
export function warnOfWay({ transport }: WrittenBus, index: number, findings: Findings): void {
  const path: Path = ['buses', index, 'transport'];
  if (transport.kind === 'serial') {
    if (!/^\/dev\/tty(USB|ACM)\d+$/.test(transport.path)) return;
    const advice = 'use its name below /dev/serial/by-path (or by-id, where no two adapters are alike).';
    findings.warn([...path, 'path'], `the number follows the order of plugging in; ${advice}`);
    return;
  }
  if (isIP(transport.host) === 0) {
    const advice = 'give the address, which needs no name server.';
    findings.warn([...path, 'host'], `the name is looked up whenever the line is opened; ${advice}`);
  }
  const advice = 'keep it on a network of its own.';
  findings.warn(path, `whoever reaches this server over the network can open its doors; ${advice}`);
}
