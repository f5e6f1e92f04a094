import type { Path, Problem } from './problem.ts';
import type { YamlSource } from './yaml-source.ts';

/** Collects what the checks across sections find, each with its place in the file or in the environment. */
export class Findings {
  readonly problems: Problem[] = [];
  readonly warnings: string[] = [];
  readonly #source: YamlSource;
  readonly #variables: ReadonlyMap<string, string>;

  constructor(source: YamlSource, variables: ReadonlyMap<string, string>) {
    this.#source = source;
    this.#variables = variables;
  }

  refuse(path: Path, expected: string, found: string, remedy?: string): void {
    const problem = {
      file: this.#source.file,
      ...this.#source.locate(path),
      path: path.join('.'),
      expected,
      found,
    };
    this.problems.push(this.placed(remedy === undefined ? problem : { ...problem, remedy }));
  }

  warn(path: Path, text: string): void {
    const variable = this.#variables.get(path.join('.'));
    const { line, column } = this.#source.locate(path);
    const place = variable ?? `${this.#source.file}:${String(line)}:${String(column)}`;
    this.warnings.push(`${place} ${path.join('.')}: ${text}`);
  }

  /** A value that came from a variable has no line; the message names the variable instead. */
  placed(problem: Problem): Problem {
    const variable = this.#variables.get(problem.path);
    return variable === undefined
      ? problem
      : { ...problem, file: `environment ${variable}`, line: 0, column: 0 };
  }
}
