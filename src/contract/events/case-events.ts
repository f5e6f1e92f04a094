import { z } from 'zod';
import { caseKinds, caseOutcomes, tiers } from '#domain/cases';
import type { CaseKind } from '#domain/cases';
import { compartment, stay, visit } from './fields.ts';
import { kind } from './kind.ts';

export const caseKind = z.enum(Object.keys(caseKinds) as [CaseKind, ...CaseKind[]]);
export const tier = z
  .enum(tiers)
  .describe('Who has to act: the kiosk, somebody on site, operations, whoever rescues people.');
const number = z.string().describe('The number that was told to the person.');
const operator = z.string().describe("A person of the operator, by the id of the operator's list.");
const ofCase = (event: { readonly case: string }) => event.case;

const caseOpened = z
  .strictObject({
    case: number,
    kind: caseKind,
    reason: z.enum(['delay', 'damage', 'loss', 'misdelivery', 'none']),
    tier,
    stay: stay.nullable(),
    compartment: compartment.nullable(),
    visit: visit.nullable().describe('The visit during which it was opened.'),
    waybill: z.string().nullable().describe('As somebody typed it; it may name no parcel of this station.'),
  })
  .meta({ id: 'CaseOpened', description: 'Somebody must answer and settle this.' });

const caseAcknowledged = z
  .strictObject({ case: number, operator })
  .meta({ id: 'CaseAcknowledged', description: 'A person of the operator has taken the case on.' });

const caseEscalated = z
  .strictObject({ case: number, kind: caseKind, tier })
  .meta({ id: 'CaseEscalated', description: 'Whoever had to act did not; now it is for these.' });

const caseRespondOverdue = z
  .strictObject({ case: number, kind: caseKind })
  .meta({ id: 'CaseRespondOverdue', description: 'Nobody answered in time.' });

const caseResolveOverdue = z
  .strictObject({ case: number, kind: caseKind })
  .meta({ id: 'CaseResolveOverdue', description: 'Nobody settled it in time.' });

const caseResolved = z
  .strictObject({
    case: number,
    kind: caseKind,
    stay: stay.nullable(),
    operator,
    outcome: z.enum(caseOutcomes),
  })
  .meta({ id: 'CaseResolved', description: 'The case is over.' });

export const caseEvents = {
  'case.opened': kind(
    'case.opened',
    caseOpened,
    (event) => caseKinds[event.kind].severity,
    ofCase,
    (event) => ({
      case: event.case,
      kind: event.kind,
      reason: caseKinds[event.kind].reason,
      tier: caseKinds[event.kind].tier,
      stay: event.stay,
      compartment: event.compartment,
      visit: event.visit,
      waybill: event.waybill,
    }),
  ),
  'case.acknowledged': kind('case.acknowledged', caseAcknowledged, 'info', ofCase, (event) => ({
    case: event.case,
    operator: event.operator,
  })),
  'case.escalated': kind('case.escalated', caseEscalated, 'major', ofCase, (event) => ({
    case: event.case,
    kind: event.kind,
    tier: event.tier,
  })),
  'case.respond-overdue': kind('case.respond-overdue', caseRespondOverdue, 'major', ofCase, (event) => ({
    case: event.case,
    kind: event.kind,
  })),
  'case.resolve-overdue': kind('case.resolve-overdue', caseResolveOverdue, 'major', ofCase, (event) => ({
    case: event.case,
    kind: event.kind,
  })),
  'case.resolved': kind('case.resolved', caseResolved, 'info', ofCase, (event) => ({
    case: event.case,
    kind: event.kind,
    stay: event.stay,
    operator: event.operator,
    outcome: event.outcome,
  })),
};
