import { z } from 'zod';

/** The id of a profile and the name of its file. */
export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens');

/** Where a statement comes from and how sure it is. */
export const provenance = z.strictObject({
  source: z.string().min(1),
  confidence: z.enum(['high', 'medium', 'low']),
});
