import { writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { createSerialTransport } from '#bridge/transports/serial-transport';
import type { SerialLine } from '#bridge/transports/serial-transport';
import type { Connection, ConnectionListener, Transport } from '#bridge/transport';
import type { LinuxPortBinding } from '@serialport/bindings-cpp';
import { SerialPort } from 'serialport';

/** A way to read a serial port, to be compared with the others under the same bus session. */
export type Reader = { readonly name: string; readonly open: (line: SerialLine) => Transport };

/** The transport of the product. */
export const ourReader: Reader = { name: 'ours', open: createSerialTransport };

export const readers: readonly Reader[] = [
  ourReader,
  { name: 'serialport', open: (line) => transportOf(line, openPackage) },
  { name: 'tty.ReadStream', open: (line) => transportOf(line, openStream) },
];

type Opener = (port: SerialPort, listener: ConnectionListener) => Connection;

function transportOf(line: SerialLine, connect: Opener): Transport {
  const { path, baud: baudRate, dataBits, parity, stopBits } = line;
  return {
    name: path,
    open: (listener) =>
      new Promise((resolve, reject) => {
        const port = new SerialPort({ path, baudRate, dataBits, parity, stopBits, autoOpen: false });
        port.open((error) => {
          if (error) reject(error);
          else resolve(connect(port, listener));
        });
      }),
  };
}

function closePort(port: SerialPort): Promise<void> {
  return new Promise((resolve) => port.close(() => resolve()));
}

/** As the package is meant to be used: its own reads and its own writes. */
function openPackage(port: SerialPort, listener: ConnectionListener): Connection {
  port.on('data', (bytes: Uint8Array) => listener.received(bytes));
  return { write: (bytes) => void port.write(bytes), close: () => closePort(port) };
}

/** The package opens and sets the line; its very descriptor is read through the event loop. */
function openStream(port: SerialPort, listener: ConnectionListener): Connection {
  const descriptor = (port.port as LinuxPortBinding | undefined)?.fd ?? -1;
  const stream = new ReadStream(descriptor);
  stream.on('data', (bytes: Uint8Array) => listener.received(bytes));
  return {
    write: (bytes) => void writeSync(descriptor, bytes),
    // The descriptor has two owners; the stream closes it, and the package is only told to forget it.
    close: () => new Promise((resolve) => stream.once('close', resolve).destroy()),
  };
}
