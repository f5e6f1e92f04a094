import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { obey } from './orders/obedience.ts';
import { refuse } from './orders/order.ts';
import type { OrderOutcome } from './orders/order.ts';
import type { RunningSimulation } from './running-simulation.ts';

export type ControlSocket = { readonly path: string; close(): Promise<void> };

/**
 * Listens on a unix socket for orders, one JSON object a line, and answers each with one line: `ok`, `error`
 * where it is refused, `state` where it was asked for, and `id` where the order had one.
 *
 * A socket file that a simulation left behind at this path is replaced.
 */
export async function openControlSocket(simulation: RunningSimulation, path: string): Promise<ControlSocket> {
  const connected = new Set<Socket>();
  const server = createServer((socket) => {
    connected.add(socket);
    socket.on('close', () => connected.delete(socket));
    // A client that goes away in the middle of an answer is no concern of the simulation.
    socket.on('error', () => socket.destroy());
    createInterface({ input: socket }).on('line', (line) => {
      if (line.trim() !== '') socket.write(`${JSON.stringify(answerLine(simulation, line))}\n`);
    });
  });
  rmSync(path, { force: true });
  server.listen(path);
  await once(server, 'listening');
  return {
    path,
    async close() {
      for (const socket of connected) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function answerLine(simulation: RunningSimulation, line: string): OrderOutcome & { readonly id?: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return refuse('this line is not JSON');
  }
  if (typeof value !== 'object' || value === null || !('id' in value)) return obey(simulation, value);
  const { id, ...order } = value;
  return { id, ...obey(simulation, order) };
}
