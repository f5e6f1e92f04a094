import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSerialTransport } from '#bridge/transports/serial-transport';
import type { Connection, Transport } from '#bridge/transport';
import { openPty, type Pty } from '#simulator/wires/pty';

const unlock = Uint8Array.of(0x02, 0x02, 0x31, 0x03, 0x38);
const reply = Uint8Array.of(0x02, 0x00, 0x35, 0xff, 0xff, 0x00, 0x00, 0x03, 0x38);

const soon = { timeout: 10_000 };

let pty: Pty;
/** What the board's end of the line got. */
let atBoard: number[];
/** What the controller's end got. */
let atStation: number[];
let losses: string[];
let transport: Transport;
const connections: Connection[] = [];

const listener = {
  received: (bytes: Uint8Array): void => {
    atStation.push(...bytes);
  },
  lost: (reason: string): void => {
    losses.push(reason);
  },
};

function transportTo(path: string): Transport {
  return createSerialTransport({ path, baud: 19_200, dataBits: 8, parity: 'none', stopBits: 1 });
}

async function open(on: Transport = transport): Promise<Connection> {
  const connection = await on.open(listener);
  connections.push(connection);
  return connection;
}

beforeEach(() => {
  atBoard = [];
  atStation = [];
  losses = [];
  pty = openPty((bytes) => atBoard.push(...bytes));
  transport = transportTo(pty.path);
});

afterEach(async () => {
  for (const connection of connections.splice(0)) await connection.close();
  pty.close();
});

describe('a serial line on a real terminal', () => {
  test('carries all 256 bytes unchanged, both ways', async () => {
    const all = Uint8Array.from({ length: 256 }, (_, value) => value);
    const connection = await open();
    connection.write(all);
    pty.write(all);
    await expect.poll(() => atBoard, soon).toEqual([...all]);
    await expect.poll(() => atStation, soon).toEqual([...all]);
  });

  test('is set to the speed of the profile', async () => {
    await open();
    expect(execFileSync('stty', ['-F', pty.path, 'speed'], { encoding: 'utf8' }).trim()).toBe('19200');
  });

  test('cannot be opened twice, and the first opening goes on', async () => {
    const connection = await open();
    await expect(open(transportTo(pty.path))).rejects.toThrow('Cannot lock port');
    connection.write(unlock);
    pty.write(reply);
    await expect.poll(() => atBoard, soon).toEqual([...unlock]);
    await expect.poll(() => atStation, soon).toEqual([...reply]);
    expect(losses).toEqual([]);
  });

  test('a path that is not there is refused with the reason', async () => {
    await expect(open(transportTo(`${pty.path}-missing`))).rejects.toThrow('No such file or directory');
  });

  test('a file that is no terminal is refused and left alone', async () => {
    await expect(open(transportTo('/dev/null'))).rejects.toThrow('Inappropriate ioctl');
    expect(losses).toEqual([]);
  });

  test('a frame that the line cannot take whole throws', async () => {
    const connection = await open();
    // The other end cannot read while this runs, so the terminal's buffer is certain to fill up.
    const writeForEver = (): void => {
      for (let count = 0; count < 10_000; count += 1) connection.write(new Uint8Array(1000));
    };
    expect(writeForEver).toThrow(/took \d+ bytes only|EAGAIN/);
  });
});

describe('the end of a connection', () => {
  test('unplugging is told once, and a write afterwards throws', async () => {
    const connection = await open();
    pty.close();
    await expect.poll(() => losses, soon).toHaveLength(1);
    expect(() => connection.write(unlock)).toThrow('the line is not open');
    await connection.close();
    expect(losses).toHaveLength(1);
  });

  test('a write right after the unplugging, before it is told, throws as well', async () => {
    const connection = await open();
    pty.close();
    // The terminal hangs up when the stream of the other end is closed, one turn of the loop later.
    const writeUntilRefused = (): boolean => {
      connection.write(unlock);
      return false;
    };
    await expect.poll(() => attempt(writeUntilRefused), soon).toBe('refused');
  });

  test('closing is not a loss, and closing twice is the same as once', async () => {
    const connection = await open();
    await Promise.all([connection.close(), connection.close()]);
    await connection.close();
    expect(losses).toEqual([]);
  });

  test('a write on a closed connection throws, and nothing of it arrives after a new opening', async () => {
    const first = await open();
    await first.close();
    expect(() => first.write(unlock)).toThrow('the line is not open');
    const second = await open();
    second.write(reply);
    await expect.poll(() => atBoard.length, soon).toBeGreaterThanOrEqual(reply.length);
    pty.write(Uint8Array.of(1));
    await expect.poll(() => atStation, soon).toEqual([1]);
    expect(atBoard).toEqual([...reply]);
  });

  test('what was said while nobody listened is not heard after the line is opened again', async () => {
    const first = await open();
    await first.close();
    pty.write(reply);
    const second = await open();
    pty.write(Uint8Array.of(7));
    await expect.poll(() => atStation, soon).toContain(7);
    expect(atStation).toEqual([7]);
    second.write(unlock);
    await expect.poll(() => atBoard, soon).toEqual([...unlock]);
  });

  test('a closed connection hears nothing although its line goes on', async () => {
    const first = await open();
    const closing = first.close();
    pty.write(reply);
    await closing;
    const second = await open();
    pty.write(Uint8Array.of(9));
    await expect.poll(() => atStation, soon).toContain(9);
    expect(atStation).toEqual([9]);
    await second.close();
  });

  test('fifty openings leave no descriptor behind', async () => {
    await (await open()).close();
    const before = openDescriptors();
    for (let count = 0; count < 50; count += 1) await (await open()).close();
    await expect(open(transportTo('/dev/null'))).rejects.toThrow('Inappropriate ioctl');
    expect(openDescriptors()).toBe(before);
    expect(losses).toEqual([]);
  });
});

function attempt(task: () => unknown): 'done' | 'refused' {
  try {
    task();
    return 'done';
  } catch {
    return 'refused';
  }
}

function openDescriptors(): number {
  return readdirSync('/proc/self/fd').length;
}
