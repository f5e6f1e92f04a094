/** One line of the report. Goals are ratios or counts, never times: times belong to the machine. */
export type Finding = {
  readonly name: string;
  readonly floor: string;
  readonly ours: string;
  /** What is compared with the goal. */
  readonly measured: number;
  readonly unit: '×' | '%' | '' | 'MB' | 'ms';
  readonly goal: { readonly atMost: number } | { readonly atLeast: number } | null;
};

export function isReached(finding: Finding): boolean {
  const { goal, measured } = finding;
  if (goal === null) return true;
  return 'atMost' in goal ? measured <= goal.atMost : measured >= goal.atLeast;
}

/** A table for a terminal of about 110 columns. */
export function tableOf(findings: readonly Finding[]): string {
  const rows = [['measured', 'floor', 'ours', 'result', 'goal', ''], ...findings.map(rowOf)];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function rowOf(finding: Finding): string[] {
  const { name, floor, ours, measured, unit, goal } = finding;
  const result = `${measured.toFixed(unit === '×' ? 2 : 1)} ${unit}`.trim();
  if (goal === null) return [name, floor, ours, result, '–', ''];
  const wanted = 'atMost' in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
  return [name, floor, ours, result, `${wanted} ${unit}`.trim(), isReached(finding) ? 'reached' : 'MISSED'];
}
