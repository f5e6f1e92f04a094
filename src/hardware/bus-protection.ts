import assert from 'node:assert';
import type { BridgeClock } from '#bridge/clock';
import { CoilGuard } from '#bridge/coil-guard';
import { writeCoilList, type ListedBoard } from '#bridge/coil-list';
import { createBoardCodec } from '#bridge/profiles/board-codec';
import type { PulseGuard } from '#bridge/pulse-end';
import type { Log } from '#station/ports';
import type { BoardWiring, BusWiring } from './wiring.ts';

/** What boards on serial lines whose pulses the station ends need from the machine. */
export type CoilShell = {
  /** Where the boards are written down for the supervisor. */
  readonly coilList: string;
  /** Path of `packaging/cut-coils`. */
  readonly guardProgram: string;
};

/** Time until it is tried again to write the list and to start the guard. */
const againMs = 1_000;

/**
 * Rule R5 for boards on serial lines whose pulses the station ends: they stand in the list that the
 * supervisor works by, and where nothing in hardware ends a pulse, a process of its own is told of each.
 * Without that process no pulse begins.
 */
export class BusProtection {
  readonly #shell: CoilShell;
  readonly #clock: BridgeClock;
  readonly #log: Log | undefined;
  readonly #listed: readonly ListedBoard[];
  readonly #guard: CoilGuard | null;
  #told = '';
  #isStopped = false;
  #cancelStart: () => void = () => undefined;

  constructor(buses: readonly BusWiring[], shell: CoilShell, clock: BridgeClock, log: Log | undefined) {
    this.#shell = shell;
    this.#clock = clock;
    this.#log = log;
    this.#listed = buses.flatMap((bus) => bus.boards.flatMap((board) => listedOf(bus, board)));
    const isGuarded = buses.some(({ boards }) => boards.some(({ protection }) => protection === 'none'));
    const { guardProgram: program, coilList } = shell;
    const ended = (reason: string): void =>
      log?.error({ reason }, 'the guard of the coils ended; no lock that it guards is opened meanwhile');
    this.#guard = isGuarded ? new CoilGuard({ program, coilList, clock, ended }) : null;
  }

  /** Never rejects: what cannot be guarded is not opened, and everything else goes on. */
  async start(): Promise<void> {
    try {
      await writeCoilList(this.#shell.coilList, this.#listed);
      await this.#guard?.start();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== this.#told) this.#log?.error({ reason }, 'nothing guards the coils; they stay closed');
      this.#told = reason;
      if (this.#isStopped) return;
      this.#cancelStart = this.#clock.after(againMs, () => {
        void this.start();
      });
    }
  }

  guardOf({ id, protection }: BoardWiring): PulseGuard | undefined {
    return protection === 'none' ? this.#guard?.of(id) : undefined;
  }

  /** To be called when every board has been released. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelStart();
    this.#guard?.stop();
  }
}

/** The check of the station file lets no unprotected coil hang on a line that only this process can reach. */
function listedOf({ transport }: BusWiring, board: BoardWiring): readonly ListedBoard[] {
  const { id, profile, address, protection } = board;
  if (protection === undefined) return [];
  assert(transport.kind === 'serial' || protection !== 'none', `nothing can guard the coils of board ${id}`);
  if (transport.kind !== 'serial') return [];
  const allOff = createBoardCodec(profile).encodeRequest({ kind: 'all-off', board: address });
  return [{ board: id, path: transport.path, line: { ...profile.line, baud: transport.baud }, allOff }];
}
