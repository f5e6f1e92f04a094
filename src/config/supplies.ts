import type { Findings } from './findings.ts';
import { describe, type Path } from './problem.ts';
import type { SupplySettings } from './settings.ts';
import type { WrittenStation } from './station-schema.ts';

/** Checks the written supplies: each board hangs on one of them at most. */
export function settleSupplies(
  written: WrittenStation['supplies'],
  boards: ReadonlySet<string>,
  findings: Findings,
): readonly SupplySettings[] {
  const ids = new Set<string>();
  const owners = new Map<string, string>();
  for (const [index, supply] of written.entries()) {
    if (ids.has(supply.id)) {
      const found = `${describe(supply.id)} a second time`;
      findings.refuse(['supplies', index, 'id'], 'a supply id that is used once', found);
    }
    ids.add(supply.id);
    for (const [position, board] of supply.boards.entries()) {
      const path: Path = ['supplies', index, 'boards', position];
      const owner = owners.get(board);
      if (!boards.has(board)) {
        findings.refuse(path, `one of the boards ${[...boards].join(', ')}`, describe(board));
      } else if (owner !== undefined) {
        findings.refuse(path, 'a board that no supply has yet', `${board}, which ${owner} has`);
      }
      owners.set(board, supply.id);
    }
  }
  return written;
}
