import { createBoardCodec } from '#bridge/profiles/board-codec';
import type { BoardProfile } from '#bridge/profiles/schema';
import { RequestGate } from '#bridge/recording/request-gate';
import type { Connection, Transport } from '#bridge/transport';
import { hexOf } from '#codecs/frame-text';
import type { LockBoardCodec } from '#codecs/lock-board-codec';
import { openBridgeClock } from '#platform/clock';

import { findBoardProfile, recordedIn, transportTo, type LineChoice } from './boards-port.ts';
import { exitCodes, type ExitCode, type Terminal } from './terminal.ts';

export type RecordOptions = LineChoice & { readonly file: string; readonly json?: boolean };

/**
 * Stands between a program and a line: makes a terminal, hands every byte on in both directions and writes it
 * down. Of what the program sends only requests pass that the protocol of the profile knows.
 */
export async function recordLine(options: RecordOptions, terminal: Terminal): Promise<ExitCode> {
  const profile = await findBoardProfile(options.profile, terminal);
  if (typeof profile === 'number') return profile;
  const clock = openBridgeClock();
  const recorded = recordedIn(options.file, transportTo(options, profile, clock), profile, clock);
  // The terminals of the simulator serve here as well; nothing is simulated.
  const { openPty } = await import('#simulator/wires/pty');
  const passage = new Passage(profile, terminal);
  const pty = openPty((bytes) => passage.fromProgram(bytes));
  try {
    const { lost } = await passage.open(recorded.transport, (bytes) => pty.write(bytes));
    tell(options, profile, pty.path, terminal);
    const reason = await Promise.race([terminal.untilStopped().then(() => null), lost]);
    await passage.close();
    if (reason === null) return exitCodes.ok;
    terminal.complain(`${options.port}: ${reason}`);
    return exitCodes.failed;
  } catch (error) {
    terminal.complain(`${options.port}: ${error instanceof Error ? error.message : String(error)}`);
    return exitCodes.failed;
  } finally {
    pty.close();
    recorded.close();
  }
}

class Passage {
  readonly #codec: LockBoardCodec;
  readonly #gate: RequestGate;
  readonly #terminal: Terminal;
  readonly #endsPulses: boolean;
  readonly #unlocked = new Set<number>();
  #connection: Connection | null = null;

  constructor(profile: BoardProfile, terminal: Terminal) {
    this.#codec = createBoardCodec(profile);
    this.#gate = new RequestGate(this.#codec, profile.protocol);
    this.#terminal = terminal;
    this.#endsPulses = profile.pulse === 'software';
  }

  /** Opens the line; what is returned resolves with the reason when it goes away. */
  async open(
    transport: Transport,
    received: (bytes: Uint8Array) => void,
  ): Promise<{ readonly lost: Promise<string> }> {
    let lose: (reason: string) => void = () => undefined;
    const lost = new Promise<string>((resolve) => {
      lose = resolve;
    });
    this.#connection = await transport.open({ received, lost: (reason) => lose(reason) });
    return { lost };
  }

  fromProgram(bytes: Uint8Array): void {
    const { passed, withheld, discardedBytes } = this.#gate.judge(bytes);
    for (const frame of passed) this.#handOn(frame);
    for (const { bytes: frame, reason } of withheld) {
      this.#terminal.complain(`withheld ${hexOf(frame)}: ${reason}`);
    }
    if (discardedBytes > 0) {
      this.#terminal.complain(`withheld ${String(discardedBytes)} bytes that make no request`);
    }
  }

  /** The program may be gone in the middle of a pulse that it had to end itself (rule R5). */
  async close(): Promise<void> {
    const connection = this.#connection;
    for (const board of this.#unlocked) this.#handOn(this.#codec.encodeRequest({ kind: 'all-off', board }));
    await connection?.close();
  }

  #handOn(frame: Uint8Array): void {
    const decoded = this.#codec.decodeRequest(frame);
    if (this.#endsPulses && decoded.ok && decoded.value.kind === 'unlock') {
      this.#unlocked.add(decoded.value.board);
    }
    try {
      this.#connection?.write(frame);
    } catch (error) {
      // The line went away; whoever waits for its end hears of it as well.
      this.#terminal.complain(`not handed on: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function tell(options: RecordOptions, { id }: BoardProfile, path: string, terminal: Terminal): void {
  const { port, file, json = false } = options;
  if (json) terminal.print(JSON.stringify({ tty: path, port, file, profile: id }));
  else terminal.print(`${path} leads to ${port}; everything is written to ${file}. Ctrl+C ends it.`);
}
