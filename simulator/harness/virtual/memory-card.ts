import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system in memory, where there is one: a flush costs nothing there, and the files are real ones. */
const inMemory = '/dev/shm';

const files = ['ledger.sqlite', 'ledger.sqlite-wal', 'ledger.mark'] as const;

/**
 * The card that holds the ledger of a virtual station. When the power goes, whatever the files hold at that
 * instant, the unfinished write-ahead log included, is what the next life finds.
 */
export class MemoryCard {
  readonly #root: string;
  #lifeCount = 0;

  constructor() {
    this.#root = mkdtempSync(join(existsSync(inMemory) ? inMemory : tmpdir(), 'latchkey-world-'));
    mkdirSync(this.#directory);
  }

  get path(): string {
    return join(this.#directory, files[0]);
  }

  get markPath(): string {
    return join(this.#directory, files[2]);
  }

  /** Freezes what is on the card; the process that wrote it can harm it no more. */
  freeze(): void {
    const before = this.#directory;
    this.#lifeCount += 1;
    mkdirSync(this.#directory);
    this.#copy(before, this.#directory);
  }

  /** A copy of the card as it is now, to be put back later, as somebody with a spare card would. */
  backUp(): void {
    const spare = join(this.#root, 'spare');
    mkdirSync(spare, { recursive: true });
    this.#copy(this.#directory, spare);
  }

  /** Puts the older database back; the mark beside it stays, which is how the station finds out (R22). */
  putBack(): void {
    for (const name of files.slice(0, 2)) rmSync(join(this.#directory, name), { force: true });
    for (const name of files.slice(0, 2)) copyIfThere(join(this.#root, 'spare', name), this.#placeOf(name));
  }

  discard(): void {
    rmSync(this.#root, { recursive: true, force: true, maxRetries: 5 });
  }

  get #directory(): string {
    return join(this.#root, `life-${String(this.#lifeCount)}`);
  }

  #placeOf(name: string): string {
    return join(this.#directory, name);
  }

  #copy(from: string, to: string): void {
    for (const name of files) copyIfThere(join(from, name), join(to, name));
  }
}

function copyIfThere(from: string, to: string): void {
  if (existsSync(from)) copyFileSync(from, to);
}
