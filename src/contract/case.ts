import { z } from 'zod';
import { caseOutcomes } from '#domain/cases';
import { caseKind, tier } from './events/case-events.ts';
import { instant } from './instant.ts';

/** Published retained on `cases/{number}` until it is settled; an empty payload clears it. */
export const caseStatus = z
  .object({
    case: z.string().describe('The number that was told to the person.'),
    kind: caseKind,
    severity: z.enum(['minor', 'major', 'critical']),
    state: z.enum(['opened', 'acknowledged']),
    tier,
    compartment: z.string().nullable(),
    openedAt: instant,
    respondBy: instant.describe('By the clock of the station at its opening.'),
    resolveBy: instant.describe('By the clock of the station at its opening.'),
    respondOverdue: z.boolean(),
    resolveOverdue: z.boolean(),
  })
  .meta({ id: 'CaseStatus', description: 'An open case; names neither a stay nor a person.' });
export type CaseStatus = z.infer<typeof caseStatus>;

/** Body of `POST /api/v1/cases`; the visit, if there is one, is known by the secret that comes with it. */
export const startCase = z.strictObject({
  compartment: z.string().min(1).max(16).optional(),
  waybill: z.string().min(1).max(128).optional(),
});

/** Answer of `POST cases` and `GET cases/{number}` of `/api/v1`; whoever guesses a number learns no name. */
export const caseView = z.object({
  case: z.string(),
  kind: caseKind,
  state: z.enum(['opened', 'acknowledged', 'settled']),
  openedAt: instant,
  respondBy: instant,
  resolveBy: instant,
  /** Seconds left by the time that surely has passed; 0 when the time is over. */
  respondLeftS: z.int(),
  resolveLeftS: z.int(),
  settledAt: instant.nullable(),
  outcome: z.enum(caseOutcomes).nullable(),
});
export type CaseView = z.infer<typeof caseView>;
