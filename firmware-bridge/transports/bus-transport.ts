import type { BridgeClock } from '../clock.ts';
import type { Transport } from '../transport.ts';
import type { LineSettings } from './line-settings.ts';
import { createRfc2217Transport } from './rfc2217-transport.ts';
import { createSerialTransport } from './serial-transport.ts';
import { createTcpTransport, type ServerAddress } from './tcp-transport.ts';

/** How the station file says that a bus is reached. */
export type BusWay = (
  { readonly kind: 'serial'; readonly path: string } | ({ readonly kind: 'tcp' | 'rfc2217' } & ServerAddress)
) & { readonly baud: number };

/** Makes the way to the bytes of a bus; `line` holds what the boards of the bus share, speed aside. */
export function createBusTransport(way: BusWay, line: LineSettings, clock: BridgeClock): Transport {
  const settings = { ...line, baud: way.baud };
  if (way.kind === 'serial') return createSerialTransport({ path: way.path, ...settings });
  const server = createTcpTransport({ host: way.host, port: way.port }, clock);
  return way.kind === 'tcp' ? server : createRfc2217Transport(server, settings, clock);
}
