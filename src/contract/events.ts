import type { z } from 'zod';
import type { DomainEvent, EventType } from '#domain/events';
import { faults } from '#domain/faults';
import * as bodies from './event-data.ts';
import { formatInstant } from './instant.ts';

/** What is sequenced, chained and delivered (rule R20); the rest changes the remembered state only. */
export type ClassAType = Exclude<
  EventType,
  'visit.touched' | 'door.read' | 'door.asked' | 'link.changed' | 'code.paced'
>;

export const severities = ['info', 'minor', 'major', 'critical'] as const;
export type EventSeverity = (typeof severities)[number];

type EventOf<Type extends EventType> = Extract<DomainEvent, { readonly type: Type }>;

/** One row of the table of event types. */
export type EventKind<Type extends ClassAType> = {
  readonly type: `latchkey.${Type}.v1`;
  /** Shape of `data`; used by consumers, documents and tests, never while an event is written. */
  readonly schema: z.ZodType;
  readonly severity: (event: EventOf<Type>) => EventSeverity;
  /** The stay, compartment, board or visit that the event is about. */
  readonly subject: (event: EventOf<Type>) => string | null;
  readonly data: (event: EventOf<Type>) => object;
};

function kind<const Type extends ClassAType, Schema extends z.ZodType<object>>(
  type: Type,
  schema: Schema,
  severity: EventSeverity | ((event: EventOf<Type>) => EventSeverity),
  subject: (event: EventOf<Type>) => string | null,
  data: (event: EventOf<Type>) => z.output<Schema>,
): EventKind<Type> {
  const graded = typeof severity === 'string' ? () => severity : severity;
  return { type: `latchkey.${type}.v1`, schema, severity: graded, subject, data };
}

type Placed = { readonly stay: string; readonly waybill: string; readonly compartment: string };
const placementOf = ({ stay, waybill, compartment }: Placed) => ({ stay, waybill, compartment });
const ofStay = (event: { readonly stay: string }) => event.stay;
const ofCompartment = (event: { readonly compartment: string }) => event.compartment;
const ofVisit = (event: { readonly visit: string }) => event.visit;
const ofNothing = () => null;

/** How grave an outcome of a pulse is; an unknown one may have opened a door with nobody in front of it. */
const unlockSeverity = {
  opened: 'info',
  'no-movement': 'minor',
  unseen: 'minor',
  'not-sent': 'minor',
  unknown: 'major',
} as const;

/**
 * The complete table of class A event types. Fields are copied one by one: what is not named here cannot
 * leave the station by accident.
 */
export const classAEvents: { readonly [Type in ClassAType]: EventKind<Type> } = {
  'epoch.begun': kind(
    'epoch.begun',
    bodies.epochBegun,
    (event) => (event.previousEpoch === null ? 'info' : 'critical'),
    ofNothing,
    ({ cause, previousEpoch, previousSeq, previousHash }) => ({
      cause,
      previousEpoch,
      previousSeq,
      previousHash,
    }),
  ),
  'station.started': kind(
    'station.started',
    bodies.stationStarted,
    'info',
    ofNothing,
    ({ cause, softwareVersion }) => ({ cause, softwareVersion }),
  ),
  'visit.started': kind('visit.started', bodies.visitStarted, 'info', ofVisit, ({ visit, actor }) => ({
    visit,
    actor:
      actor.kind === 'recipient'
        ? { kind: actor.kind }
        : { kind: actor.kind, courier: actor.courier, carrier: actor.carrier },
  })),
  'visit.ended': kind('visit.ended', bodies.visitEnded, 'info', ofVisit, ({ visit, reason }) => ({
    visit,
    reason,
  })),
  'deposit.started': kind('deposit.started', bodies.depositStarted, 'info', ofStay, (event) => ({
    ...placementOf(event),
    visit: event.visit,
    courier: event.courier,
    carrier: event.carrier,
    size: event.size,
    maskedContact: event.maskedContact,
  })),
  'deposit.completed': kind('deposit.completed', bodies.depositCompleted, 'info', ofStay, (event) => ({
    ...placementOf(event),
    courier: event.courier,
    evidence: evidenceOf(event.evidence),
  })),
  'deposit.cancelled': kind(
    'deposit.cancelled',
    bodies.depositCancelled,
    (event) => (event.parcelInside === 'unknown' ? 'minor' : 'info'),
    ofStay,
    (event) => ({ ...placementOf(event), parcelInside: event.parcelInside }),
  ),
  'deposit.moved': kind('deposit.moved', bodies.depositMoved, 'info', ofStay, (event) => ({
    ...placementOf(event),
    to: event.to,
  })),
  'withdrawal.started': kind('withdrawal.started', bodies.withdrawalStarted, 'info', ofStay, (event) => ({
    ...placementOf(event),
    visit: event.visit,
  })),
  'code.issued': kind('code.issued', bodies.codeIssued, 'info', ofStay, (event) => ({
    ...placementOf(event),
    maskedContact: event.maskedContact,
    codeKey: event.record.key,
    issuedAt: formatInstant(event.record.issuedAt.wallMs),
    notice: event.notice,
  })),
  'code.rejected': kind('code.rejected', bodies.codeRejected, 'minor', ofNothing, () => ({})),
  'badge.rejected': kind('badge.rejected', bodies.badgeRejected, 'minor', ofNothing, () => ({})),
  'pickup.started': kind('pickup.started', bodies.pickupStarted, 'info', ofStay, (event) => ({
    ...placementOf(event),
    visit: event.visit,
  })),
  'pickup.reopened': kind('pickup.reopened', bodies.pickupReopened, 'info', ofStay, (event) => ({
    ...placementOf(event),
    visit: event.visit,
  })),
  'pickup.completed': kind('pickup.completed', bodies.pickupCompleted, 'info', ofStay, (event) => ({
    ...placementOf(event),
    evidence: evidenceOf(event.evidence),
  })),
  'pickup.unconfirmed': kind('pickup.unconfirmed', bodies.pickupUnconfirmed, 'minor', ofStay, (event) => ({
    ...placementOf(event),
    evidence: evidenceOf(event.evidence),
  })),
  'unlock.intended': kind('unlock.intended', bodies.unlockIntended, 'info', ofCompartment, (event) => ({
    intention: event.intention,
    authorisation: event.authorisation,
    compartment: event.compartment,
    purpose: event.purpose,
    stay: event.stay,
    pulse: event.pulse,
    doorBefore: event.doorBefore,
  })),
  'release.begun': kind(
    'release.begun',
    bodies.releaseBegun,
    'critical',
    ofCompartment,
    ({ compartment, cause }) => ({ compartment, cause }),
  ),
  'release.intended': kind('release.intended', bodies.releaseIntended, 'major', ofCompartment, (event) => ({
    intention: event.intention,
    authorisation: event.authorisation,
    compartment: event.compartment,
    pulse: event.pulse,
    doorBefore: event.doorBefore,
  })),
  'release.confirmed': kind(
    'release.confirmed',
    bodies.releaseConfirmed,
    'info',
    ofCompartment,
    ({ compartment }) => ({ compartment }),
  ),
  'release.ended': kind(
    'release.ended',
    bodies.releaseEnded,
    'info',
    ofCompartment,
    ({ compartment, cause }) => ({ compartment, cause }),
  ),
  'entrapment.reported': kind(
    'entrapment.reported',
    bodies.entrapmentReported,
    'critical',
    ofNothing,
    ({ compartments }) => ({ compartments: [...compartments] }),
  ),
  'unlock.settled': kind(
    'unlock.settled',
    bodies.unlockSettled,
    (event) => unlockSeverity[event.outcome],
    ofCompartment,
    ({ intention, compartment, outcome }) => ({ intention, compartment, outcome }),
  ),
  'door.opened': kind('door.opened', bodies.doorMoved, 'info', ofCompartment, ({ compartment, visit }) => ({
    compartment,
    visit,
  })),
  'door.closed': kind('door.closed', bodies.doorMoved, 'info', ofCompartment, ({ compartment, visit }) => ({
    compartment,
    visit,
  })),
  'compartment.quarantined': kind(
    'compartment.quarantined',
    bodies.quarantineChanged,
    'minor',
    ofCompartment,
    ({ compartment, cause }) => ({ compartment, cause }),
  ),
  'compartment.released': kind(
    'compartment.released',
    bodies.quarantineChanged,
    'info',
    ofCompartment,
    ({ compartment, cause }) => ({ compartment, cause }),
  ),
  'fault.raised': kind(
    'fault.raised',
    bodies.faultRaised,
    (event) => faults[event.fault].severity,
    (event) => event.subject,
    ({ fault, subject, compartments }) => ({ fault, subject, compartments: [...compartments] }),
  ),
  'fault.cleared': kind(
    'fault.cleared',
    bodies.faultCleared,
    'info',
    (event) => event.subject,
    ({ fault, subject }) => ({ fault, subject }),
  ),
  'board.lost': kind(
    'board.lost',
    bodies.boardChanged,
    'major',
    (event) => event.board,
    ({ board }) => ({ board }),
  ),
  'board.restored': kind(
    'board.restored',
    bodies.boardChanged,
    'info',
    (event) => event.board,
    ({ board }) => ({ board }),
  ),
  'retention.started': kind('retention.started', bodies.retentionStarted, 'info', ofStay, (event) => ({
    ...placementOf(event),
    notifiedAt: formatInstant(event.notifiedAt.wallMs),
  })),
  'parcel.expired': kind('parcel.expired', bodies.parcelExpired, 'minor', ofStay, (event) =>
    placementOf(event),
  ),
};

function evidenceOf(evidence: EventOf<'deposit.completed'>['evidence']) {
  const { doorOpened, doorClosed, occupancy, confirmedBy } = evidence;
  return { doorOpened, doorClosed, occupancy, confirmedBy };
}

/** Whether an event is sequenced and chained; the complement of the domain's class B. */
export function isClassA(type: EventType): type is ClassAType {
  return Object.hasOwn(classAEvents, type);
}
