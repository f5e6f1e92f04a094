import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from '../process.ts';
import { findFreePort } from '../free-port.ts';
import type { StationStarter } from '../station.ts';

const code = '123456782';
/** How often the floor looks at an idle line, like the product. */
const pauseUs = 250_000;

/** The floor as a station; a layout with paced lines is polled without a pause. */
export function floorStarter(program: string): StationStarter {
  return async (harness, { boardsPerBus, baud }) => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-floor-'));
    const port = await findFreePort();
    const pause = String(baud === 0 ? pauseUs : 0);
    const store = join(folder, 'floor.db');
    const station = startProcess(program, [
      String(port),
      store,
      code,
      pause,
      '0',
      String(boardsPerBus),
      ...harness.ports,
    ]);
    await station.said('"ready"');
    return {
      port,
      pid: station.pid,
      code,
      stop: async () => {
        await station.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  };
}
