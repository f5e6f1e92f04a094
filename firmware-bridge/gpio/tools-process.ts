import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

type Piped = ChildProcessByStdio<Writable, Readable, Readable>;

/** A script of the shell that takes lines and answers with lines, in order. */
export class ShellScript {
  readonly #child: Piped;
  readonly #waiting: { readonly done: (line: string) => void; readonly fail: (error: Error) => void }[] = [];
  #lastComplaint = '';
  #isOver = false;

  constructor(script: string, args: readonly string[], path: string | undefined) {
    this.#child = spawn('sh', ['-c', script, 'latchkey-gpio', ...args], {
      env: path === undefined ? process.env : { ...process.env, PATH: path },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#waiting.shift()?.done(line));
    createInterface({ input: this.#child.stderr }).on('line', (line) => {
      this.#lastComplaint = line;
    });
    // What is written while the script ends meets a closed pipe; `exit` tells the same.
    this.#child.stdin.on('error', () => undefined);
    this.#child.once('error', (error) => this.#end(error.message));
    // Only when its pipes are closed has everything been said.
    this.#child.once('close', () => this.#end(this.#lastComplaint || 'it ended'));
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** What it said last on its standard error. */
  get lastComplaint(): string {
    return this.#lastComplaint;
  }

  say(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /** Resolves with the next line that nobody waits for yet; rejects when the script ends before. */
  hear(): Promise<string> {
    if (this.#isOver) return Promise.reject(new ScriptEnded(this.#lastComplaint || 'it ended'));
    return new Promise((done, fail) => {
      this.#waiting.push({ done, fail });
    });
  }

  /** Ends its input and resolves when it has come to its end. */
  async finish(): Promise<void> {
    if (this.#isOver) return;
    const closed = once(this.#child, 'close');
    this.#child.stdin.end();
    await closed;
  }

  #end(reason: string): void {
    this.#isOver = true;
    for (const { fail } of this.#waiting.splice(0)) fail(new ScriptEnded(reason));
  }
}

/** The script ended while somebody waited for it. The kernel's word for a line that went away. */
export class ScriptEnded extends Error {
  override readonly name = 'ScriptEnded';
  readonly code = 'ENODEV';
}
