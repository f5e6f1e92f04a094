import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from '../process.ts';
import { findFreePort } from '../free-port.ts';
import type { StationStarter } from '../station.ts';

const doorCount = 16;
/** As `floor-store.h` says. */
const codeOfDoorZero = 100_000_000;

/** The floor as a station. */
export function floorStarter(program: string): StationStarter {
  return async (harness, { boardsPerBus, gapMs }) => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-floor-'));
    const port = await findFreePort();
    const store = join(folder, 'floor.db');
    const station = startProcess(program, [
      String(port),
      store,
      String(gapMs * 1000),
      String(boardsPerBus),
      ...harness.ports,
    ]);
    await station.said('"ready"');
    return {
      port,
      pid: station.pid,
      codes: Array.from({ length: doorCount }, (_, index) => String(codeOfDoorZero + index + 1)),
      stop: async () => {
        await station.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  };
}
