import type { z } from 'zod';
import type { Problem } from '#contract/http';
import { problemOf } from './problem.ts';

export type ReadBody<Body> =
  { readonly ok: true; readonly body: Body } | { readonly ok: false; readonly problem: Problem };

/**
 * Checks a body against its schema of the contract. The problem names the field and never the value, because
 * the value may be a code or a contact; an unknown field is not named either, for its name came from outside.
 */
export function readBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): ReadBody<z.output<Schema>> {
  const read = schema.safeParse(body);
  if (read.success) return { ok: true, body: read.data };
  const field = read.error.issues[0]?.path[0];
  return { ok: false, problem: malformedField(typeof field === 'string' ? field : null) };
}

/** The problem of one field, or of the body as a whole. */
export function malformedField(field: string | null): Problem {
  const where =
    field === null ? 'The body as a whole is wrong.' : `The field "${field}" is wrong or missing.`;
  return problemOf('body-malformed', where);
}
