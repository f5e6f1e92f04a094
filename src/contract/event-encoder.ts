import type { ClassAType, DomainEvent } from '#domain/events';
import { classAEvents, isClassA } from './events.ts';
import type { EventKind } from './events/kind.ts';
import { formatInstant } from './instant.ts';

/** A defect of the caller: only class A events are ever written into the chain. */
export class NotSequenced extends Error {
  override readonly name = 'NotSequenced';
}

/** Where an event stands in its chain (rules R20, R22). */
export type Envelope = {
  readonly station: string;
  readonly epoch: string;
  readonly seq: number;
  readonly prevHash: string;
};

/** What stands in the chain in the place of a personal value (rule R20). */
export type Conceal = (field: string, value: string) => string;

/**
 * Writes a class A event as the exact text that is chained, stored and published: a structured CloudEvent
 * 1.0 without `hash`. `seq` is a CloudEvents Integer (32 bits signed: at one event a second an epoch lasts 68
 * years); `monoms` is a String because a run of 25 days overflows that range. Nothing is checked here: the
 * types have checked it, and a visit waits while this runs. Personal values pass through `conceal`.
 */
export function encodeEvent(event: DomainEvent, envelope: Envelope, conceal?: Conceal): string {
  if (!isClassA(event.type)) throw new NotSequenced(event.type);
  // The table pairs each type with functions for exactly this type; TypeScript cannot follow the pairing.
  const kind = classAEvents[event.type] as unknown as EventKind<ClassAType>;
  const classA = event as Parameters<typeof kind.data>[0];
  const subject = kind.subject(classA);
  return JSON.stringify({
    specversion: '1.0',
    id: `${envelope.epoch}-${envelope.seq}`,
    source: `/stations/${envelope.station}`,
    type: kind.type,
    ...(subject === null ? {} : { subject }),
    time: formatInstant(event.at.wallMs),
    datacontenttype: 'application/json',
    epoch: envelope.epoch,
    seq: envelope.seq,
    bootid: event.at.boot,
    monoms: String(Math.floor(event.at.monoMs)),
    clock: event.at.clock,
    severity: kind.severity(classA),
    prevhash: envelope.prevHash,
    data: concealed(kind.data(classA), kind.personal, conceal),
  });
}

/** The fields keep their places, so that two texts of one event differ in these values only. */
function concealed(data: object, personal: readonly string[], conceal: Conceal | undefined): object {
  if (conceal === undefined || personal.length === 0) return data;
  const entries: readonly [string, unknown][] = Object.entries(data);
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      personal.includes(name) && typeof value === 'string' ? conceal(name, value) : value,
    ]),
  );
}
