import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { startBroker } from '#simulator/broker/broker';
import { waitFor } from '#simulator/harness/patience';

export type TestBroker = { readonly url: string; readonly port: number; stop(): Promise<void> };
export type BrokerKind = 'mosquitto' | 'aedes';

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export function runBroker(kind: BrokerKind, port: number, directory: string): Promise<TestBroker> {
  return kind === 'aedes' ? startBroker({ port }) : startMosquitto(port, directory);
}

/** Mosquitto as Debian packages it, without persistence; `stop` kills it. */
export async function startMosquitto(
  port: number,
  directory: string,
  lines: readonly string[] = [],
): Promise<TestBroker> {
  const file = join(directory, `mosquitto-${port}.conf`);
  const settings = ['allow_anonymous true', 'set_tcp_nodelay true', 'user root', 'log_type none'];
  writeFileSync(file, [`listener ${port} 127.0.0.1`, ...settings, ...lines, ''].join('\n'));
  const child = spawn('/usr/sbin/mosquitto', ['-c', file], { stdio: 'ignore' });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  await waitFor('mosquitto listens', () => answers(port));
  return {
    url: `mqtt://127.0.0.1:${port}`,
    port,
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createConnection({ port, host: '127.0.0.1' });
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}

/** A wire to a broker that can be cut in the middle, without a goodbye. */
export async function startWire(brokerPort: number) {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = createConnection({ port: brokerPort, host: '127.0.0.1' });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => {
        near.destroy();
        far.destroy();
        sockets.delete(socket);
      });
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const destroyAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `mqtt://127.0.0.1:${port}`,
    cut() {
      isCut = true;
      destroyAll();
    },
    mend() {
      isCut = false;
    },
    async stop() {
      destroyAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
