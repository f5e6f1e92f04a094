import type { BridgeClock } from '../clock.ts';
import type { Connection, ConnectionListener, Transport } from '../transport.ts';
import {
  beginNegotiation,
  negotiate,
  type Negotiation,
  type NegotiationStep,
} from './com-port-negotiation.ts';
import { LineRefused, ServerRefused } from './line-refused.ts';
import type { LineSettings } from './line-settings.ts';
import { escapeTelnet, readTelnet, telnetStart, type TelnetState } from './telnet.ts';

/** A dozen small messages there and back; a server that needs longer is none. */
const negotiationMaxMs = 3_000;

/**
 * A line behind a serial server that is told the line settings over the network (RFC 2217). `server` carries
 * the telnet stream, usually a TCP connection. `open` rejects when the server does not know RFC 2217, cannot
 * set the line as wished, or does not answer in time.
 */
export function createRfc2217Transport(server: Transport, line: LineSettings, clock: BridgeClock): Transport {
  return {
    name: server.name.replace('tcp:', 'rfc2217:'),
    open: async (listener) => {
      const connection = new ComPortConnection(listener);
      await connection.open(server, line, clock);
      return connection;
    },
  };
}

/** Told once, when the line is set or when it is clear that it will never be. */
type Settle = (refusal: string | null) => void;

class ComPortConnection implements Connection {
  readonly #listener: ConnectionListener;
  #server: Connection | null = null;
  #telnet: TelnetState = telnetStart;
  #negotiation: Negotiation | null = null;
  #settle: Settle | null = null;
  #isUsable = true;

  constructor(listener: ConnectionListener) {
    this.#listener = listener;
  }

  async open(server: Transport, line: LineSettings, clock: BridgeClock): Promise<void> {
    const settled = new Promise<string | null>((settle) => {
      this.#settle = settle;
    });
    const begun = beginNegotiation(line);
    // A server may speak first.
    this.#negotiation = begun.negotiation;
    this.#server = await server.open({
      received: (bytes) => this.#receive(bytes),
      lost: (reason) => this.#lose(reason),
    });
    const cancel = clock.after(negotiationMaxMs, () => this.#conclude('it does not speak RFC 2217 in time'));
    this.#take(begun);
    const refusal = await settled;
    cancel();
    if (refusal === null) return;
    await this.close();
    throw new ServerRefused(refusal);
  }

  write(bytes: Uint8Array): void {
    if (!this.#isUsable || this.#server === null) throw new LineRefused('the line is not open');
    this.#server.write(escapeTelnet(bytes));
  }

  close(): Promise<void> {
    this.#isUsable = false;
    return this.#server?.close() ?? Promise.resolve();
  }

  #receive(bytes: Uint8Array): void {
    const read = readTelnet(this.#telnet, bytes);
    this.#telnet = read.state;
    for (const event of read.events) {
      if (!this.#isUsable) return;
      if (event.kind !== 'bytes') this.#consider(event);
      // What comes before the line is set was said at another speed, or to somebody else.
      else if (this.#negotiation?.at === 'ready') this.#listener.received(event.bytes);
    }
  }

  #consider(event: Parameters<typeof negotiate>[1]): void {
    if (this.#negotiation !== null) this.#take(negotiate(this.#negotiation, event));
  }

  #take({ negotiation, replies }: NegotiationStep): void {
    this.#negotiation = negotiation;
    try {
      for (const reply of replies) this.#server?.write(reply);
    } catch (error) {
      return this.#lose(error instanceof Error ? error.message : String(error));
    }
    if (negotiation.at === 'ready') this.#conclude(null);
    if (negotiation.at === 'refused') this.#lose(negotiation.reason);
  }

  #lose(reason: string): void {
    if (!this.#isUsable) return;
    if (this.#settle !== null) return this.#conclude(reason);
    this.#isUsable = false;
    void this.#server?.close();
    this.#listener.lost(reason);
  }

  #conclude(refusal: string | null): void {
    this.#settle?.(refusal);
    this.#settle = null;
  }
}
