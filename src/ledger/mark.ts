import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Log } from '#station/ports';

/**
 * The high-water mark (rule R22): how far the log was known to reach, kept outside the database, so that a
 * store that was restored from an older copy, or lost its write-ahead log, is recognised.
 */
export type Mark = { readonly epoch: string; readonly seq: number; readonly hash: string };

/** A flash card should not pay for each event; a rollback of fewer events is left to the centre to notice. */
const eventsBetweenMarks = 64;

export type MarkKeeper = {
  /** The mark as it was found, or null if there is none that can be read. */
  found(): Mark | null;
  /** Writes at once and returns when it is on the disk. */
  writeNow(mark: Mark): void;
  /** Writes beside the running work, when enough events have passed since the last mark. */
  follow(mark: Mark): void;
};

export function openMark(path: string, log: Log): MarkKeeper {
  let written: Mark | null = null;
  let isWriting = false;

  async function writeBeside(mark: Mark): Promise<void> {
    try {
      await writeDurably(path, mark);
      written = mark;
    } catch (error) {
      // The next multiple of events tries again. The events themselves are safe; what is weaker meanwhile is
      // only the proof that nobody restored an older store.
      log.warn({ error }, 'the high-water mark could not be written');
    } finally {
      isWriting = false;
    }
  }

  return {
    found: () => readMark(path),
    writeNow(mark) {
      if (written?.epoch === mark.epoch && written.seq === mark.seq) return;
      writeDurablySync(path, mark);
      written = mark;
    },
    follow(mark) {
      const isDue = written?.epoch !== mark.epoch || mark.seq - written.seq >= eventsBetweenMarks;
      if (!isDue || isWriting) return;
      isWriting = true;
      void writeBeside(mark);
    },
  };
}

function readMark(path: string): Mark | null {
  try {
    const mark = JSON.parse(readFileSync(path, 'utf8')) as Mark;
    return typeof mark.epoch === 'string' && Number.isSafeInteger(mark.seq) ? mark : null;
  } catch {
    // A mark that cannot be read proves as little as one that is not there.
    return null;
  }
}

function writeDurablySync(path: string, mark: Mark): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, JSON.stringify(mark));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  const directory = openSync(dirname(path), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

/** Its draft has a name of its own, so that a write at the close cannot meet one that is still under way. */
async function writeDurably(path: string, mark: Mark): Promise<void> {
  const draft = `${path}.next`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(mark));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  const directory = await open(dirname(path), 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
