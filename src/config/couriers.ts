import { createHash } from 'node:crypto';
import { staffRoles } from '#domain/staff';
import type { StaffRole } from '#domain/staff';
import type { CourierId, StaffId } from '#domain/words';
import { z } from 'zod';
import type { Path, Problem } from './problem.ts';
import { shape } from './shape.ts';
import { readYaml } from './yaml-source.ts';
import type { YamlSource } from './yaml-source.ts';

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
  /** Attendants and technicians of the station itself. */
  staff: z
    .array(
      z.strictObject({
        staff: z.string().regex(/^[A-Za-z0-9-]{1,40}$/, 'letters, digits and hyphens, at most 40 characters'),
        role: z.enum(staffRoles),
        badge: z.string().min(4).max(64),
      }),
    )
    .default([]),
});

type Member = { readonly id: StaffId; readonly role: StaffRole };

type Courier = { readonly id: CourierId; readonly carrier: string };

/** The local list as the station asks it; has the shape of the station's port `CourierDirectory`. */
export type CourierList = {
  readonly version: number;
  readonly count: number;
  findByBadge(badge: string): Courier | null;
};

/** Has the shape of the station's port `StaffDirectory`. */
export type StaffList = {
  readonly count: number;
  findByBadge(badge: string): Member | null;
};

export type LoadedCouriers =
  | { readonly ok: true; readonly couriers: CourierList; readonly staff: StaffList }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads the local list. Badges are kept as SHA-256 digests only, so that a memory dump opens nothing. */
export async function loadCouriers(file: string): Promise<LoadedCouriers> {
  const reading = await readYaml(file);
  if (!reading.ok) return reading;
  const shaped = shape(courierFile, reading.source);
  // What was found may be a badge, and a badge never reaches a screen or a log.
  if (!shaped.ok) return { ok: false, problems: shaped.problems.map(withoutBadge) };
  const { couriers: listed, staff } = shaped.value;
  const couriers = digestAll(listed, ({ courier, carrier }) => ({ id: courier as CourierId, carrier }));
  const members = digestAll(staff, (one) => ({ id: one.staff as StaffId, role: one.role }));
  const problems = repeatedBadges(reading.source, [
    ...listed.map(({ badge }, index) => ({ badge, path: ['couriers', index, 'badge'] })),
    ...staff.map(({ badge }, index) => ({ badge, path: ['staff', index, 'badge'] })),
  ]);
  if (problems.length > 0) return { ok: false, problems };
  const { version } = shaped.value;
  return { ok: true, couriers: { version, ...listOf(couriers) }, staff: listOf(members) };
}

function digestAll<Entry extends { readonly badge: string }, Person>(
  entries: readonly Entry[],
  personOf: (entry: Entry) => Person,
): ReadonlyMap<string, Person> {
  return new Map(entries.map((entry) => [digestOf(entry.badge), personOf(entry)]));
}

function listOf<Person>(byDigest: ReadonlyMap<string, Person>): {
  readonly count: number;
  readonly findByBadge: (badge: string) => Person | null;
} {
  return { count: byDigest.size, findByBadge: (badge) => byDigest.get(digestOf(badge)) ?? null };
}

/** One badge is one person, whatever they do here. */
function repeatedBadges(
  source: YamlSource,
  badges: readonly { readonly badge: string; readonly path: Path }[],
): readonly Problem[] {
  const seen = new Set<string>();
  return badges.flatMap(({ badge, path }) => {
    const isRepeated = seen.has(badge);
    seen.add(badge);
    if (!isRepeated) return [];
    const expected = `a badge that one ${path[0] === 'staff' ? 'person' : 'courier'} has`;
    const found = 'the badge of an earlier entry';
    return [{ file: source.file, ...source.locate(path), path: path.join('.'), expected, found }];
  });
}

function withoutBadge(problem: Problem): Problem {
  return problem.path.endsWith('.badge') ? { ...problem, found: 'something else' } : problem;
}

function digestOf(badge: string): string {
  return createHash('sha256').update(badge, 'utf8').digest('hex');
}
