import type { ClassAType, DomainEvent } from '#domain/events';

/** One sample of each class A event of a family; the type makes a missing one an error. */
export type SamplesOf<Family extends { readonly type: DomainEvent['type'] }> = {
  readonly [Type in Extract<Family['type'], ClassAType>]: Extract<DomainEvent, { readonly type: Type }>;
};
