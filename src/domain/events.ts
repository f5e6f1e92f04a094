import type { AuditEvent } from './events/audit-events.ts';
import type { CaseEvent } from './events/case-events.ts';
import type { ClockEvent } from './events/clock-events.ts';
import type { CodeEvent } from './events/code-events.ts';
import type { DepositEvent } from './events/deposit-events.ts';
import type { DoorEvent } from './events/door-events.ts';
import type { PickupEvent } from './events/pickup-events.ts';
import type { ProblemEvent } from './events/problem-events.ts';
import type { PhysicalEvent } from './events/physical-events.ts';
import type { RecoveryEvent } from './events/recovery-events.ts';
import type { RecallEvent } from './events/recall-events.ts';
import type { ReleaseEvent } from './events/release-events.ts';
import type { SensorEvent } from './events/sensor-events.ts';
import type { SendingEvent } from './events/sending-events.ts';
import type { ShelfEvent } from './events/shelf-events.ts';
import type { ServiceEvent } from './events/service-events.ts';
import type { StationEvent } from './events/station-events.ts';
import type { StayEvent } from './events/stay-events.ts';
import type { SurveyEvent } from './events/survey-events.ts';
import type { VisitEvent } from './events/visit-events.ts';
import type { Moment } from './moment.ts';

/**
 * What happened. Past participles; each carries the moment at which it was decided. Every family has a file
 * of its own in `events/`.
 */
export type DomainEvent = { readonly at: Moment } & (
  | StationEvent
  | VisitEvent
  | DepositEvent
  | CodeEvent
  | PickupEvent
  | ProblemEvent
  | RecallEvent
  | RecoveryEvent
  | DoorEvent
  | PhysicalEvent
  | SensorEvent
  | AuditEvent
  | ReleaseEvent
  | StayEvent
  | ClockEvent
  | CaseEvent
  | SurveyEvent
  | SendingEvent
  | ServiceEvent
  | ShelfEvent
);

export type EventType = DomainEvent['type'];

/**
 * Class A events are sequenced, chained and delivered to the centre (rule R20). Class B events change the
 * remembered state only; their present value travels on retained topics.
 */
export const classBTypes = [
  'visit.touched',
  'visit.entitled',
  'pickup.said',
  'visit.told',
  'door.read',
  'door.asked',
  'link.changed',
  'code.paced',
  'sensor.agreed',
  'drop-offs.advised',
  'camera.read',
  'recall.matched',
  'clock.noted',
  'quiet.changed',
] as const satisfies readonly EventType[];

/** What is sequenced, chained and delivered. */
export type ClassAType = Exclude<EventType, (typeof classBTypes)[number]>;

const classB: ReadonlySet<EventType> = new Set(classBTypes);

export function isClassB(type: EventType): boolean {
  return classB.has(type);
}
