/** Telnet (RFC 854) as far as RFC 2217 needs it: how bytes, options and subnegotiations share one stream. */

/** Interpret as command; as a value of its own it is written twice. */
const iac = 0xff;
const subBegin = 0xfa;
const subEnd = 0xf0;
const verbs = { will: 0xfb, wont: 0xfc, do: 0xfd, dont: 0xfe } as const;

export type TelnetVerb = keyof typeof verbs;

export type TelnetEvent =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'option'; readonly verb: TelnetVerb; readonly option: number }
  | { readonly kind: 'subnegotiation'; readonly option: number; readonly bytes: Uint8Array };

/** Where a reader stands in the stream; it may be cut anywhere. */
export type TelnetState =
  | { readonly at: 'text' }
  | { readonly at: 'command' }
  | { readonly at: 'option'; readonly verb: TelnetVerb }
  | { readonly at: 'subnegotiation'; readonly bytes: readonly number[] }
  | { readonly at: 'subnegotiation-command'; readonly bytes: readonly number[] };

export const telnetStart: TelnetState = { at: 'text' };

/** The longest that RFC 2217 knows is a signature; more is cut, so that no peer fills the memory. */
const subnegotiationLengthMax = 256;

/** Takes a piece of the stream apart. Commands without meaning for a serial line are passed over. */
export function readTelnet(
  state: TelnetState,
  received: Uint8Array,
): { readonly state: TelnetState; readonly events: readonly TelnetEvent[] } {
  const events: TelnetEvent[] = [];
  let text: number[] = [];
  const endText = (): void => {
    if (text.length > 0) events.push({ kind: 'bytes', bytes: Uint8Array.from(text) });
    text = [];
  };
  let reached = state;
  for (const byte of received) {
    const step = stepOn(reached, byte);
    reached = step.state;
    if (step.text !== undefined) text.push(step.text);
    if (step.event === undefined) continue;
    endText();
    events.push(step.event);
  }
  endText();
  return { state: reached, events };
}

type Step = { readonly state: TelnetState; readonly text?: number; readonly event?: TelnetEvent };

function stepOn(state: TelnetState, byte: number): Step {
  switch (state.at) {
    case 'text':
      return byte === iac ? { state: { at: 'command' } } : { state, text: byte };
    case 'command':
      return afterCommand(byte);
    case 'option':
      return { state: telnetStart, event: { kind: 'option', verb: state.verb, option: byte } };
    case 'subnegotiation':
      if (byte === iac) return { state: { at: 'subnegotiation-command', bytes: state.bytes } };
      return { state: { at: 'subnegotiation', bytes: grown(state.bytes, byte) } };
    case 'subnegotiation-command':
      return insideSubnegotiation(state.bytes, byte);
  }
}

function afterCommand(byte: number): Step {
  if (byte === iac) return { state: telnetStart, text: iac };
  if (byte === subBegin) return { state: { at: 'subnegotiation', bytes: [] } };
  const verb = verbNames.get(byte);
  return { state: verb === undefined ? telnetStart : { at: 'option', verb } };
}

function insideSubnegotiation(bytes: readonly number[], byte: number): Step {
  if (byte === iac) return { state: { at: 'subnegotiation', bytes: grown(bytes, iac) } };
  const [option, ...rest] = bytes;
  // Anything but its end, or an empty one, is a mistake of the peer: it is dropped as a whole.
  if (byte !== subEnd || option === undefined) return { state: telnetStart };
  const event = { kind: 'subnegotiation', option, bytes: Uint8Array.from(rest) } as const;
  return { state: telnetStart, event };
}

function grown(bytes: readonly number[], byte: number): readonly number[] {
  return bytes.length < subnegotiationLengthMax ? [...bytes, byte] : bytes;
}

const verbNames = new Map<number, TelnetVerb>(
  Object.entries(verbs).map(([name, byte]) => [byte, name as TelnetVerb]),
);

/** Bytes as they travel: every 255 twice. */
export function escapeTelnet(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(iac)) return bytes;
  return Uint8Array.from([...bytes].flatMap((byte) => (byte === iac ? [iac, iac] : [byte])));
}

export function encodeOption(verb: TelnetVerb, option: number): Uint8Array {
  return Uint8Array.of(iac, verbs[verb], option);
}

export function encodeSubnegotiation(option: number, bytes: Uint8Array): Uint8Array {
  return Uint8Array.of(iac, subBegin, option, ...escapeTelnet(bytes), iac, subEnd);
}
