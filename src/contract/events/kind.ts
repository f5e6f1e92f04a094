import type { z } from 'zod';
import type { ClassAType, DomainEvent, EventType } from '#domain/events';

export const severities = ['info', 'minor', 'major', 'critical'] as const;
export type EventSeverity = (typeof severities)[number];

export type EventOf<Type extends EventType> = Extract<DomainEvent, { readonly type: Type }>;

/** One row of the table of event types. */
export type EventKind<Type extends ClassAType> = {
  readonly type: `latchkey.${Type}.v1`;
  /** Shape of `data`; used by consumers, documents and tests, never while an event is written. */
  readonly schema: z.ZodType;
  readonly severity: (event: EventOf<Type>) => EventSeverity;
  /** The stay, compartment, board or visit that the event is about. */
  readonly subject: (event: EventOf<Type>) => string | null;
  readonly data: (event: EventOf<Type>) => object;
  /** Fields of `data` that can be purged: the chain holds a commitment in their place (rule R20). */
  readonly personal: readonly string[];
};

/** Writes one row; a severity that depends on the event is a function of it. */
export function kind<const Type extends ClassAType, Schema extends z.ZodType<object>>(
  type: Type,
  schema: Schema,
  severity: EventSeverity | ((event: EventOf<Type>) => EventSeverity),
  subject: (event: EventOf<Type>) => string | null,
  data: (event: EventOf<Type>) => z.output<Schema>,
  personal: readonly (keyof z.output<Schema> & string)[] = [],
): EventKind<Type> {
  const graded = typeof severity === 'string' ? () => severity : severity;
  return { type: `latchkey.${type}.v1`, schema, severity: graded, subject, data, personal };
}

type Placed = { readonly stay: string; readonly waybill: string; readonly compartment: string };
export const placementOf = ({ stay, waybill, compartment }: Placed) => ({ stay, waybill, compartment });
export const ofStay = (event: { readonly stay: string }) => event.stay;
export const ofCompartment = (event: { readonly compartment: string }) => event.compartment;
export const ofVisit = (event: { readonly visit: string }) => event.visit;
export const ofNothing = () => null;
