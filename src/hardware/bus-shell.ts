import assert from 'node:assert';
import { join } from 'node:path';
import type { BridgeClock } from '#bridge/clock';
import type { Transport } from '#bridge/transport';
import { createBusTransport } from '#bridge/transports/bus-transport';
import type { CoilShell } from './bus-protection.ts';
import type { BusWiring } from './wiring.ts';

/** Lines as this machine has them. The check of the station file has seen to one framing for each bus. */
export function systemLines(clock: BridgeClock): (bus: BusWiring) => Transport {
  return ({ id, transport, boards: [first] }) => {
    assert(first, `bus ${id} has no boards, and so no line settings`);
    return createBusTransport(transport, first.profile.line, clock);
  };
}

/** The guard of this installation. `directory` is where the station keeps what it knows. */
export function systemCoils({ directory, root }: { directory: string; root: string }): CoilShell {
  return { coilList: join(directory, 'bus.coils'), guardProgram: join(root, 'packaging/cut-coils') };
}
