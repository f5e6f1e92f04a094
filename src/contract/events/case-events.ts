import { z } from 'zod';
import { caseKinds } from '#domain/cases';
import type { CaseKind } from '#domain/cases';
import { compartment, stay } from './fields.ts';
import { kind } from './kind.ts';

const caseKind = z.enum(Object.keys(caseKinds) as [CaseKind, ...CaseKind[]]);

const caseOpened = z
  .strictObject({
    case: z.string().describe('The number that was told to the person.'),
    kind: caseKind,
    reason: z.enum(['delay', 'damage', 'loss', 'misdelivery', 'none']),
    stay: stay.nullable(),
    compartment: compartment.nullable(),
  })
  .meta({ id: 'CaseOpened', description: 'Somebody must answer and settle this.' });

export const caseEvents = {
  'case.opened': kind(
    'case.opened',
    caseOpened,
    (event) => caseKinds[event.kind].severity,
    (event) => event.case,
    (event) => ({
      case: event.case,
      kind: event.kind,
      reason: caseKinds[event.kind].reason,
      stay: event.stay,
      compartment: event.compartment,
    }),
  ),
};
