import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBusTransport, type BusWay } from '#bridge/transports/bus-transport';
import type { Connection } from '#bridge/transport';
import { TcpPort, type TcpPortInput } from '#simulator/wires/tcp-port';
import { ManualClock, settled } from '../../unit/bridge/manual-clock.ts';

const line = { baud: 9600, dataBits: 8, parity: 'even', stopBits: 1 } as const;
const unlock = Uint8Array.of(0x02, 0x02, 0x31, 0x03, 0x38);
const all = Uint8Array.from({ length: 256 }, (_, value) => value);
const soon = { timeout: 10_000, interval: 5 };

let clock: ManualClock;
let atBoard: number[];
let atStation: number[];
let losses: string[];
const cleanups: (() => Promise<void> | void)[] = [];

const listener = {
  received: (bytes: Uint8Array): void => {
    atStation.push(...bytes);
  },
  lost: (reason: string): void => {
    losses.push(reason);
  },
};

beforeEach(() => {
  clock = new ManualClock();
  atBoard = [];
  atStation = [];
  losses = [];
});

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function serverThat(speaks: TcpPortInput['speaks'], manners = {}): Promise<TcpPort> {
  const server = await TcpPort.open({ speaks, port: 0, toLine: (bytes) => atBoard.push(...bytes), manners });
  cleanups.push(() => server.unplug());
  return server;
}

function dial({ port }: { readonly port: number }, kind: 'tcp' | 'rfc2217'): Promise<Connection> {
  const way: BusWay = { kind, host: '127.0.0.1', port, baud: 19_200 };
  return createBusTransport(way, line, clock)
    .open(listener)
    .then((connection) => {
      cleanups.push(() => connection.close());
      return connection;
    });
}

describe.each(['tcp', 'rfc2217'] as const)('a line behind a serial server, by %s', (kind) => {
  test('carries all 256 bytes unchanged, both ways', async () => {
    const server = await serverThat(kind);
    const connection = await dial(server, kind);
    connection.write(all);
    server.write(all);
    await expect.poll(() => atBoard, soon).toEqual([...all]);
    await expect.poll(() => atStation, soon).toEqual([...all]);
    expect(losses).toEqual([]);
  });

  test('is refused with the reason where nobody listens', async () => {
    const server = await serverThat(kind);
    server.unplug();
    await expect(dial(server, kind)).rejects.toThrow('ECONNREFUSED');
  });

  test('is lost once when the server loses its power, and writes afterwards throw', async () => {
    const server = await serverThat(kind);
    const connection = await dial(server, kind);
    server.unplug();
    await expect.poll(() => losses, soon).toHaveLength(1);
    expect(() => connection.write(unlock)).toThrow('the line is not open');
    await connection.close();
    await clock.advance(60_000);
    expect(losses).toHaveLength(1);
  });

  test('a second controller is turned away while the first one is served', async () => {
    const server = await serverThat(kind);
    const connection = await dial(server, kind);
    // Raw TCP is turned away after it was let in, RFC 2217 during its first words.
    const second = await dial(server, kind).catch(() => null);
    await expect.poll(() => second === null || losses.length > 0, soon).toBe(true);
    connection.write(unlock);
    await expect.poll(() => atBoard, soon).toEqual([...unlock]);
  });

  test('closing is not a loss, and nothing is heard or written afterwards', async () => {
    const server = await serverThat(kind);
    const connection = await dial(server, kind);
    await Promise.all([connection.close(), connection.close()]);
    await expect.poll(() => server.isConnected, soon).toBe(false);
    expect(() => connection.write(unlock)).toThrow('the line is not open');
    expect([losses, atStation, atBoard]).toEqual([[], [], []]);
  });

  test('a half-open connection is given up after three seconds, and what it holds never arrives', async () => {
    const server = await serverThat(kind);
    const connection = await dial(server, kind);
    server.cutNetwork();
    connection.write(unlock);
    await clock.advance(2_999);
    expect(losses).toEqual([]);
    await clock.advance(1);
    expect(losses).toEqual(['nothing came back for 3 s']);
    await expect.poll(() => server.isConnected, soon).toBe(false);
    server.joinNetwork();
    await dial(server, kind);
    server.write(Uint8Array.of(7));
    await expect.poll(() => atStation, soon).toEqual([7]);
    expect(atBoard).toEqual([]);
  });

  test('a short interruption costs nothing, and a line that is only silent is not half open', async () => {
    const server = await serverThat(kind);
    const connection = await dial(server, kind);
    server.cutNetwork();
    connection.write(unlock);
    await clock.advance(2_000);
    server.joinNetwork();
    server.write(Uint8Array.of(1));
    await expect.poll(() => atStation, soon).toEqual([1]);
    await clock.advance(3_600_000);
    expect(losses).toEqual([]);
    expect(atBoard).toEqual([...unlock]);
  });

  test('more than the network takes is refused instead of being kept for later', async () => {
    const server = await serverThat(kind);
    const connection = await dial(server, kind);
    const writeForEver = (): void => {
      for (let count = 0; count < 100_000; count += 1) connection.write(new Uint8Array(10_000));
    };
    expect(writeForEver).toThrow('the server takes no more bytes');
    expect(() => connection.write(unlock)).toThrow('the line is not open');
  });

  test('fifty connections leave no timer behind', async () => {
    const server = await serverThat(kind);
    for (let count = 0; count < 50; count += 1) {
      await expect.poll(() => server.isConnected, soon).toBe(false);
      const connection = await dial(server, kind);
      connection.write(unlock);
      await connection.close();
    }
    await clock.advance(60_000);
    expect(losses).toEqual([]);
  });
});

describe('a serial server that is told the line', () => {
  test('gets the settings of the profile and the speed of the station file', async () => {
    const server = await serverThat('rfc2217');
    await dial(server, 'rfc2217');
    await expect
      .poll(() => server.commands, soon)
      .toEqual([
        [1, 0, 0, 0x4b, 0],
        [2, 8],
        [3, 3],
        [4, 1],
        [5, 1],
        [12, 3],
      ]);
  });

  test('that sets another speed is refused with both speeds', async () => {
    const server = await serverThat('rfc2217', { fixedBaud: 9600 });
    await expect(dial(server, 'rfc2217')).rejects.toThrow('it sets speed 9600 instead of 19200');
    await expect.poll(() => server.isConnected, soon).toBe(false);
  });

  test.each([
    [44, 'it does not speak RFC 2217'],
    [0, /it does not (take|send) every byte as it is/],
  ])('that declines option %i is refused with the reason', async (option, reason) => {
    const server = await serverThat('rfc2217', { declines: [option] });
    await expect(dial(server, 'rfc2217')).rejects.toThrow(reason);
  });

  test('that passes bytes as they are does not answer, and is refused after three seconds', async () => {
    const server = await serverThat('tcp');
    const refusal = reasonOf(dial(server, 'rfc2217'));
    await expect.poll(() => atBoard.length, soon).toBeGreaterThan(0);
    await clock.advance(3_000);
    expect(await refusal).toMatch(/in time|nothing came back/);
  });

  test('what came before the line was set is not heard', async () => {
    const server = await serverThat('rfc2217');
    server.cutNetwork();
    const opening = dial(server, 'rfc2217');
    await expect.poll(() => server.isConnected, soon).toBe(true);
    server.write(Uint8Array.of(0x55));
    server.joinNetwork();
    await opening;
    server.write(Uint8Array.of(7));
    await expect.poll(() => atStation, soon).toContain(7);
    expect(atStation).toEqual([7]);
  });
});

describe('a server that cannot be reached', () => {
  test('is given up after three seconds', async () => {
    const port = await portOfDeafServer();
    const refusal = reasonOf(dial({ port }, 'tcp'));
    await clock.advance(2_999);
    expect(await Promise.race([refusal, settled()])).toBeUndefined();
    await clock.advance(1);
    expect(await refusal).toBe('nobody answers within 3 s');
    expect(losses).toEqual([]);
  });
});

/** A process that listens and accepts nobody; once its queue is full, nobody hears more of it. */
async function portOfDeafServer(): Promise<number> {
  const script = `const server = require('node:net').createServer();
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      process.stdout.write(String(server.address().port), () =>
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
    });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  cleanups.push(() => void child.kill('SIGKILL'));
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(said.toString());
  const waiting = Array.from({ length: 4 }, () => connect({ host: '127.0.0.1', port }));
  cleanups.push(() => waiting.forEach((socket) => socket.destroy()));
  for (const socket of waiting) socket.on('error', () => undefined);
  await once(waiting[0] ?? child, 'connect');
  return port;
}

/** Why an opening failed. */
function reasonOf(opening: Promise<Connection>): Promise<string> {
  return opening.then(
    () => 'it was opened',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}
