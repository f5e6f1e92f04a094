import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startHarness } from '../floor/harness.ts';
import { findFreePort } from '../free-port.ts';
import { launcherPath } from '../product/launcher.ts';
import { writeStation } from '../product/station-files.ts';
import { startProcess } from '../process.ts';

/** Nobody listens there: the station works on its own, as it does whenever its link is down. */
const noBroker = 'mqtt://127.0.0.1:1';

/** A folder in which the whole product has started once, so that keys and an empty ledger are there. */
export async function prepareStation(harnessProgram: string, folder: string): Promise<string> {
  await startIn(harnessProgram, folder);
  return folder;
}

/** The same station, but its ledger is the one at `grown`, which is moved there with its mark. */
export async function prepareGrown(station: string, grown: string): Promise<string> {
  const folder = await mkdtemp(`${station}-grown-`);
  await cp(station, folder, { recursive: true });
  await mkdir(join(folder, 'state'), { recursive: true });
  await rm(join(folder, 'state', 'ledger.sqlite-wal'), { force: true });
  await rename(grown, join(folder, 'state', 'ledger.sqlite'));
  await rename(`${grown}.mark`, join(folder, 'state', 'ledger.mark'));
  return folder;
}

/** Milliseconds from the start of the process to the line that says `ready`. */
export async function startIn(harnessProgram: string, folder: string): Promise<number> {
  const harness = await startHarness(harnessProgram, 1, 0);
  const kioskPort = await findFreePort();
  const wish = { folder, ports: harness.ports, boardsPerBus: 1, kioskPort, broker: noBroker };
  const file = await writeStation(wish);
  const begunAt = performance.now();
  const station = startProcess(launcherPath(), ['run', '--config', file]);
  try {
    await station.said('"message":"ready"');
    return performance.now() - begunAt;
  } finally {
    await station.stop();
    await harness.stop();
  }
}
