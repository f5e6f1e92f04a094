import { parseInstant } from '#contract/instant';
import type { ProvenEvent } from './chain.ts';
import { right, wrong } from './findings.ts';
import type { Finding } from './findings.ts';
import { fieldsOf, itemsOf, numberIn, textIn } from './shape.ts';
import type { Fields } from './shape.ts';

/**
 * What the file tells about the parcel, held against the events that it shows. The tables are this verifier's
 * own: whoever wrote the timeline wrote it by other code.
 */

const holderAfter: Readonly<Record<string, (data: Fields) => string>> = {
  'deposit.started': () => 'courier',
  'deposit.completed': () => 'station',
  'deposit.cancelled': (data) => (data['parcelInside'] === 'no' ? 'courier' : 'unclear'),
  'drop-off.started': () => 'sender',
  'drop-off.accepted': () => 'station',
  'drop-off.cancelled': (data) => (data['parcelInside'] === 'no' ? 'sender' : 'unclear'),
  'drop-off.collected': () => 'courier',
  'custody.doubted': () => 'unclear',
  'custody.confirmed': () => 'station',
  'parcel.adjudicated': () => 'unclear',
  'recall.completed': () => 'courier',
  'pickup.completed': () => 'recipient',
  'shelf.placed': () => 'station',
  'shelf.moved': () => 'station',
  'shelf.released': () => 'recipient',
  'shelf.handed-over': () => 'recipient',
};

const beginnings: ReadonlySet<string> = new Set(['deposit.started', 'drop-off.started', 'shelf.placed']);

export function checkStory(bundle: Fields, events: readonly ProvenEvent[]): readonly Finding[] {
  const waybill = textIn(bundle, 'waybill');
  const stays = itemsOf(bundle['stays']).map(String);
  const own = new Set([waybill, ...namesOf(events, waybill), ...stays]);
  const foreign = events.filter(({ data }) => !namesOnly(data, own));
  const begun = new Set(
    events.filter(({ kind }) => beginnings.has(kind)).map(({ data }) => textIn(data, 'stay')),
  );
  const findings = [
    ...foreign.map(({ id }) => wrong('story', `event ${id} is about another parcel`)),
    ...stays
      .filter((stay) => !begun.has(stay))
      .map((stay) => wrong('story', `the beginning of the stay ${stay} is not shown`)),
    ...checkDoors(bundle, events),
  ];
  return findings.length > 0
    ? findings
    : [right('story', `${events.length} events are about waybill ${waybill} and its stays`)];
}

/** A parcel that was dropped off may have had a number of the station before its true one. */
function namesOf(events: readonly ProvenEvent[], waybill: string): readonly string[] {
  return events
    .filter(({ kind }) => kind === 'drop-off.numbered')
    .map(({ data }) => [textIn(data, 'waybill'), textIn(data, 'to')])
    .filter((names) => names.includes(waybill))
    .flat();
}

/** Fields that name a parcel, at whatever depth. */
const naming: ReadonlySet<string> = new Set(['stay', 'waybill', 'found', 'stays', 'waybills']);

function namesOnly(value: unknown, own: ReadonlySet<string>, name = ''): boolean {
  if (typeof value === 'string') return !naming.has(name) || own.has(value);
  if (Array.isArray(value)) return value.every((entry) => namesOnly(entry, own, name));
  return Object.entries(fieldsOf(value)).every(([inner, entry]) => namesOnly(entry, own, inner));
}

function checkDoors(bundle: Fields, events: readonly ProvenEvent[]): readonly Finding[] {
  return itemsOf(bundle['doors']).flatMap((entry, index) => {
    const fact = fieldsOf(entry);
    const event = events.find(({ id }) => id === textIn(fact, 'because'));
    const fits =
      event !== undefined &&
      event.time === textIn(fact, 'at') &&
      textIn(event.data, 'compartment') === textIn(fact, 'compartment') &&
      textIn(fact, 'what').startsWith(event.kind);
    return fits ? [] : [wrong('story', `line ${index + 1} of the doors has no event that says so`)];
  });
}

/** Every span of the timeline must rest on an event, say what that event means, and meet the next one. */
export function checkCustody(bundle: Fields, events: readonly ProvenEvent[]): readonly Finding[] {
  const spans = itemsOf(bundle['custody']).map(fieldsOf);
  const turns = events.filter(({ kind, data }) => kind in holderAfter && textIn(data, 'stay') !== '');
  const findings = spans.flatMap((span, index) => checkSpan(span, index, spans, turns));
  if (spans.length !== turns.length) {
    findings.push(
      wrong('custody', `the timeline has ${spans.length} spans, the events make ${turns.length}`),
    );
  }
  return findings.length > 0
    ? findings
    : [right('custody', `each of the ${spans.length} spans of custody rests on an event`)];
}

/** NaN where one of them is no instant. */
function secondsBetween(from: string, to: string): number {
  return Math.floor(((parseInstant(to) ?? Number.NaN) - (parseInstant(from) ?? Number.NaN)) / 1_000);
}

function checkSpan(
  span: Fields,
  index: number,
  spans: readonly Fields[],
  turns: readonly ProvenEvent[],
): readonly Finding[] {
  const bad = (says: string): readonly Finding[] => [wrong('custody', `span ${index + 1} ${says}`)];
  const turn = turns.find(({ id }) => id === textIn(span, 'because'));
  if (turn === undefined) return bad('rests on no event that is shown');
  if (textIn(turn.data, 'stay') !== textIn(span, 'stay')) return bad('is about another stay than its event');
  if (holderAfter[turn.kind]?.(turn.data) !== textIn(span, 'holder')) return bad('names another holder');
  if (turn.time !== textIn(span, 'from')) return bad('begins at another time than its event');
  if (JSON.stringify(turn.data['evidence'] ?? null) !== JSON.stringify(span['evidence'] ?? null)) {
    return bad('shows other evidence than its event');
  }
  const next = spans.slice(index + 1).find((other) => textIn(other, 'stay') === textIn(span, 'stay'));
  if (next === undefined) return span['to'] === null ? [] : bad('ends although nothing ended it');
  if (textIn(next, 'from') !== textIn(span, 'to')) return bad('does not meet the next one');
  const seconds = secondsBetween(textIn(span, 'from'), textIn(span, 'to'));
  return seconds === numberIn(span, 'seconds') ? [] : bad('counts its seconds wrongly');
}
