import { once } from 'node:events';
import { existsSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SerialPort } from 'serialport';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BusSettings, WiredCompartment } from '#config/settings';
import { startSimulation } from '#simulator/cabinet-simulation';
import type { CabinetSimulation, SimulationInput } from '#simulator/cabinet-simulation';
import { startCabinetPage } from '#simulator/page/cabinet-page';
import type { SimulatedBus, SimulatedCompartment } from '#simulator/virtual-station';
import { createMachineClock } from '#simulator/wires/clocks';
import { bytesOf, cu16, hexOf, lockboard8a, plan } from '../../unit/simulator/virtual-hardware.ts';

const patience = { timeout: 5000, interval: 10 };
const read = '02 00 30 03 35';
const allClosed = '02 00 35 FF FF 00 00 03 38';

describe('a simulation on pseudo terminals', () => {
  let folder: string;
  let simulation: CabinetSimulation;
  const ports: SerialPort[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-simulator-'));
  });

  afterEach(async () => {
    for (const port of ports.splice(0)) await closePort(port);
    await simulation.stop();
    rmSync(folder, { recursive: true });
  });

  async function start(more: Partial<SimulationInput> = {}): Promise<void> {
    simulation = await startSimulation({
      ...plan({ profile: cu16, addresses: [0] }),
      seed: 1,
      clock: createMachineClock(),
      controlPath: join(folder, 'control.sock'),
      pacing: 'off',
      hands: 'nobody',
      ...more,
    });
  }

  async function openPort(
    path = simulation.ttys['main'] ?? '',
  ): Promise<{ port: SerialPort; heard: number[] }> {
    const port = new SerialPort({ path, baudRate: 9600, autoOpen: false });
    const heard: number[] = [];
    await new Promise<void>((resolve, reject) => {
      port.open((error) => (error ? reject(error) : resolve()));
    });
    port.on('data', (bytes: Buffer) => heard.push(...bytes));
    ports.push(port);
    return { port, heard };
  }

  async function hear(heard: readonly number[], hex: string): Promise<void> {
    await vi.waitFor(() => expect(hexOf(Uint8Array.from(heard))).toBe(hex), patience);
  }

  it('answers a serial port with golden bytes and opens the door it is told to open', async () => {
    await start();
    const { port, heard } = await openPort();
    port.write(bytesOf(read));
    await hear(heard, allClosed);
    port.write(bytesOf('02 02 31 03 38'));
    await vi.waitFor(() => expect(simulation.physics.find('0-3')?.view().door).toBe('open'), patience);
    heard.length = 0;
    port.write(bytesOf(read));
    await hear(heard, '02 00 35 FB FF 00 00 03 34');
  });

  it('paces an exchange and accounts for its wire time', async () => {
    await start({ pacing: 'line-speed' });
    const { port, heard } = await openPort();
    port.write(bytesOf(read));
    await hear(heard, allClosed);
    const counters = simulation.station.buses.get('main')?.counters();
    expect(counters?.busyMs).toBeCloseTo((14 * 10 * 1000) / 9600, 6);
    expect(counters).toMatchObject({
      collisionCount: 0,
      requestCount: 1,
      controllerByteCount: 5,
      boardByteCount: 9,
    });
  });

  it('gives every bus a terminal of its own, under a link that bears its name', async () => {
    const first = plan({ profile: cu16, addresses: [0] });
    const second = plan({ profile: lockboard8a, addresses: [1] });
    const linkDirectory = join(folder, 'ports');
    await start({
      buses: [...first.buses, ...second.buses.map((bus) => ({ ...bus, id: 'side' }))],
      compartments: [...first.compartments, ...second.compartments],
      linkDirectory,
    });
    expect(simulation.ttys).toEqual({ main: join(linkDirectory, 'main'), side: join(linkDirectory, 'side') });
    const { port, heard } = await openPort(simulation.ttys['side']);
    port.write(bytesOf('8A 01 0C 11 96'));
    await hear(heard, '8A 01 0C 00 87');
    await simulation.stop();
    expect(existsSync(join(linkDirectory, 'main'))).toBe(false);
  });

  it('unplugs an adapter and plugs it in again under the same name', async () => {
    const linkDirectory = join(folder, 'ports');
    await start({ linkDirectory });
    const link = join(linkDirectory, 'main');
    expect(readlinkSync(link)).toMatch(/^\/dev\//);
    expect(await order({ do: 'set-fault', bus: 'main', fault: 'unplugged' })).toEqual({ ok: true });
    expect(existsSync(link)).toBe(false);
    expect(simulation.ttys).toEqual({});
    expect(await order({ do: 'clear-fault', bus: 'main' })).toEqual({ ok: true });
    const { port, heard } = await openPort(link);
    port.write(bytesOf(read));
    await hear(heard, allClosed);
  });

  async function order(value: unknown): Promise<unknown> {
    return (await talk([JSON.stringify(value)]))[0];
  }

  async function talk(lines: readonly string[]): Promise<unknown[]> {
    const socket: Socket = connect(join(folder, 'control.sock'));
    await once(socket, 'connect');
    const answers: unknown[] = [];
    createInterface({ input: socket }).on('line', (line) => answers.push(JSON.parse(line)));
    socket.write(`${lines.join('\n')}\n`);
    await vi.waitFor(() => expect(answers).toHaveLength(lines.length), patience);
    socket.destroy();
    return answers;
  }

  it('takes orders on its control socket, one a line, and answers each in its turn', async () => {
    await start();
    const answers = await talk([
      '{"id":1,"do":"open-door-by-hand","compartment":"0-1"}',
      '{"id":2,"do":"place-parcel","compartment":"0-1"}',
      '{"id":"three","do":"place-parcel","compartment":"0-1"}',
      'not json',
      '{"do":"set-fault","board":"board-0","fault":"silent"}',
    ]);
    expect(answers).toEqual([
      { id: 1, ok: true },
      { id: 2, ok: true },
      { id: 'three', ok: false, error: '0-1: there is a parcel inside already' },
      { ok: false, error: 'this line is not JSON' },
      { ok: true },
    ]);
    expect(await order({ do: 'state' })).toMatchObject({
      ok: true,
      state: {
        compartments: [
          { label: '0-1', door: 'open', parcel: 'inside' },
          ...Array.from({ length: 15 }, () => ({})),
        ],
        boards: [{ id: 'board-0', faults: [{ fault: { kind: 'silent' } }] }],
        buses: [{ id: 'main', tty: simulation.ttys['main'] }],
      },
    });
  });

  it('replaces a control socket that a dead simulation left behind', async () => {
    await start();
    const left = simulation;
    await start();
    expect(await order({ do: 'people', on: true })).toEqual({ ok: true });
    expect(simulation.station.people.arePresent).toBe(true);
    expect(left.station.people.arePresent).toBe(false);
    await left.stop();
  });

  it('shows the cabinet on a page and takes orders from it', async () => {
    await start();
    const page = await startCabinetPage(simulation, { host: '127.0.0.1', port: 0 });
    try {
      const html = await (await fetch(page.url)).text();
      expect(html).toContain('<title>Virtual cabinet</title>');
      expect((await fetch(`${page.url}cabinet.css`)).headers.get('content-type')).toBe('text/css');
      const events = await openStream(`${page.url}stream`);
      expect((await events.next()).compartments[0]).toMatchObject({ label: '0-1', door: 'closed' });
      expect(await post(page.url, { do: 'open-door-by-hand', compartment: '0-1' })).toEqual([
        200,
        { ok: true },
      ]);
      expect((await events.next()).compartments[0]).toMatchObject({ label: '0-1', door: 'open' });
      expect(await post(page.url, { do: 'take-parcel', compartment: '0-1' })).toEqual([
        409,
        { ok: false, error: '0-1: there is no parcel inside' },
      ]);
      const foreign = await fetch(`${page.url}orders`, { method: 'POST', body: '{"do":"people","on":true}' });
      expect(foreign.status).toBe(409);
      expect(simulation.station.people.arePresent).toBe(false);
      expect((await fetch(`${page.url}elsewhere`)).status).toBe(404);
      await events.close();
    } finally {
      await page.close();
    }
  });

  it('takes buses and compartments as the station file has them', async () => {
    const { buses, compartments }: SettingsFit = plan({ profile: cu16, addresses: [0] });
    await start({ buses, compartments });
    expect(simulation.physics.labels).toHaveLength(16);
  });
});

/** Fails to compile when the settings of a station no longer fit the simulation. */
type SettingsFit = [readonly BusSettings[], readonly WiredCompartment[]] extends [
  readonly SimulatedBus[],
  readonly SimulatedCompartment[],
]
  ? Pick<SimulationInput, 'buses' | 'compartments'>
  : never;

type Seen = { readonly compartments: readonly { readonly label: string; readonly door: string }[] };

async function openStream(url: string): Promise<{ next(): Promise<Seen>; close(): Promise<void> }> {
  const response = await fetch(url);
  const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader();
  let text = '';
  return {
    async next() {
      while (!text.includes('\n\n')) text += new TextDecoder().decode((await reader.read()).value);
      const [event = '', ...rest] = text.split('\n\n');
      text = rest.join('\n\n');
      return JSON.parse(event.replace('data: ', '')) as Seen;
    },
    close: () => reader.cancel(),
  };
}

async function post(url: string, value: unknown): Promise<[number, unknown]> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}orders`, { method: 'POST', headers, body: JSON.stringify(value) });
  return [response.status, await response.json()];
}

async function closePort(port: SerialPort): Promise<void> {
  if (!port.isOpen) return;
  await new Promise<void>((resolve) => {
    port.close(() => resolve());
  });
}
