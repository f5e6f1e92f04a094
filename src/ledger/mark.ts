import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { surelyElapsedMs } from '#domain/moment';
import type { Moment } from '#domain/moment';
import type { Log } from '#station/ports';

/**
 * The high-water mark (rule R22): how far the log was known to reach, kept outside the database, so that a
 * store that was restored from an older copy, or lost its write-ahead log, is recognised.
 */
export type Mark = { readonly epoch: string; readonly seq: number; readonly hash: string };

/** With the moment at which the station last said that it is there; null where nobody wrote one down. */
export type StampedMark = Mark & { readonly at: Moment | null };

/** A flash card should not pay for each event; a rollback of fewer events is left to the centre to notice. */
const eventsBetweenMarks = 64;

const stampAgeMs = 24 * 3_600_000;

export type MarkKeeper = {
  /** The mark as it was found, or null if there is none that can be read. */
  found(): StampedMark | null;
  /** Writes at once, where it says something new or its stamp is a day old; then it is on the disk. */
  writeNow(mark: StampedMark): void;
  /** Writes beside the running work, when enough events have passed since the last mark. */
  follow(mark: StampedMark): void;
};

export function openMark(path: string, log: Log): MarkKeeper {
  let written: StampedMark | null = null;
  let isWriting = false;

  async function writeBeside(mark: StampedMark): Promise<void> {
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
      const isSame = written?.epoch === mark.epoch && written.seq === mark.seq;
      if (isSame && !isStampOld(written, mark)) return;
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

/** A station at which nothing happens for weeks is there all the same. */
function isStampOld(written: StampedMark | null, { at }: StampedMark): boolean {
  if (at === null || written === null) return false;
  return written.at === null || surelyElapsedMs(written.at, at) >= stampAgeMs;
}

function readMark(path: string): StampedMark | null {
  try {
    const mark = JSON.parse(readFileSync(path, 'utf8')) as Mark & Partial<StampedMark>;
    const isWhole = typeof mark.epoch === 'string' && Number.isSafeInteger(mark.seq);
    return isWhole ? { ...mark, at: mark.at ?? null } : null;
  } catch {
    // A mark that cannot be read proves as little as one that is not there.
    return null;
  }
}

function writeDurablySync(path: string, mark: StampedMark): void {
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
async function writeDurably(path: string, mark: StampedMark): Promise<void> {
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
