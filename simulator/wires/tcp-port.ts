import assert from 'node:assert';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { BusPort } from '../running-simulation.ts';
import { ComPortServer } from './com-port-server.ts';
import type { ComPortManners } from './com-port-server.ts';

export type TcpPortInput = {
  /** Plain bytes, or line settings by telnet. */
  readonly speaks: 'tcp' | 'rfc2217';
  /** On 127.0.0.1; 0 for any that is free. */
  readonly port: number;
  /** Takes the controller's bytes. */
  readonly toLine: (bytes: Uint8Array) => void;
  readonly manners?: ComPortManners;
};

/** One controller that is connected. */
type Client = {
  readonly socket: Socket;
  readonly comPort: ComPortServer | null;
  /** What was under way in either direction when the network was cut. */
  readonly stopped: (() => void)[];
};

/** The port of a virtual serial server: one controller at a time, as such servers have it. */
export class TcpPort implements BusPort {
  readonly #input: TcpPortInput;
  #server: Server | null = null;
  #client: Client | null = null;
  #port = 0;
  #isCut = false;

  private constructor(input: TcpPortInput) {
    this.#input = input;
    this.#port = input.port;
  }

  static async open(input: TcpPortInput): Promise<TcpPort> {
    const port = new TcpPort(input);
    await port.#listen();
    return port;
  }

  get path(): string | null {
    return this.#server === null ? null : `${this.#input.speaks}://127.0.0.1:${String(this.#port)}`;
  }

  get port(): number {
    return this.#port;
  }

  /** What the controller who is connected asked RFC 2217 for. */
  get commands(): readonly (readonly number[])[] {
    return this.#client?.comPort?.commands ?? [];
  }

  get isConnected(): boolean {
    return this.#client !== null;
  }

  /** Bytes for the controller; nobody hears them while none is connected. */
  write(bytes: Uint8Array): void {
    const client = this.#client;
    if (client === null) return;
    this.#carry(client, () => {
      if (client.comPort === null) client.socket.write(bytes);
      else client.comPort.say(bytes);
    });
  }

  plugIn(): void {
    if (this.#server === null) void this.#listen();
  }

  /** The server loses its power: nobody is connected any more and nobody can connect. */
  unplug(): void {
    this.#client?.socket.resetAndDestroy();
    this.#client = null;
    this.#server?.close();
    this.#server = null;
  }

  /**
   * The network between breaks without a word: both ends believe in the connection, and what is under way
   * waits. `joinNetwork` delivers it, unless the controller has taken it back by a reset.
   */
  cutNetwork(): void {
    this.#isCut = true;
  }

  joinNetwork(): void {
    this.#isCut = false;
    for (const deliver of this.#client?.stopped.splice(0) ?? []) deliver();
  }

  async #listen(): Promise<void> {
    const server = createServer({ noDelay: true }, (socket) => this.#admit(socket));
    this.#server = server;
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert(typeof address === 'object' && address !== null, 'a TCP server has an address');
    this.#port = address.port;
  }

  #admit(socket: Socket): void {
    if (this.#client !== null) {
      socket.destroy();
      return;
    }
    const { speaks, toLine, manners } = this.#input;
    const send = (bytes: Uint8Array): void => {
      socket.write(bytes);
    };
    const comPort = speaks === 'rfc2217' ? new ComPortServer(send, toLine, manners) : null;
    const client: Client = { socket, comPort, stopped: [] };
    this.#client = client;
    socket.on('data', (bytes: Uint8Array) => {
      this.#carry(client, () => (comPort === null ? toLine(bytes) : comPort.receive(bytes)));
    });
    // A controller that goes away in the middle of a word is no concern of the server.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (this.#client === client) this.#client = null;
    });
  }

  #carry(client: Client, deliver: () => void): void {
    if (this.#isCut) client.stopped.push(deliver);
    else deliver();
  }
}
