import { comPortOption } from '#bridge/transports/com-port';
import {
  encodeOption,
  encodeSubnegotiation,
  escapeTelnet,
  readTelnet,
  telnetStart,
} from '#bridge/transports/telnet';
import type { TelnetEvent, TelnetState } from '#bridge/transports/telnet';

/** What a virtual serial server does not do as it is told. */
export type ComPortManners = {
  /** Options that it declines, for example 44 where it does not know RFC 2217. */
  readonly declines?: readonly number[];
  /** The speed that it sets whatever it is asked for; null for the one that was asked for. */
  readonly fixedBaud?: number | null;
};

const accepted: readonly number[] = [comPortOption, 0, 3];
const setBaud = 1;
const answerOffset = 100;

/** The server's end of one RFC 2217 connection: consents to options, confirms settings, unescapes bytes. */
export class ComPortServer {
  /** Commands in the order in which they came, as number and value bytes. */
  readonly commands: number[][] = [];
  readonly #toLine: (bytes: Uint8Array) => void;
  readonly #send: (bytes: Uint8Array) => void;
  readonly #manners: ComPortManners;
  #telnet: TelnetState = telnetStart;

  constructor(
    send: (bytes: Uint8Array) => void,
    toLine: (bytes: Uint8Array) => void,
    manners: ComPortManners = {},
  ) {
    this.#send = send;
    this.#toLine = toLine;
    this.#manners = manners;
  }

  /** Takes what the client sent, in pieces of any size. */
  receive(bytes: Uint8Array): void {
    const { state, events } = readTelnet(this.#telnet, bytes);
    this.#telnet = state;
    for (const event of events) this.#heed(event);
  }

  /** Bytes from the line, on their way to the client. */
  say(bytes: Uint8Array): void {
    this.#send(escapeTelnet(bytes));
  }

  #heed(event: TelnetEvent): void {
    if (event.kind === 'bytes') return this.#toLine(event.bytes);
    if (event.kind === 'subnegotiation') {
      if (event.option === comPortOption) this.#obey([...event.bytes]);
      return;
    }
    const { verb, option } = event;
    const isFine = accepted.includes(option) && !(this.#manners.declines ?? []).includes(option);
    if (verb === 'will') this.#send(encodeOption(isFine ? 'do' : 'dont', option));
    if (verb === 'do') this.#send(encodeOption(isFine ? 'will' : 'wont', option));
  }

  #obey(command: number[]): void {
    this.commands.push(command);
    const [code = 0, ...value] = command;
    const fixedBaud = this.#manners.fixedBaud ?? null;
    const confirmed = code === setBaud && fixedBaud !== null ? fourBytes(fixedBaud) : value;
    this.#send(encodeSubnegotiation(comPortOption, Uint8Array.of(code + answerOffset, ...confirmed)));
  }
}

function fourBytes(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}
