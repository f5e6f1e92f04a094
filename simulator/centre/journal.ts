import { mkdir, open, readFile, rename, truncate } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file of JSON lines that only grows; a line that was cut by a crash is dropped when it is opened. */
export class Journal {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Opens or begins a journal; `lines` are those that were written before. */
  static async open(path: string): Promise<{ journal: Journal; lines: readonly string[] }> {
    await mkdir(dirname(path), { recursive: true });
    const text = await readFile(path, 'utf8').catch(emptyWhereMissing);
    const end = text.lastIndexOf('\n') + 1;
    if (end < text.length) await truncate(path, Buffer.byteLength(text.slice(0, end)));
    const journal = new Journal(await open(path, 'a'));
    return { journal, lines: text.slice(0, end).split('\n').filter(Boolean) };
  }

  /** Resolves when the lines are on the disk. */
  async append(lines: readonly string[]): Promise<void> {
    await this.#file.write(lines.map((line) => `${line}\n`).join(''));
    await this.#file.datasync();
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** Replaces a small file as a whole: after a crash it is the old one or the new one. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const next = await open(`${path}.next`, 'w');
  await next.writeFile(text);
  await next.sync();
  await next.close();
  await rename(`${path}.next`, path);
}

export function emptyWhereMissing(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
  throw error;
}
