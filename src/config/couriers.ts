import { createHash } from 'node:crypto';
import type { CourierId } from '#domain/words';
import { z } from 'zod';
import type { Path, Problem } from './problem.ts';
import { shape } from './shape.ts';
import { readYaml } from './yaml-source.ts';

const courierFile = z.strictObject({
  version: z.int().min(1),
  couriers: z.array(
    z.strictObject({
      courier: z.string().regex(/^[A-Za-z0-9-]{1,40}$/, 'letters, digits and hyphens, at most 40 characters'),
      carrier: z
        .string()
        .regex(/^[a-z0-9-]{1,40}$/, 'lower-case letters, digits and hyphens, at most 40 characters'),
      badge: z.string().min(4).max(64),
    }),
  ),
});

type Courier = { readonly id: CourierId; readonly carrier: string };

/** The local list as the station asks it; has the shape of the station's port `CourierDirectory`. */
export type CourierList = {
  readonly version: number;
  readonly count: number;
  findByBadge(badge: string): Courier | null;
};

export type LoadedCouriers =
  | { readonly ok: true; readonly couriers: CourierList }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads the local list. Badges are kept as SHA-256 digests only, so that a memory dump opens nothing. */
export async function loadCouriers(file: string): Promise<LoadedCouriers> {
  const reading = await readYaml(file);
  if (!reading.ok) return reading;
  const shaped = shape(courierFile, reading.source);
  // What was found may be a badge, and a badge never reaches a screen or a log.
  if (!shaped.ok) return { ok: false, problems: shaped.problems.map(withoutBadge) };
  const byDigest = new Map<string, Courier>();
  const problems: Problem[] = [];
  for (const [index, { courier, carrier, badge }] of shaped.value.couriers.entries()) {
    const digest = digestOf(badge);
    if (byDigest.has(digest)) {
      const path: Path = ['couriers', index, 'badge'];
      const place = reading.source.locate(path);
      const expected = 'a badge that one courier has';
      problems.push({
        file,
        ...place,
        path: path.join('.'),
        expected,
        found: 'the badge of an earlier entry',
      });
    }
    byDigest.set(digest, { id: courier as CourierId, carrier });
  }
  if (problems.length > 0) return { ok: false, problems };
  const findByBadge = (badge: string): Courier | null => byDigest.get(digestOf(badge)) ?? null;
  return { ok: true, couriers: { version: shaped.value.version, count: byDigest.size, findByBadge } };
}

function withoutBadge(problem: Problem): Problem {
  return problem.path.endsWith('.badge') ? { ...problem, found: 'something else' } : problem;
}

function digestOf(badge: string): string {
  return createHash('sha256').update(badge, 'utf8').digest('hex');
}
