import type { BridgeClock } from '#bridge/clock';
import type { GpioPort } from '#bridge/gpio/gpio-port';
import { writeLineList, type ListedLine } from '#bridge/gpio/line-list';
import { GuardProcess } from '#bridge/guard-process';
import type { Log } from '#station/ports';
import type { GpioBoardWiring, GpioShell } from './gpio-wiring.ts';

/**
 * Rule R5: before a lock is claimed it stands in the list that the supervisor works by, and where nothing in
 * hardware ends its pulse, a process of its own watches it. Without that process no pulse begins.
 */
export class GpioProtection {
  readonly #shell: GpioShell;
  readonly #guard: GuardProcess;
  readonly #listed = new Map<string, readonly ListedLine[]>();
  /** Boards whose coils only the guard protects. */
  readonly #guarded = new Set<string>();
  #work: Promise<void> = Promise.resolve();

  constructor(shell: GpioShell, clock: BridgeClock, log: Log | undefined) {
    this.#shell = shell;
    this.#guard = new GuardProcess({
      program: shell.guardProgram,
      args: ['--guard', shell.lineList, String(process.pid)],
      clock,
      ended: (reason) =>
        log?.error({ reason }, 'the guard of the GPIO lines ended; no lock is opened meanwhile'),
    });
  }

  /** Rejects when the lines cannot be found, written down or watched; then no lock may be claimed. */
  protect(board: GpioBoardWiring, port: GpioPort): Promise<void> {
    const done = this.#work.then(() => this.#protect(board, port));
    // One board's trouble must not keep the next one from being protected.
    this.#work = done.catch(() => undefined);
    return done;
  }

  /** Why no pulse may begin on this board now, or null. */
  objectionTo(board: GpioBoardWiring): string | null {
    return this.#guarded.has(board.id) && !this.#guard.isRunning ? 'nothing guards its lines' : null;
  }

  stop(): void {
    this.#guard.stop();
  }

  async #protect(board: GpioBoardWiring, port: GpioPort): Promise<void> {
    const { pulseMs } = board.timing;
    const lines: ListedLine[] = [];
    for (const { lock } of board.channels) lines.push({ ...(await port.locate(lock)), pulseMs });
    this.#listed.set(board.id, lines);
    await writeLineList(this.#shell.lineList, [...this.#listed.values()].flat());
    // Through gpiod a process of its own times every pulse already.
    if (board.protection !== 'none' || lines.every(({ through }) => through !== 'sysfs')) return;
    this.#guarded.add(board.id);
    await this.#guard.start();
  }
}
