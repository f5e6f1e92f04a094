import { auditEvents } from './events/audit-events.ts';
import { caseEvents } from './events/case-events.ts';
import { clockEvents } from './events/clock-events.ts';
import { codeEvents } from './events/code-events.ts';
import { depositChangeEvents } from './events/deposit-change-events.ts';
import { depositEvents } from './events/deposit-events.ts';
import { doorEvents } from './events/door-events.ts';
import { pickupEvents } from './events/pickup-events.ts';
import { problemEvents } from './events/problem-events.ts';
import { physicalEvents } from './events/physical-events.ts';
import { recoveryEvents } from './events/recovery-events.ts';
import { recallEvents } from './events/recall-events.ts';
import { releaseEvents } from './events/release-events.ts';
import { sensorEvents } from './events/sensor-events.ts';
import { sendingEvents } from './events/sending-events.ts';
import { serviceEvents } from './events/service-events.ts';
import { shelfEvents } from './events/shelf-events.ts';
import { stationEvents } from './events/station-events.ts';
import { stayEvents } from './events/stay-events.ts';
import { surveyEvents } from './events/survey-events.ts';
import { visitEvents } from './events/visit-events.ts';
import type { EventKind } from './events/kind.ts';
import type { ClassAType, EventType } from '#domain/events';

/**
 * The complete table of class A event types. Fields are copied one by one: what is not named here cannot
 * leave the station by accident. Every family has a file of its own in `events/`, with schemas beside rows.
 */
export const classAEvents: { readonly [Type in ClassAType]: EventKind<Type> } = {
  ...stationEvents,
  ...visitEvents,
  ...depositEvents,
  ...depositChangeEvents,
  ...codeEvents,
  ...pickupEvents,
  ...problemEvents,
  ...recallEvents,
  ...recoveryEvents,
  ...doorEvents,
  ...physicalEvents,
  ...sensorEvents,
  ...auditEvents,
  ...releaseEvents,
  ...stayEvents,
  ...caseEvents,
  ...surveyEvents,
  ...clockEvents,
  ...sendingEvents,
  ...serviceEvents,
  ...shelfEvents,
};

/** Whether an event is sequenced and chained; the complement of the domain's class B. */
export function isClassA(type: EventType): type is ClassAType {
  return Object.hasOwn(classAEvents, type);
}
