import { z } from 'zod';
import type { BoardProfile } from '../profiles/schema.ts';
import { checkOf, checks, type CheckId } from './checks.ts';
import type { Examined } from './examination.ts';
import type { Finding } from './findings.ts';
import { turnaroundOf } from './line-findings.ts';

const checkIds = checks.map(({ id }) => id) as [CheckId, ...CheckId[]];
const timeMs = z.number().nonnegative();

/** What `latchkey boards verify` leaves behind: the verdict on one board at one place on one day. */
export const boardVerdict = z.strictObject({
  format: z.literal('latchkey-board-verdict'),
  version: z.literal(1),
  /** `incomplete`: nothing failed, but a check that a verdict needs was not done. */
  verdict: z.enum(['passed', 'failed', 'incomplete']),
  profile: z.string(),
  protocol: z.string(),
  port: z.string(),
  address: z.int().nonnegative(),
  /** The channel whose door was opened; null where none was. */
  channel: z.int().positive().nullable(),
  technician: z.enum(['present', 'absent']),
  /** RFC 3339 in UTC, by this computer's clock. */
  startedAt: z.string(),
  /** From the write of a read to the last byte of its reply; null where no read was answered. */
  turnaround: z
    .strictObject({ minMs: timeMs, medianMs: timeMs, maxMs: timeMs, allowedMs: timeMs, readCount: z.int() })
    .nullable(),
  checks: z.array(
    z.strictObject({
      id: z.enum(checkIds),
      result: z.enum(['passed', 'failed', 'not-done', 'not-observable']),
      does: z.string(),
      why: z.string(),
      /** What was seen. */
      detail: z.string(),
      /** The verdict in a sentence and what to do; null unless it failed. */
      failed: z.string().nullable(),
      remedy: z.string().nullable(),
    }),
  ),
});
export type BoardVerdict = z.infer<typeof boardVerdict>;

export type VerdictContext = {
  readonly profile: BoardProfile;
  readonly port: string;
  readonly address: number;
  readonly technician: 'present' | 'absent';
  readonly startedAt: string;
};

export function verdictOn({ evidence, findings }: Examined, context: VerdictContext): BoardVerdict {
  const { profile, ...rest } = context;
  const turnaround = turnaroundOf(evidence.reads);
  return {
    format: 'latchkey-board-verdict',
    version: 1,
    verdict: summaryOf(findings),
    profile: profile.id,
    protocol: profile.protocol,
    ...rest,
    channel: evidence.pulse?.channel ?? null,
    turnaround: turnaround && {
      ...turnaround,
      allowedMs: profile.timing.readTimeoutMs,
      readCount: evidence.reads.length,
    },
    checks: findings.map(explain),
  };
}

function explain({ id, result, detail }: Finding): BoardVerdict['checks'][number] {
  const { does, why, failed, remedy } = checkOf(id);
  const hasFailed = result === 'failed';
  return {
    id,
    result,
    does,
    why,
    detail,
    failed: hasFailed ? failed : null,
    remedy: hasFailed ? remedy : null,
  };
}

/** What a board cannot show does not stand in its way; what was not tried does. */
export function summaryOf(findings: readonly Finding[]): BoardVerdict['verdict'] {
  if (findings.some(({ result }) => result === 'failed')) return 'failed';
  const isOpen = findings.some(({ id, result }) => result === 'not-done' && checkOf(id).isRequired);
  return isOpen ? 'incomplete' : 'passed';
}
