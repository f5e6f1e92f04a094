import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { packageRoot } from '#config/package-root';

const launcher = join(packageRoot(), 'packaging/latchkey');
/** Simulator and technician in one mount namespace: there the simulated lines are the machine's. */
const bench = `
latchkey=$1 config=$2 lines=$3
"$latchkey" simulate --config "$config" --nobody >/dev/null &
simulator=$!
until [ -e /sys/class/gpio/gpiochip512 ]; do sleep 0.05; done
doors() { "$latchkey" doors "$@" --config "$config"; echo "exit $?"; }
`;

let folder: string;
let config: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-gpio-doors-'));
  config = join(folder, 'station.yaml');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Two compartments of the example on a relay board whose coils nothing in hardware protects. */
function writeStation(): void {
  const example = readFileSync(join(packageRoot(), 'docs/station.example.yaml'), 'utf8');
  const station = parse(example) as Record<string, unknown>;
  const line = (offset: number) => ({ chip: 'pinctrl-bcm2711', offset });
  const joints = Array.from({ length: 16 }, (_, index) => [
    `A${String(index + 1).padStart(2, '0')}`,
    { board: `relays-${String(Math.floor(index / 8))}`, channel: (index % 8) + 1 },
  ]);
  const boards = [0, 1].map((board) => ({
    id: `relays-${String(board)}`,
    profile: 'relay-module-8-active-low',
    port: 'sysfs',
    protection: 'none',
    acceptUnprotected: 'a lamp stands in for the lock',
    channels: Array.from({ length: 8 }, (_, index) => {
      const offset = (board * 8 + index) * 2;
      return { lock: line(offset), door: line(offset + 1) };
    }),
  }));
  const cabinets = [{ id: 'A', profile: 'cabinet-16-mixed', wiring: Object.fromEntries(joints) as object }];
  const { buses: _, scanners: __, supplies: ___, ...rest } = station;
  const data = { directory: join(folder, 'state') };
  writeFileSync(config, stringify({ ...rest, gpio: boards, cabinets, data }));
}

/** Runs the lines of a shell beside the simulator and returns what they print, line by line. */
async function run(script: string): Promise<readonly string[]> {
  const steps = `${bench}\n${script}\nkill -KILL "$simulator"\n`;
  const words = ['sh', '-c', steps, 'sh', launcher, config, join(folder, 'state/gpio.lines')];
  const shell = spawn('unshare', ['--user', '--map-root-user', '--mount', ...words], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      printed += bytes.toString();
    });
  }
  await once(shell, 'close');
  return printed.trim().split('\n');
}

const doorsOf = (line: string | undefined) =>
  (JSON.parse(line ?? '{}') as { readonly doors: readonly { readonly door: string }[] }).doors;

describe('latchkey doors on GPIO lines', () => {
  test('R5 lists and opens doors as on a bus, guarded, and sends no pulse to a door that reads open', async () => {
    writeStation();
    const lines = await run(`
doors list --json
doors open a03 --yes --json
doors open A03 --yes
doors list
cat "$lines"
`);
    const [listed, listedCode, opened, openedCode, refused, refusedCode, ...rest] = lines.filter(
      (line) => !line.startsWith('#'),
    );
    expect(doorsOf(listed).map(({ door }) => door)).toEqual(Array.from({ length: 16 }, () => 'closed'));
    expect(listedCode).toBe('exit 0');
    expect(JSON.parse(opened ?? '{}')).toMatchObject({
      ok: true,
      label: 'A03',
      outcome: 'opened',
      before: 'closed',
      after: 'open',
    });
    expect(openedCode).toBe('exit 0');
    expect(refused).toContain('A03: no pulse was sent, the door reads open.');
    expect(refusedCode).toBe('exit 1');
    expect(rest[2]).toMatch(/^A03 +relays-0 channel 3 +open$/);
    expect(rest).toContain('sysfs 516 high 550');
  }, 60_000);

  test('R5 leaves the lines to a controller that drives them, and says what to do', async () => {
    writeStation();
    const lines = await run(`
doors list >/dev/null
sleep 60 & owner=$!
sed -i "s/^owner .*/owner $owner/" "$lines"
doors open A03 --yes
kill -KILL "$owner"
doors open A03 --yes
`);
    expect(lines[0]).toMatch(/^GPIO board relays-0: process \d+ drives its lines; stop the controller first/);
    expect(lines.filter((line) => line.startsWith('exit'))).toEqual(['exit 1', 'exit 0']);
    expect(lines.join('\n')).toContain('A03 opened');
  }, 60_000);
});
