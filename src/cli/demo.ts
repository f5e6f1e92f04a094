import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { DemoOptions } from './demo-command.ts';
import type { Terminal } from './terminal.ts';

const station = 'demo-1';
const usualPorts = { kiosk: 8080, cabinet: 8081, broker: 1883 } as const;

/**
 * Everything without hardware: a virtual cabinet on real terminals, an embedded broker and a tracking centre
 * in this process, and the controller as it runs in the field in a process of its own.
 */
export async function runDemo(options: DemoOptions, terminal: Terminal): Promise<void> {
  if (options.write !== null) {
    await writeFiles(options.write, options, terminal);
    return;
  }
  const directory = await mkdtemp(join(tmpdir(), 'latchkey-demo-'));
  try {
    await (options.story ? playStory(directory, options, terminal) : keepOpen(directory, options, terminal));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The parts of the demo for whoever wants to start them one by one. */
async function writeFiles(written: string, options: DemoOptions, terminal: Terminal): Promise<void> {
  const [{ createCentreKeys }, { demoBadge, writeStationFiles }] = await Promise.all([
    import('#simulator/centre/keys'),
    import('#simulator/harness/station-files'),
  ]);
  const directory = resolve(written);
  const keys = await createCentreKeys(join(directory, 'centre'));
  const stationFile = writeStationFiles({
    directory,
    station,
    broker: options.broker ?? `mqtt://127.0.0.1:${String(usualPorts.broker)}`,
    kioskPort: options.port ?? usualPorts.kiosk,
    centreKeys: keys.publicFiles,
  });
  const say = speaker(options, terminal);
  say({ stationFile, badge: demoBadge }, `Station file     ${stationFile}`);
  if (options.json) return;
  terminal.print(`Courier's badge  ${demoBadge}`);
  terminal.print(
    `Hardware         latchkey simulate --config ${stationFile} --links ${join(directory, 'tty')} --centre ${join(directory, 'centre')}`,
  );
  terminal.print(`Controller       latchkey run --config ${stationFile}`);
}

async function loadWorld() {
  const [{ startWorld }, { startBroker }, { startCabinetPage }, { tellStory }, { demoBadge }] =
    await Promise.all([
      import('#simulator/harness/world'),
      import('#simulator/broker/broker'),
      import('#simulator/page/cabinet-page'),
      import('#simulator/harness/story'),
      import('#simulator/harness/station-files'),
    ]);
  return { startWorld, startBroker, startCabinetPage, tellStory, demoBadge };
}

async function playStory(directory: string, options: DemoOptions, terminal: Terminal): Promise<void> {
  const { startWorld, startBroker, tellStory } = await loadWorld();
  const brokerPort = await freePort(0);
  let broker = await startBroker({ port: brokerPort });
  const world = await startWorld({
    directory,
    station,
    broker: `mqtt://127.0.0.1:${String(brokerPort)}`,
    kioskPort: await freePort(0),
    seed: 1,
    hands: 'nobody',
  });
  let count = 0;
  const tell = (sentence: string): void => {
    count += 1;
    terminal.print(
      options.json ? JSON.stringify({ line: count, sentence }) : `${String(count).padStart(2)}  ${sentence}`,
    );
  };
  try {
    await world.startController();
    await tellStory({
      world,
      tell,
      network: {
        cut: () => broker.stop(),
        restore: async () => {
          broker = await startBroker({ port: brokerPort });
        },
      },
    });
  } finally {
    await world.stop();
    await broker.stop();
  }
}

async function keepOpen(directory: string, options: DemoOptions, terminal: Terminal): Promise<void> {
  const { startWorld, startBroker, startCabinetPage, demoBadge } = await loadWorld();
  const broker =
    options.broker === null ? await startBroker({ port: await freePort(usualPorts.broker) }) : null;
  const brokerUrl = new URL(broker?.url ?? options.broker ?? '');
  const say = speaker(options, terminal);
  const world = await startWorld({
    directory,
    station,
    broker: brokerUrl.href,
    kioskPort: await freePort(options.port ?? usualPorts.kiosk),
    seed: 1,
    hands: 'nobody',
    onEvent: (event) =>
      say({ event: event.type, seq: event.seq, subject: event.subject }, describeEvent(event)),
    onNotice: ({ maskedContact, code, extension }) =>
      say(
        { message: maskedContact, code, extension },
        `  message to ${maskedContact}: code ${code}, if asked ${extension}`,
      ),
  });
  const page = await startCabinetPage(world.simulation, {
    host: '127.0.0.1',
    port: await freePort(usualPorts.cabinet),
  });
  try {
    await world.startController();
    const { hostname, port, href } = brokerUrl;
    const stream = `mosquitto_sub -h ${hostname} -p ${port} -V mqttv5 -v -t 'latchkey/v1/#'`;
    say({ kiosk: world.kioskUrl }, `Kiosk            ${world.kioskUrl}`);
    say({ cabinet: page.url }, `Virtual cabinet  ${page.url}   (put parcels in, take them out, close doors)`);
    say({ broker: href }, `Event stream     ${href}   ${stream}`);
    say({ badge: demoBadge }, `Courier's badge  ${demoBadge}`);
    say({ waybill: 'SF1234567890123' }, 'Sample waybill   SF1234567890123, phone 13800000000');
    say(
      { until: 'interrupted' },
      'The pickup code appears here when a deposit is complete. Ctrl+C ends the demo.\n',
    );
    await terminal.untilStopped();
  } finally {
    await page.close();
    await world.stop();
    await broker?.stop();
  }
}

function speaker(options: DemoOptions, terminal: Terminal): (fields: object, line: string) => void {
  return (fields, line) => {
    terminal.print(options.json ? JSON.stringify(fields) : line);
  };
}

function describeEvent(event: {
  readonly seq: number;
  readonly type: string;
  readonly data?: unknown;
}): string {
  const { waybill, compartment, fault } = (event.data ?? {}) as Readonly<Record<string, string | undefined>>;
  const name = event.type.replace(/^latchkey\.|\.v1$/g, '');
  const about = [compartment, waybill, fault].filter((one) => one !== undefined);
  return ['  event', String(event.seq).padStart(3), name.padEnd(20), ...about].join('  ').trimEnd();
}

/** The wanted port of the loopback interface, or any free one where it is taken. */
async function freePort(wanted: number): Promise<number> {
  const port = await tryPort(wanted);
  return port ?? (await tryPort(0)) ?? wanted;
}

function tryPort(wanted: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(null);
    });
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      const port = address === null || typeof address === 'string' ? wanted : address.port;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}
