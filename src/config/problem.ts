/** One thing that is wrong in a file that a person wrote, said so that the person can mend it. */
export type Problem = {
  /** The file as it was named, or `environment` for an override. */
  readonly file: string;
  /** Counted from 1; 0 where the problem has no place in the text, for example when the file is missing. */
  readonly line: number;
  readonly column: number;
  /** Where in the document, for example `buses.0.boards.1.address`. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  readonly remedy?: string;
};

export type Path = readonly (string | number)[];

/** `FILE:LINE:COLUMN path: expected …, found …`, followed by the remedy where one is known. */
export function formatProblem(problem: Problem): string {
  const place = problem.line === 0 ? problem.file : `${problem.file}:${problem.line}:${problem.column}`;
  const path = problem.path === '' ? '' : ` ${problem.path}`;
  const remedy = problem.remedy === undefined ? '' : ` – ${problem.remedy}`;
  return `${place}${path}: expected ${problem.expected}, found ${problem.found}${remedy}`;
}

/** How a value is called in a message; long texts are cut, because a message is one line. */
export function describe(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string')
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  if (Array.isArray(value))
    return value.length === 1 ? 'a list of 1 entry' : `a list of ${value.length} entries`;
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'a value of another kind';
}
