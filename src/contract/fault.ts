import { z } from 'zod';
import { instant } from './instant.ts';

/** Published retained on `faults/{id}`; an empty payload clears it. */
export const faultStatus = z
  .object({
    code: z.string().describe('A code of docs/faults.md.'),
    subject: z.string(),
    severity: z.enum(['minor', 'major', 'critical']),
    cause: z.string(),
    remedy: z.string(),
    since: instant,
    compartments: z.array(z.string()),
  })
  .meta({ id: 'FaultStatus', description: 'A condition that somebody must remedy.' });
export type FaultStatus = z.infer<typeof faultStatus>;
