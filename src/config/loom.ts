import type { Findings } from './findings.ts';
import { describe, type Path } from './problem.ts';
import type { Boards, Terminals } from './terminals.ts';

/** Where a lock is to be connected, and where the file says so. */
export type Joint = { readonly board: string; readonly channel: number; readonly path: Path };

/** Watches that no label, board or channel is used twice or beyond its limits. */
export class Loom {
  readonly #boards: Boards;
  readonly #findings: Findings;
  readonly #labels = new Set<string>();
  readonly #owners = new Map<string, string>();

  constructor(boards: Boards, findings: Findings) {
    this.#boards = boards;
    this.#findings = findings;
  }

  claimLabel(label: string, path: Path): void {
    if (this.#labels.has(label)) {
      this.#findings.refuse(path, 'labels that are unique in the station', `${label} a second time`);
    }
    this.#labels.add(label);
  }

  connect({ board: id, channel, path }: Joint, label: string): Terminals | null {
    const board = this.#boards.get(id);
    if (board === undefined) {
      const known = [...this.#boards.keys()].join(', ');
      this.#findings.refuse(
        [...path, 'board'],
        `one of the boards ${known}`,
        describe(id),
        `${label} is wired to it.`,
      );
      return null;
    }
    if (board === null) return null;
    if (channel > board.channels) {
      const expected = `a channel from 1 to ${String(board.channels)} of ${id} for ${label}`;
      this.#findings.refuse(path, expected, String(channel));
      return null;
    }
    const joint = `${id} channel ${String(channel)}`;
    const owner = this.#owners.get(joint);
    if (owner !== undefined) {
      this.#findings.refuse(path, `a free channel for ${label}`, `${joint}, which ${owner} uses`);
    }
    this.#owners.set(joint, label);
    return board;
  }
}
