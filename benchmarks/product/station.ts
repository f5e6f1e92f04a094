import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '#config/package-root';
import { startHarness } from '../floor/harness.ts';
import type { Harness } from '../floor/harness.ts';
import { findFreePort } from '../free-port.ts';
import { startProcess } from '../process.ts';
import type { StartedProcess } from '../process.ts';
import type { Layout, StationStarter } from '../station.ts';
import { launcherOptions } from './launcher.ts';
import { writeQuickProfiles, writeStation } from './station-files.ts';
import { depositParcels, readCodes } from './stock.ts';

const parcelCount = 16;
/** Nobody listens there: the station works on its own, as it does whenever its link is down. */
const noBroker = 'mqtt://127.0.0.1:1';

/** Our station, full of parcels; every start is from a copy of the same stock. */
export type Product = { readonly start: StationStarter; remove(): Promise<void> };

/** Fills a station once, which takes some seconds, so that each round begins with the same ledger. */
export async function prepareProduct(harnessProgram: string, broker: string = noBroker): Promise<Product> {
  const stock = await mkdtemp(join(tmpdir(), 'latchkey-stock-'));
  const harness = await startHarness(harnessProgram, 1, 0);
  const layout: Layout = { busCount: 1, boardsPerBus: 1, baud: 0, gapMs: 0 };
  const { station, port } = await startIn(stock, harness, layout, broker);
  try {
    await depositParcels(port, harness, parcelCount);
  } finally {
    await station.stop();
    await harness.stop();
  }
  const codes = await readCodes(stock);
  return {
    start: (its, wanted) => startFromStock(stock, codes, its, wanted, broker),
    remove: () => rm(stock, { recursive: true, force: true }),
  };
}

async function startFromStock(
  stock: string,
  codes: readonly string[],
  harness: Harness,
  layout: Layout,
  broker: string,
): ReturnType<StationStarter> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-ours-'));
  await cp(stock, folder, { recursive: true });
  await harness.occupy();
  const { station, port } = await startIn(folder, harness, layout, broker);
  return {
    port,
    pid: station.pid,
    codes,
    stop: async () => {
      await station.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startIn(
  folder: string,
  harness: Harness,
  { boardsPerBus, gapMs }: Layout,
  broker: string,
): Promise<{ readonly station: StartedProcess; readonly port: number }> {
  const kioskPort = await findFreePort();
  const { ports } = harness;
  const file = await writeStation({ folder, ports, boardsPerBus, kioskPort, broker });
  const profiles = await writeQuickProfiles(folder, gapMs);
  const program = join(packageRoot(), 'dist', 'benchmarks', 'product', 'station-process.js');
  const station = startProcess(process.execPath, [...launcherOptions(), program, file, profiles]);
  await station.said('"message":"ready"');
  return { station, port: kioskPort };
}
