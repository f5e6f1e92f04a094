import { mkdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { BusPort } from '../running-simulation.ts';
import { openPty } from './pty.ts';
import type { Pty } from './pty.ts';

/** What hears the controller: a bus with its boards, or a scanner. */
type Hardware = { readonly id: string; receive(bytes: Uint8Array): void };

/**
 * Hardware on a pseudo terminal, under a name that stays the same when it is unplugged and plugged in again,
 * as `/dev/serial/by-path` does for real adapters.
 */
export class PluggedPort implements BusPort {
  readonly #hardware: Hardware;
  readonly #linkPath: string | null;
  #pty: Pty | null = null;

  /** Opens the terminal at once. `linkDirectory` is made where it does not exist. */
  constructor(hardware: Hardware, linkDirectory: string | null) {
    this.#hardware = hardware;
    this.#linkPath = linkDirectory === null ? null : join(linkDirectory, hardware.id);
    if (linkDirectory !== null) mkdirSync(linkDirectory, { recursive: true });
    this.plugIn();
  }

  get path(): string | null {
    return this.#pty === null ? null : (this.#linkPath ?? this.#pty.path);
  }

  write(bytes: Uint8Array): void {
    this.#pty?.write(bytes);
  }

  plugIn(): void {
    if (this.#pty !== null) return;
    this.#pty = openPty((bytes) => this.#hardware.receive(bytes));
    if (this.#linkPath !== null) link(this.#pty.path, this.#linkPath);
  }

  unplug(): void {
    if (this.#pty === null) return;
    if (this.#linkPath !== null) unlink(this.#pty.path, this.#linkPath);
    this.#pty.close();
    this.#pty = null;
  }
}

/** Whoever follows the link sees the old terminal or the new one, never a gap. */
function link(target: string, path: string): void {
  const next = `${path}.${String(process.pid)}`;
  rmSync(next, { force: true });
  symlinkSync(target, next);
  renameSync(next, path);
}

/** A link that another simulation has taken over in the meantime is left to it. */
function unlink(target: string, path: string): void {
  try {
    if (readlinkSync(path) === target) rmSync(path);
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isGone) throw error;
  }
}
