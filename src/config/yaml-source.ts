import { readFile } from 'node:fs/promises';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { Path, Problem } from './problem.ts';

/** A parsed YAML text that still knows where everything stands. */
export type YamlSource = {
  /** As it was named; appears in every problem. */
  readonly file: string;
  readonly value: unknown;
  /** Line and column, counted from 1, of the value at this path, or of what comes nearest to it. */
  locate(path: Path): Place;
  /** The same for the key itself, where the key is what is wrong. */
  locateKey(path: Path): Place;
};

export type Place = { readonly line: number; readonly column: number };

export type Reading =
  { readonly ok: true; readonly source: YamlSource } | { readonly ok: false; readonly problems: Problem[] };

const nowhere: Place = { line: 0, column: 0 };

/** Reads and parses one file. What cannot be read or parsed comes back as problems, never as an exception. */
export async function readYaml(file: string): Promise<Reading> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const found = error instanceof Error && 'code' in error ? String(error.code) : 'an unreadable file';
    return { ok: false, problems: [{ file, ...nowhere, path: '', expected: 'a readable file', found }] };
  }
  return parseYaml(file, text);
}

export function parseYaml(file: string, text: string): Reading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    const problems = faults.map((fault) => {
      const { line, col } = lines.linePos(fault.pos[0]);
      const found = fault.message.replaceAll(/\s+/g, ' ');
      return { file, line, column: col, path: '', expected: 'a well-formed YAML document', found };
    });
    return { ok: false, problems };
  }
  const placeOf = (offset: number | undefined): Place => {
    if (offset === undefined) return { line: 1, column: 1 };
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const source: YamlSource = {
    file,
    value: document.toJS({ maxAliasCount: 100 }),
    locate: (path) => placeOf(follow(document, path).value),
    locateKey: (path) => placeOf(follow(document, path).key),
  };
  return { ok: true, source };
}

type Offsets = { readonly value: number | undefined; readonly key: number | undefined };

/** Walks down as far as the document goes; a missing key is placed at the mapping that lacks it. */
function follow(document: Document, path: Path): Offsets {
  let node: unknown = document.contents;
  let offsets: Offsets = { value: startOf(node), key: startOf(node) };
  for (const step of path) {
    const next = stepInto(document, node, step);
    if (next === null) return offsets;
    offsets = { value: startOf(next.value) ?? startOf(next.key), key: startOf(next.key) };
    node = next.value;
  }
  return offsets;
}

function stepInto(
  document: Document,
  node: unknown,
  step: string | number,
): { key: unknown; value: unknown } | null {
  const target = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(target)) {
    const entry = target.items[Number(step)];
    return entry === undefined ? null : { key: entry, value: entry };
  }
  if (!isMap(target)) return null;
  const pair = target.items.find((one) => isScalar(one.key) && String(one.key.value) === String(step));
  return pair === undefined ? null : { key: pair.key, value: pair.value };
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0];
}
