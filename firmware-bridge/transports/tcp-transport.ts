import { connect, type Socket } from 'node:net';
import type { BridgeClock } from '../clock.ts';
import type { Connection, ConnectionListener, Transport } from '../transport.ts';
import { LineRefused, ServerRefused } from './line-refused.ts';

/** A serial server that passes bytes as they are; its line settings are made on its own page. */
export type ServerAddress = {
  /** Prefer an address to a name, which somebody would have to look up each time the line is opened. */
  readonly host: string;
  readonly port: number;
};

/** A server on the same premises answers within milliseconds; ten seconds put its boards out of service. */
const connectMaxMs = 3_000;
/**
 * How long nothing may come back for what was written. The network keeps bytes that nobody acknowledges and
 * delivers them when it is whole again, so that an unlock could open a door long after its person has gone;
 * only giving the connection up takes them back. A silent line costs a new connection each time, which the
 * back-off of the line makes rare.
 */
const answerMaxMs = 3_000;

/**
 * A line behind a serial server with a plain TCP port. `open` rejects when nobody answers in time.
 *
 * A connection is lost as well when it is half open: when bytes go out and none come in.
 */
export function createTcpTransport(server: ServerAddress, clock: BridgeClock): Transport {
  const { host, port } = server;
  return {
    name: `tcp://${host.includes(':') ? `[${host}]` : host}:${String(port)}`,
    open: (listener) => connectTo(server, listener, clock),
  };
}

function connectTo(
  { host, port }: ServerAddress,
  listener: ConnectionListener,
  clock: BridgeClock,
): Promise<Connection> {
  return new Promise((resolve, reject) => {
    // Requests are small and each waits for its reply, so that nothing is gained by collecting them.
    const socket = connect({ host, port, noDelay: true });
    const fail = (error: Error): void => {
      cancel();
      socket.destroy();
      reject(error);
    };
    const cancel = clock.after(connectMaxMs, () => {
      fail(new ServerRefused(`nobody answers within ${String(connectMaxMs / 1000)} s`));
    });
    socket.once('error', fail);
    socket.once('connect', () => {
      cancel();
      socket.off('error', fail);
      resolve(new TcpConnection(socket, listener, clock));
    });
  });
}

class TcpConnection implements Connection {
  readonly #socket: Socket;
  readonly #listener: ConnectionListener;
  readonly #clock: BridgeClock;
  #isUsable = true;
  /** Set while bytes have gone out and none have come back since. */
  #stopWaiting: (() => void) | null = null;

  constructor(socket: Socket, listener: ConnectionListener, clock: BridgeClock) {
    this.#socket = socket;
    this.#listener = listener;
    this.#clock = clock;
    socket.on('data', (bytes: Uint8Array) => {
      this.#hear();
      if (this.#isUsable) listener.received(bytes);
    });
    socket.on('end', () => this.#lose('the server closed the connection'));
    socket.on('error', (error) => this.#lose(error.message));
    socket.on('close', () => this.#lose('the connection was closed'));
  }

  write(bytes: Uint8Array): void {
    if (!this.#isUsable) throw new LineRefused('the line is not open');
    this.#socket.write(bytes);
    if (this.#socket.writableLength > 0) {
      // What the kernel does not take at once would follow at some later time, when nobody expects it.
      this.#isUsable = false;
      this.#socket.resetAndDestroy();
      throw new LineRefused('the server takes no more bytes');
    }
    this.#stopWaiting ??= this.#clock.after(answerMaxMs, () => {
      this.#lose(`nothing came back for ${String(answerMaxMs / 1000)} s`);
    });
  }

  close(): Promise<void> {
    this.#isUsable = false;
    return this.#destroyed();
  }

  #hear(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
  }

  #lose(reason: string): void {
    if (!this.#isUsable) return;
    this.#isUsable = false;
    void this.#destroyed();
    this.#listener.lost(reason);
  }

  /** A reset also takes back what was written and has not arrived. */
  #destroyed(): Promise<void> {
    const isAnswerOwed = this.#stopWaiting !== null;
    this.#hear();
    if (this.#socket.closed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#socket.once('close', () => resolve());
      if (isAnswerOwed) this.#socket.resetAndDestroy();
      else this.#socket.destroy();
    });
  }
}
