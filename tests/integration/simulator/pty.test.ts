import type { EventEmitter } from 'node:events';
import { SerialPort } from 'serialport';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openPty } from '#simulator/wires/pty';
import type { Pty } from '#simulator/wires/pty';

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe('a pseudo terminal', () => {
  let pty: Pty;
  const ports: SerialPort[] = [];

  afterEach(async () => {
    for (const port of ports.splice(0)) await close(port);
    pty.close();
  });

  async function open(path: string): Promise<SerialPort> {
    const port = new SerialPort({ path, baudRate: 9600, autoOpen: false });
    await new Promise<void>((resolve, reject) => {
      port.open((error) => (error ? reject(error) : resolve()));
    });
    ports.push(port);
    return port;
  }

  it('carries every byte value from the controller unchanged, control characters included', async () => {
    const heard: number[] = [];
    pty = openPty((bytes) => heard.push(...bytes));
    const port = await open(pty.path);
    port.write(Buffer.from(everyByte));
    await vi.waitFor(() => expect(heard).toHaveLength(256), 5000);
    expect(heard).toEqual([...everyByte]);
  });

  it('carries every byte value to the controller unchanged and echoes nothing back', async () => {
    const heardByBoards: number[] = [];
    pty = openPty((bytes) => heardByBoards.push(...bytes));
    const port = await open(pty.path);
    const heard: number[] = [];
    port.on('data', (bytes: Buffer) => heard.push(...bytes));
    pty.write(Uint8Array.from([0x03, 0x04, 0x0d, 0x11, 0x13, 0x0a, 0x1a]));
    pty.write(everyByte);
    await vi.waitFor(() => expect(heard).toHaveLength(263), 5000);
    expect(heard).toEqual([0x03, 0x04, 0x0d, 0x11, 0x13, 0x0a, 0x1a, ...everyByte]);
    expect(heardByBoards).toEqual([]);
  });

  it('goes on after the controller has closed its port and opened it again', async () => {
    const heard: number[] = [];
    pty = openPty((bytes) => heard.push(...bytes));
    const first = await open(pty.path);
    await close(first);
    const second = await open(pty.path);
    second.write(Buffer.from([0x8a, 0x01]));
    await vi.waitFor(() => expect(heard).toEqual([0x8a, 0x01]), 5000);
  });

  it('shows a controller that holds the port that it was unplugged', async () => {
    pty = openPty(() => undefined);
    const port = await open(pty.path);
    const closings: unknown[] = [];
    port.on('data', () => undefined);
    port.on('close', (reason: unknown) => closings.push(reason));
    // serialport 13 overlooks a hang-up that comes before its first read has begun to wait for bytes.
    await vi.waitFor(() => expect(isWaitingForBytes(port)).toBe(true), 5000);
    pty.close();
    await vi.waitFor(() => expect(closings).toHaveLength(1), 5000);
    expect(closings[0]).toMatchObject({ disconnected: true });
  });

  it('loses what a controller does not read instead of standing still', () => {
    pty = openPty(() => undefined);
    for (let written = 0; written < 200; written += 1) pty.write(everyByte);
    expect(pty.lostByteCount).toBeGreaterThan(0);
  });
});

function isWaitingForBytes(port: SerialPort): boolean {
  const binding = port.port as { readonly poller?: EventEmitter } | undefined;
  return binding?.poller?.listenerCount('readable') === 1;
}

async function close(port: SerialPort): Promise<void> {
  if (!port.isOpen) return;
  await new Promise<void>((resolve) => {
    port.close(() => resolve());
  });
}
