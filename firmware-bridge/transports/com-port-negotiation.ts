import { afterwards, comPortOption, judgeAnswer, valueOf, wishesOf, type Wish } from './com-port.ts';
import type { LineSettings } from './line-settings.ts';
import { encodeOption, encodeSubnegotiation, type TelnetEvent, type TelnetVerb } from './telnet.ts';

const binaryOption = 0;
const suppressGoAheadOption = 3;

/**
 * How far a client of RFC 2217 has come. Without the binary option in both directions a server may change
 * bytes (a carriage return gets company), so it is insisted on.
 */
export type Negotiation =
  | { readonly at: 'greeting'; readonly line: LineSettings; readonly missing: readonly Consent[] }
  | { readonly at: 'setting'; readonly wishes: readonly Wish[]; readonly open: readonly Wish[] }
  /** The line is set; `wishes` stay, because another client of the server could change them. */
  | { readonly at: 'ready'; readonly wishes: readonly Wish[] }
  | { readonly at: 'refused'; readonly reason: string };

type Consent = { readonly verb: 'do' | 'will'; readonly option: number; readonly without: string };

export type NegotiationStep = { readonly negotiation: Negotiation; readonly replies: readonly Uint8Array[] };

const consents: readonly Consent[] = [
  { verb: 'do', option: comPortOption, without: 'it does not speak RFC 2217' },
  { verb: 'do', option: binaryOption, without: 'it does not take every byte as it is' },
  { verb: 'will', option: binaryOption, without: 'it does not send every byte as it is' },
];
const refusals = { do: 'dont', will: 'wont' } as const;
/** What this client offers (WILL) and asks for (DO); everything else is declined. */
const offered: readonly number[] = [comPortOption, binaryOption, suppressGoAheadOption];
const demanded: readonly number[] = [binaryOption, suppressGoAheadOption];

export function beginNegotiation(line: LineSettings): NegotiationStep {
  const replies = [
    ...offered.map((option) => encodeOption('will', option)),
    ...demanded.map((option) => encodeOption('do', option)),
  ];
  return { negotiation: { at: 'greeting', line, missing: consents }, replies };
}

/** The only place that moves a negotiation on; `event` is what the server said, bytes of the line aside. */
export function negotiate(
  negotiation: Negotiation,
  event: Exclude<TelnetEvent, { kind: 'bytes' }>,
): NegotiationStep {
  if (negotiation.at === 'refused') return { negotiation, replies: [] };
  if (event.kind === 'option') return considerOption(negotiation, event.verb, event.option);
  if (event.option !== comPortOption) return { negotiation, replies: [] };
  return considerAnswer(negotiation, event.bytes);
}

function considerOption(negotiation: Negotiation, verb: TelnetVerb, option: number): NegotiationStep {
  const refused = consents.find((one) => refusals[one.verb] === verb && one.option === option);
  if (refused !== undefined) {
    return { negotiation: { at: 'refused', reason: refused.without }, replies: [] };
  }
  if (verb === 'do' && !offered.includes(option)) {
    return { negotiation, replies: [encodeOption('wont', option)] };
  }
  if (verb === 'will' && !demanded.includes(option)) {
    return { negotiation, replies: [encodeOption('dont', option)] };
  }
  // What was agreed on already is not acknowledged again, or both ends would do so for ever.
  if (negotiation.at !== 'greeting') return { negotiation, replies: [] };
  const missing = negotiation.missing.filter((one) => one.verb !== verb || one.option !== option);
  if (missing.length > 0) return { negotiation: { ...negotiation, missing }, replies: [] };
  const wishes = wishesOf(negotiation.line);
  return { negotiation: { at: 'setting', wishes, open: wishes }, replies: wishes.map(asCommand) };
}

function considerAnswer(negotiation: Negotiation, answer: Uint8Array): NegotiationStep {
  if (negotiation.at !== 'setting' && negotiation.at !== 'ready') return { negotiation, replies: [] };
  const changed = negotiation.wishes.find((wish) => judgeAnswer(wish, answer) === 'changed');
  if (changed !== undefined) {
    const values = `${String(valueOf(answer))} instead of ${String(valueOf(changed.payload))}`;
    return { negotiation: { at: 'refused', reason: `it sets ${changed.name} ${values}` }, replies: [] };
  }
  if (negotiation.at === 'ready') return { negotiation, replies: [] };
  const open = negotiation.open.filter((wish) => judgeAnswer(wish, answer) === 'other');
  if (open.length > 0) return { negotiation: { ...negotiation, open }, replies: [] };
  const replies = afterwards.map((payload) => encodeSubnegotiation(comPortOption, payload));
  return { negotiation: { at: 'ready', wishes: negotiation.wishes }, replies };
}

function asCommand({ payload }: Wish): Uint8Array {
  return encodeSubnegotiation(comPortOption, payload);
}
