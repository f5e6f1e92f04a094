import { z } from 'zod';
import { instant } from './instant.ts';

/** Published retained on `compartments/{label}`; says nothing about whose parcel is inside. */
export const compartmentStatus = z
  .object({
    door: z.enum(['open', 'closed', 'unknown']),
    occupancy: z.enum(['occupied', 'empty', 'unknown']),
    availability: z
      .enum(['free', 'taken', 'quarantined', 'disabled', 'unreachable'])
      .describe('Taken: custody says a parcel is inside or on its way in; unreachable: the board is silent.'),
    since: instant.nullable().describe('When the door came to be like this.'),
    seq: z.int().describe('Last event of the ledger when this was written.'),
  })
  .meta({ id: 'CompartmentStatus', description: 'The present of one compartment.' });
export type CompartmentStatus = z.infer<typeof compartmentStatus>;
