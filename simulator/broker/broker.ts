import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { Aedes } from 'aedes';

export interface EmbeddedBroker {
  readonly port: number;
  readonly url: string;
  /** Cuts every connection and forgets everything, as a broker without persistence does. */
  stop(): Promise<void>;
}

/**
 * An MQTT 5 broker inside this process, for the demo and for tests on machines without Mosquitto. Loopback
 * only, open to everybody, without memory: it proves nothing about an installation.
 */
export async function startBroker(wish: { readonly port?: number } = {}): Promise<EmbeddedBroker> {
  // A second of a fast drain may wait for one slow subscriber; the default of 42 would cut a publisher off.
  const broker = await Aedes.createBroker({ queueLimit: 10_000, receiveMaximum: 100 });
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    broker.handle(socket);
  });
  server.listen(wish.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      await closed;
    },
  };
}
