import { z } from 'zod';
import { describe, type Path, type Problem } from './problem.ts';
import type { YamlSource } from './yaml-source.ts';

export type Shaped<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: Problem[] };

type Issue = z.core.$ZodIssue;

/**
 * Judges a parsed document by a schema. A message of the schema's own is what was expected, in plain words.
 */
export function shape<T>(schema: z.ZodType<T>, source: YamlSource, value: unknown = source.value): Shaped<T> {
  const result = schema.safeParse(value, { error: (issue) => expectation(issue) });
  if (result.success) return { ok: true, value: result.data };
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, [], source, value));
  return { ok: false, problems };
}

function problemsOf(issue: Issue, above: Path, source: YamlSource, value: unknown): Problem[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey([...path, key], source));
  }
  if (issue.code === 'invalid_union') {
    // The alternative that fits best is the one that was meant.
    const [closest] = issue.errors.toSorted((one, other) => one.length - other.length);
    if (closest !== undefined) return closest.flatMap((inner) => problemsOf(inner, path, source, value));
  }
  if (issue.code === 'invalid_key') {
    const expected = issue.issues[0]?.message ?? 'another name';
    return [
      {
        file: source.file,
        ...source.locateKey(path),
        path: path.join('.'),
        expected,
        found: describe(path.at(-1)),
      },
    ];
  }
  const found = describe(valueAt(value, path));
  return [
    { file: source.file, ...source.locate(path), path: path.join('.'), expected: issue.message, found },
  ];
}

function unknownKey(path: Path, source: YamlSource): Problem {
  return {
    file: source.file,
    ...source.locateKey(path),
    path: path.join('.'),
    expected: 'only settings that docs/configuration.md lists',
    found: `the unknown name ${describe(path.at(-1))}`,
    remedy: 'check the spelling; names are case-sensitive.',
  };
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (typeof inner !== 'object' || inner === null) return undefined;
    return (inner as Record<string | number, unknown>)[step];
  }, value);
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  null: 'nothing',
};

/** What a schema wanted, for schemas that bring no words of their own. */
function expectation(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? issue.expected;
    case 'too_small':
      return `at least ${issue.minimum}${unitOf(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `at most ${issue.maximum}${unitOf(issue.origin, issue.maximum)}`;
    case 'invalid_value':
      return issue.values.length === 1
        ? describe(issue.values[0])
        : `one of ${issue.values.map((value) => String(value)).join(', ')}`;
    default:
      return 'another value';
  }
}

function unitOf(origin: string, count: number | bigint): string {
  if (origin === 'string') return count === 1 ? ' character' : ' characters';
  if (origin === 'array') return count === 1 ? ' entry' : ' entries';
  return '';
}
