import type { BoardVerdict } from '#bridge/conformance/verdict';

const marks = {
  passed: 'passed        ',
  failed: 'FAILED        ',
  'not-done': 'not done      ',
  'not-observable': 'not observable',
} as const satisfies Readonly<Record<BoardVerdict['checks'][number]['result'], string>>;

const conclusions = {
  passed: 'PASSED: this board does what its profile says.',
  failed: 'FAILED: do what is written beside the failed checks, then verify again.',
  incomplete: 'INCOMPLETE: nothing failed, but without the checks that were not done there is no verdict.',
} as const satisfies Readonly<Record<BoardVerdict['verdict'], string>>;

/** The verdict as lines for a person: every check, and for a failed one why it matters and what to do. */
export function describeVerdict(verdict: BoardVerdict): readonly string[] {
  const { profile, port, address, startedAt, turnaround } = verdict;
  const head = `${profile} at ${port}, address ${String(address)}, ${startedAt}`;
  const checked = verdict.checks.flatMap(({ id, result, does, detail, failed, why, remedy }) => [
    `  ${marks[result]}  ${id.padEnd(16)}  ${does.replace(/\.$/, '')}: ${detail}.`,
    ...(failed === null ? [] : [`      ${failed} ${why}`, `      Do: ${remedy ?? ''}`]),
  ]);
  const counts = countResults(verdict);
  const times =
    turnaround === null
      ? []
      : [
          `Replies: shortest ${tenths(turnaround.minMs)} ms, median ${tenths(turnaround.medianMs)} ms, ` +
            `longest ${tenths(turnaround.maxMs)} ms of ${tenths(turnaround.allowedMs)} ms allowed.`,
        ];
  return [head, '', ...checked, '', ...times, counts, conclusions[verdict.verdict]];
}

function countResults({ checks }: BoardVerdict): string {
  const of = (wanted: string): string => String(checks.filter(({ result }) => result === wanted).length);
  return (
    `${String(checks.length)} checks: ${of('passed')} passed, ${of('failed')} failed, ` +
    `${of('not-done')} not done, ${of('not-observable')} not observable.`
  );
}

function tenths(ms: number): string {
  return ms.toFixed(1);
}
