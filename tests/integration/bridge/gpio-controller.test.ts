import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { packageRoot } from '#config/package-root';
import { createCentreKeys } from '#simulator/centre/keys';
import { KioskClient } from '#simulator/harness/kiosk-client';
import { demoBadge, writeStationFiles } from '#simulator/harness/station-files';
import { freePort } from '../mosquitto-process.ts';

const soon = { timeout: 25_000, interval: 50 };
/** Simulator and controller in one mount namespace: there the simulated lines are the machine's. */
const both = `
"$1" simulate --config "$2" --nobody &
until [ -e /sys/class/gpio/gpiochip512 ]; do sleep 0.05; done
exec "$1" run --config "$2"
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-gpio-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Sixteen compartments on two relay boards; the even lines are locks, the odd ones their switches. */
function withGpio(stationFile: string): void {
  const station = parse(readFileSync(stationFile, 'utf8')) as Record<string, unknown>;
  const line = (offset: number) => ({ chip: 'pinctrl-bcm2711', offset });
  const boards = [0, 1].map((board) => ({
    id: `relays-${String(board)}`,
    profile: 'relay-module-8-active-low',
    port: 'sysfs',
    protection: 'timed-by-hardware',
    channels: Array.from({ length: 8 }, (_, index) => {
      const offset = (board * 8 + index) * 2;
      return { lock: line(offset), door: line(offset + 1) };
    }),
  }));
  const joints = Array.from({ length: 16 }, (_, index) => [
    `A${String(index + 1).padStart(2, '0')}`,
    { board: `relays-${String(Math.floor(index / 8))}`, channel: (index % 8) + 1 },
  ]);
  const cabinets = [{ id: 'A', profile: 'cabinet-16-mixed', wiring: Object.fromEntries(joints) as object }];
  const { buses: _, scanners: __, ...rest } = station;
  writeFileSync(stationFile, stringify({ ...rest, gpio: boards, cabinets }));
}

test('the whole station takes a deposit into a compartment on GPIO lines', async () => {
  const kioskPort = await freePort();
  const { publicFiles } = await createCentreKeys(join(folder, 'centre'));
  const stationFile = writeStationFiles({
    directory: folder,
    station: 'gpio-1',
    // Nobody listens there: the deposit waits in the outbox, as it may.
    broker: 'mqtt://127.0.0.1:9',
    kioskPort,
    centreKeys: publicFiles,
  });
  withGpio(stationFile);
  const launcher = join(packageRoot(), 'packaging/latchkey');
  const inside = ['--user', '--map-root-user', '--mount', 'sh', '-c', both, 'sh', launcher, stationFile];
  const station = spawn('unshare', inside, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = createWriteStream(join(folder, 'log'));
  station.stdout.pipe(log, { end: false });
  station.stderr.pipe(log, { end: false });
  try {
    const kiosk = new KioskClient(`http://127.0.0.1:${String(kioskPort)}`);
    await expect.poll(() => kiosk.isReady(), soon).toBe(true);
    // The kiosk may answer before the last lines of the log have reached the file.
    const claimed = (): number =>
      [...readFileSync(join(folder, 'log'), 'utf8').matchAll(/GPIO lines claimed through onoff/g)].length;
    await expect.poll(claimed, soon).toBe(2);

    const courier = await kiosk.signIn(demoBadge);
    if (!courier.ok) expect.fail(courier.problem.code);
    const parcel = { waybill: 'SF1234567890123', size: 'S', contact: '13800000000' };
    const begun = await kiosk.deposit(courier.body, parcel);
    if (!begun.ok) expect.fail(begun.problem.code);
    const stepOf = async (): Promise<string> => {
      const view = await kiosk.visit(courier.body);
      return view.ok ? view.body.step : view.problem.code;
    };
    await expect.poll(stepOf, soon).toBe('open');
    expect(readFileSync(join(folder, 'state/gpio.lines'), 'utf8')).toMatch(/^sysfs 512 high 550$/m);
  } finally {
    const gone = once(station, 'close');
    if (station.pid !== undefined) process.kill(-station.pid, 'SIGKILL');
    await gone;
    log.end();
  }
});
