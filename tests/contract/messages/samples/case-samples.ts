import type { CaseEvent } from '#domain/events/case-events';
import type { CaseNumber, OperatorId } from '#domain/words';
import type { SamplesOf } from './samples-of.ts';
import { at, compartment, stay, visit } from './values.ts';

const number = '204817' as CaseNumber;
const kind = 'not-found';
const operator = 'operator-7' as OperatorId;

export const caseSamples: SamplesOf<CaseEvent> = {
  'case.opened': {
    type: 'case.opened',
    at,
    case: number,
    kind,
    stay,
    compartment,
    visit,
    waybill: null,
  },
  'case.acknowledged': { type: 'case.acknowledged', at, case: number, operator },
  'case.escalated': { type: 'case.escalated', at, case: number, kind, tier: 'operations' },
  'case.respond-overdue': { type: 'case.respond-overdue', at, case: number, kind },
  'case.resolve-overdue': { type: 'case.resolve-overdue', at, case: number, kind },
  'case.resolved': { type: 'case.resolved', at, case: number, kind, stay, operator, outcome: 'settled' },
};
