import assert from 'node:assert';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import koffi from 'koffi';

/**
 * A pair of pseudo terminals: the controller opens `path` as its serial port, the boards hold the other end.
 */
export interface Pty {
  /** For example `/dev/pts/7`. */
  readonly path: string;
  /** Bytes for the controller; what its full input buffer cannot take is lost, as on a wire. */
  write(bytes: Uint8Array): void;
  /** Bytes that were lost in that way. */
  readonly lostByteCount: number;
  /** The adapter is pulled out: a controller that still has the port open sees it hang up. */
  close(): void;
}

type TerminalCalls = {
  readonly openMaster: (flags: number) => number;
  readonly grant: (fd: number) => number;
  readonly unlock: (fd: number) => number;
  readonly nameOf: (fd: number) => string | null;
  readonly readSettings: (fd: number, termios: Uint8Array) => number;
  readonly makeRaw: (termios: Uint8Array) => void;
  readonly writeSettings: (fd: number, when: number, termios: Uint8Array) => number;
};

let loaded: TerminalCalls | null = null;

function loadTerminalCalls(): TerminalCalls {
  const library = koffi.load(process.platform === 'darwin' ? 'libSystem.dylib' : 'libc.so.6');
  return {
    openMaster: library.func('int posix_openpt(int)') as TerminalCalls['openMaster'],
    grant: library.func('int grantpt(int)') as TerminalCalls['grant'],
    unlock: library.func('int unlockpt(int)') as TerminalCalls['unlock'],
    nameOf: library.func('const char *ptsname(int)') as TerminalCalls['nameOf'],
    readSettings: library.func('int tcgetattr(int, _Out_ uint8_t *)') as TerminalCalls['readSettings'],
    makeRaw: library.func('void cfmakeraw(_Inout_ uint8_t *)') as TerminalCalls['makeRaw'],
    writeSettings: library.func('int tcsetattr(int, int, const uint8_t *)') as TerminalCalls['writeSettings'],
  };
}

/** `struct termios` has 60 bytes on Linux and 72 on macOS; no system comes near this. */
const termiosBytesMax = 256;
const now = 0;
/**
 * Without O_NONBLOCK a controller that does not read would bring the whole simulation to a halt. O_CLOEXEC,
 * which Node does not name, keeps the terminal out of child processes, where it would survive its unplugging.
 */
const closeOnExec = process.platform === 'darwin' ? 0x1000000 : 0o2000000;
const masterFlags = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK | closeOnExec;

/**
 * Opens a pair in raw mode, so that no line discipline echoes, translates or swallows a byte.
 *
 * The slave stays open on our side as well: otherwise the master would read EIO whenever no controller has
 * the port open. `received` is called synchronously with every piece that the controller writes.
 */
export function openPty(received: (bytes: Uint8Array) => void): Pty {
  loaded ??= loadTerminalCalls();
  const master = loaded.openMaster(masterFlags);
  assert(master >= 0, 'the system gives out no pseudo terminal');
  assert(loaded.grant(master) === 0 && loaded.unlock(master) === 0, 'the pseudo terminal cannot be unlocked');
  const path = loaded.nameOf(master);
  assert(path !== null, 'the pseudo terminal has no name');
  const slave = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  setRaw(loaded, slave);
  return attach(path, master, slave, received);
}

function setRaw(calls: TerminalCalls, slave: number): void {
  const termios = new Uint8Array(termiosBytesMax);
  assert(calls.readSettings(slave, termios) === 0, 'the settings of the pseudo terminal cannot be read');
  calls.makeRaw(termios);
  assert(calls.writeSettings(slave, now, termios) === 0, 'the pseudo terminal cannot be set to raw mode');
}

function attach(path: string, master: number, slave: number, received: (bytes: Uint8Array) => void): Pty {
  const stream = new ReadStream(master);
  let isOpen = true;
  let lostByteCount = 0;
  stream.on('data', received);
  // Destroying the stream while a read is under way ends in an error that says nothing new.
  stream.on('error', () => undefined);

  return {
    path,
    get lostByteCount() {
      return lostByteCount;
    },
    write(bytes) {
      if (!isOpen) return;
      lostByteCount += bytes.length - writeWhatFits(master, bytes);
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      closeSync(slave);
      stream.destroy();
    },
  };
}

/** Returns how many bytes the terminal took. The master never blocks, so a full buffer shows as EAGAIN. */
function writeWhatFits(master: number, bytes: Uint8Array): number {
  try {
    return writeSync(master, bytes);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 0;
    throw error;
  }
}
