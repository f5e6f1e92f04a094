import type { BridgeClock } from '#bridge/clock';
import type { Connection, ConnectionListener, Transport } from '#bridge/transport';

/** One connection of a scripted line, with everything that was written to it. */
export class ScriptedConnection implements Connection {
  readonly written: Uint8Array[] = [];
  readonly #listener: ConnectionListener;
  readonly #onWrite: (bytes: Uint8Array, connection: ScriptedConnection) => void;
  isClosed = false;
  refusesWrites = false;

  constructor(
    listener: ConnectionListener,
    onWrite: (bytes: Uint8Array, connection: ScriptedConnection) => void,
  ) {
    this.#listener = listener;
    this.#onWrite = onWrite;
  }

  write(bytes: Uint8Array): void {
    if (this.isClosed || this.refusesWrites) throw new RangeError('EAGAIN');
    this.written.push(bytes);
    this.#onWrite(bytes, this);
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }

  receive(bytes: Uint8Array): void {
    this.#listener.received(bytes);
  }

  lose(reason: string): void {
    this.#listener.lost(reason);
  }
}

/** A transport whose other end is a function; nothing happens unless the script says so. */
export class ScriptedTransport implements Transport {
  readonly name = 'scripted';
  readonly connections: ScriptedConnection[] = [];
  readonly openedAt: number[] = [];
  readonly #clock: BridgeClock;
  onWrite: (bytes: Uint8Array, connection: ScriptedConnection) => void = () => undefined;
  refusesOpening = false;

  constructor(clock: BridgeClock) {
    this.#clock = clock;
  }

  open(listener: ConnectionListener): Promise<Connection> {
    this.openedAt.push(this.#clock.nowMs());
    if (this.refusesOpening) return Promise.reject(new RangeError('Cannot lock port'));
    const connection = new ScriptedConnection(listener, (bytes, on) => this.onWrite(bytes, on));
    this.connections.push(connection);
    return Promise.resolve(connection);
  }

  /** The connection in use. */
  get line(): ScriptedConnection {
    const line = this.connections.at(-1);
    if (!line) throw new RangeError('the line was never opened');
    return line;
  }

  /** Every frame that ever left, as text, over all connections. */
  get frames(): readonly string[] {
    return this.connections.flatMap((connection) => connection.written.map(hexOf));
  }
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
}

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(' '), (pair) => Number.parseInt(pair, 16));
}
