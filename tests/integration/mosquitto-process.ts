import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '#simulator/harness/patience';

/** A real Mosquitto on a free port of the loopback interface, which can be stopped and started again. */
export class MosquittoProcess {
  readonly port: number;
  readonly #configFile: string;
  #child: ChildProcess | null = null;

  private constructor(port: number, configFile: string) {
    this.port = port;
    this.#configFile = configFile;
  }

  static async start(further: readonly string[] = []): Promise<MosquittoProcess> {
    const port = await freePort();
    const configFile = join(mkdtempSync(join(tmpdir(), 'latchkey-mosquitto-')), 'mosquitto.conf');
    const lines = [
      `listener ${String(port)} 127.0.0.1`,
      'allow_anonymous true',
      'set_tcp_nodelay true',
      'persistence false',
      ...further,
    ];
    writeFileSync(configFile, `${lines.join('\n')}\n`);
    const broker = new MosquittoProcess(port, configFile);
    await broker.start();
    return broker;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${String(this.port)}`;
  }

  async start(): Promise<void> {
    // Debian installs the broker where a plain account does not look.
    const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` };
    this.#child = spawn('mosquitto', ['-c', this.#configFile], { stdio: 'ignore', env });
    await waitFor('mosquitto listens', () => answers(this.port));
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
