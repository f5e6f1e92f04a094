import { z } from 'zod';
import { auditSights, auditVerdicts } from '#domain/audits';

/** Bodies of `/api/v1/staff-visits/{id}/…` about a guided audit. */

const compartment = z.string().max(16);
export const recordFinding = z.strictObject({ compartment, seen: z.enum(auditSights) });
export const adjudicate = z.strictObject({ compartment, verdict: z.enum(auditVerdicts) });

/** The audit that is running, door by door in the order of the plan; null while there is none. */
export const auditView = z.object({
  audit: z
    .object({
      id: z.string(),
      doors: z.array(
        z.object({
          compartment: z.string(),
          ledger: z.enum(['occupied', 'empty']),
          shown: z.enum(['occupied', 'empty', 'unknown']),
          seen: z.enum(auditSights).nullable(),
          verdict: z.enum(auditVerdicts).nullable(),
          /** Somebody has to decide before the audit can be finished. */
          isOpen: z.boolean(),
        }),
      ),
    })
    .nullable(),
});
export type AuditView = z.infer<typeof auditView>;
