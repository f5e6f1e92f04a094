import { closeSync, constants, fstatSync, openSync, writeSync, type Stats } from 'node:fs';
import { ReadStream } from 'node:tty';
import type { SerialPort } from 'serialport';
import type { Connection, ConnectionListener, Transport } from '../transport.ts';
import { LineRefused } from './line-refused.ts';
import type { LineSettings } from './line-settings.ts';

export type SerialLine = LineSettings & {
  /** Prefer `/dev/serial/by-path/…`: the numbers of `ttyUSB…` follow the order of plugging in. */
  readonly path: string;
};

/**
 * A serial port with two descriptors on one line.
 *
 * `serialport` opens the path, takes the exclusive lock and sets the line; it neither reads nor writes,
 * because its reads go through the thread pool (a few password hashes in flight delay a reply by 100 ms) and
 * its writes on a closed port are queued and fire the lock after the next opening. Bytes go through a second
 * descriptor: `tty.ReadStream` polls it in the event loop and `writeSync` hands a frame over or throws.
 *
 * `open` rejects with the reason of the system, for example when another process holds the lock.
 */
export function createSerialTransport(line: SerialLine): Transport {
  return { name: line.path, open: (listener) => openLine(line, listener) };
}

async function openLine(line: SerialLine, listener: ConnectionListener): Promise<Connection> {
  const port = await openPort(line);
  try {
    // What lay in the kernel's buffers belongs to another time: a stale reply, or a frame never sent.
    await flushed(port);
    return new SerialConnection(port, readerOf(line.path), listener);
  } catch (error) {
    await closed(port);
    throw error;
  }
}

/** A new object for every connection: one that was closed must never be used again. */
async function openPort(line: SerialLine): Promise<SerialPort> {
  const { SerialPort } = await import('serialport');
  const { path, baud: baudRate, dataBits, parity, stopBits } = line;
  const port = new SerialPort({ path, baudRate, dataBits, parity, stopBits, lock: true, autoOpen: false });
  return new Promise((resolve, reject) => {
    port.open((error) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
}

type Reader = {
  readonly descriptor: number;
  /** Which device the descriptor was opened on. */
  readonly device: Stats;
  readonly stream: ReadStream;
};

function readerOf(path: string): Reader {
  const descriptor = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  try {
    return { descriptor, device: fstatSync(descriptor), stream: new ReadStream(descriptor) };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

class SerialConnection implements Connection {
  readonly #port: SerialPort;
  readonly #reader: Reader;
  readonly #listener: ConnectionListener;
  /** Set before anything is closed, because the number of a closed descriptor is soon somebody else's. */
  #isUsable = true;
  #closing: Promise<void> | null = null;

  constructor(port: SerialPort, reader: Reader, listener: ConnectionListener) {
    this.#port = port;
    this.#reader = reader;
    this.#listener = listener;
    reader.stream.on('data', (bytes: Uint8Array) => {
      if (this.#isUsable) listener.received(bytes);
    });
    reader.stream.on('end', () => this.#lose('the line hung up'));
    reader.stream.on('error', (error) => this.#lose(error.message));
    reader.stream.on('close', () => this.#lose('the line was closed'));
    port.on('close', () => this.#lose('the port was closed'));
    port.on('error', (error) => this.#lose(error.message));
  }

  write(bytes: Uint8Array): void {
    if (!this.#isUsable) throw new LineRefused('the line is not open');
    const written = writeSync(this.#reader.descriptor, bytes);
    // The board drops half a frame by its checksum; the other half must never follow on its own.
    if (written !== bytes.length) throw new LineRefused(`the line took ${String(written)} bytes only`);
  }

  close(): Promise<void> {
    this.#isUsable = false;
    this.#closing ??= this.#closeBoth();
    return this.#closing;
  }

  #lose(reason: string): void {
    if (!this.#isUsable) return;
    this.#isUsable = false;
    this.#listener.lost(reason);
  }

  /** The lock goes last, so that whoever opens next cannot lose bytes to this reader. */
  async #closeBoth(): Promise<void> {
    if (this.#port.isOpen) await flushed(this.#port).catch(() => undefined);
    await destroyed(this.#reader.stream);
    closeOnce(this.#reader);
    await closed(this.#port);
  }
}

/** Drops what the kernel holds in both directions. */
function flushed(port: SerialPort): Promise<void> {
  return new Promise((resolve, reject) => {
    port.flush((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

function closed(port: SerialPort): Promise<void> {
  if (!port.isOpen) return Promise.resolve();
  // A port whose device is gone reports an error here; it is closed all the same.
  return new Promise((resolve) => port.close(() => resolve()));
}

function destroyed(stream: ReadStream): Promise<void> {
  if (stream.closed) return Promise.resolve();
  return new Promise((resolve) => {
    stream.once('close', () => resolve());
    stream.destroy();
  });
}

/**
 * libuv opens a terminal a second time for its stream and then closes only that one; where it cannot, the
 * stream takes our descriptor and closes it. So ours is closed only while it still is what it was: the
 * number of a closed descriptor may already belong to the database.
 */
function closeOnce({ descriptor, device }: Reader): void {
  if (isStill(descriptor, device)) closeSync(descriptor);
}

function isStill(descriptor: number, device: Stats): boolean {
  try {
    const now = fstatSync(descriptor);
    return now.dev === device.dev && now.ino === device.ino;
  } catch {
    return false;
  }
}
