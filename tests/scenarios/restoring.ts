import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copyLedger, inspectCopy } from '#ledger/copy';
import type { CopyContent } from '#ledger/copy';
import { restoreLedger } from '#ledger/restore';
import type { Scene } from '#simulator/harness/virtual/scene';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Backups as a technician makes them, of a station that has no power. */
export function backupsOf(scene: Scene) {
  const { card } = scene.world;
  let content: CopyContent | null = null;
  let copy = '';
  return {
    async make(): Promise<void> {
      copy = join(dirname(dirname(card.path)), 'backup.sqlite');
      rmSync(copy, { force: true });
      await copyLedger(card.path, copy, () => undefined);
      content = inspectCopy(copy);
    },
    /** The box is replaced, and nobody ever made a backup. */
    beginOnEmptyBox(): void {
      for (const path of [card.path, `${card.path}-wal`, card.markPath]) rmSync(path, { force: true });
      scene.world.witness({ kind: 'card' });
    },
    /** The box is replaced: nothing of the old one is there but the backup. */
    restoreOntoFreshBox(): void {
      if (content === null) return;
      for (const path of [card.path, `${card.path}-wal`, card.markPath]) rmSync(path, { force: true });
      const place = { copy, content, path: card.path, markPath: card.markPath };
      restoreLedger({ ...place, movedTo: null, newEpoch: 'ab'.repeat(8), log: silent });
      scene.world.witness({ kind: 'card' });
    },
  };
}
