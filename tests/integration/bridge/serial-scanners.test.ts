import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ScannerProfile } from '#bridge/profiles/scanner-schema';
import { createSerialTransport } from '#bridge/transports/serial-transport';
import { loadProfiles, profilesDirectory } from '#config/profiles';
import { createScanners, type HardwareScanners } from '#hardware/scanners';
import { createDice } from '#simulator/dice';
import { plugScanners, type PluggedScanner } from '#simulator/scanners/plugged-scanner';
import { VirtualHidPorts } from '#simulator/scanners/virtual-hid-ports';
import type { Log, ScannerReport } from '#station/ports';
import { machineClock } from './machine-clock.ts';

const soon = { timeout: 10_000 };

const loaded = await loadProfiles(profilesDirectory());
const profiles = loaded.ok ? loaded.profiles.scanners : new Map<string, ScannerProfile>();

let folder: string;
let plugged: ReadonlyMap<string, PluggedScanner>;
let scanners: HardwareScanners;
let reports: ScannerReport[];
let logged: string[];

function profileOf(id: string): ScannerProfile {
  const profile = profiles.get(id);
  if (profile === undefined) expect.fail(`there is no profile ${id}`);
  return profile;
}

function take(fields: Readonly<Record<string, unknown>>, message: string): void {
  logged.push(`${message} ${JSON.stringify(fields)}`);
}
const log: Log = { info: take, warn: take, error: take };

/** Plugs scanners of these profiles in, under their ids, and has them read. */
function start(...ids: readonly string[]): void {
  const wanted = ids.map((id) => ({ id, profile: profileOf(id) }));
  plugged = plugScanners(wanted, folder, createDice(1));
  const wirings = wanted.map(({ id, profile }) => ({
    id,
    profile,
    binding: { kind: 'serial', path: join(folder, 'scanners', id), baud: 9600 } as const,
  }));
  const openSerial = createSerialTransport;
  scanners = createScanners(wirings, { clock: machineClock, hid: new VirtualHidPorts(), openSerial, log });
  scanners.start((report) => reports.push(report));
}

function meanings(): readonly unknown[] {
  return reports.flatMap((report) => (report.kind === 'scan' ? [report.meaning] : []));
}

function standings(id: string): readonly string[] {
  return reports.filter((report) => report.scanner === id).map(({ kind }) => kind);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-scanners-'));
  reports = [];
  logged = [];
});

afterEach(async () => {
  await scanners.stop();
  for (const { port } of plugged.values()) port.unplug();
  rmSync(folder, { recursive: true });
});

const serialProfiles = [...profiles.values()].filter(({ input }) => 'line' in input).map(({ id }) => id);

describe('scanners on real terminals, with the profiles as they are shipped', () => {
  test.each(serialProfiles)('%s is found and read', async (id) => {
    start(id);
    await expect.poll(() => standings(id), soon).toEqual(['scanner-found']);
    plugged.get(id)?.scanner.scan('SF1234567890123', 'code-128');
    await expect
      .poll(meanings, soon)
      .toEqual([
        { kind: 'waybill', waybill: 'SF1234567890123', isKnownShape: true, badge: 'SF1234567890123' },
      ]);
  });

  test('every serial profile was tried', () => {
    expect(serialProfiles.length).toBeGreaterThanOrEqual(4);
    start();
  });

  test('a module with a heartbeat answers it between scans on one line', async () => {
    start('gm65-uart');
    await expect.poll(() => standings('gm65-uart'), soon).toEqual(['scanner-found']);
    const module = plugged.get('gm65-uart')?.scanner;
    module?.receive(Uint8Array.of(0x7e, 0, 0x0a, 1, 0, 0, 0, 0x30, 0x1a));
    module?.scan('LATCHKEY1-663240215123456', 'qr');
    module?.receive(Uint8Array.of(0x7e, 0, 0x0a, 1, 0, 0, 0, 0x30, 0x1a));
    await expect.poll(meanings, soon).toHaveLength(1);
    expect(meanings()).toEqual([{ kind: 'pickup-code', code: '663240215', extension: '123456' }]);
  });

  test('F17 a scanner that is pulled out and plugged in again is read under the same name', async () => {
    start('serial-generic');
    await expect.poll(() => standings('serial-generic'), soon).toEqual(['scanner-found']);
    const { port, scanner } = plugged.get('serial-generic') ?? expect.fail('no scanner');
    port.unplug();
    await expect.poll(() => standings('serial-generic'), soon).toEqual(['scanner-found', 'scanner-lost']);
    port.plugIn();
    await expect.poll(() => standings('serial-generic').at(-1), soon).toBe('scanner-found');
    scanner.scan('DEMO-COURIER-1', null);
    await expect.poll(meanings, soon).toEqual([{ kind: 'badge', badge: 'DEMO-COURIER-1' }]);
  });

  test('one that is missing keeps nobody waiting', async () => {
    start('serial-generic', 'gm65-uart');
    plugged.get('gm65-uart')?.port.unplug();
    await expect.poll(() => standings('serial-generic'), soon).toEqual(['scanner-found']);
    await expect.poll(() => standings('gm65-uart').at(-1), soon).toBe('scanner-lost');
    plugged.get('serial-generic')?.scanner.scan('DEMO-COURIER-1', null);
    await expect.poll(meanings, soon).toHaveLength(1);
  });

  test('T11 ten thousand bytes of every value end in nothing that anybody could use', async () => {
    start('serial-generic');
    await expect.poll(() => standings('serial-generic'), soon).toEqual(['scanner-found']);
    const scanner = plugged.get('serial-generic')?.scanner;
    for (let round = 0; round < 10; round += 1) {
      scanner?.sendRaw(Uint8Array.from({ length: 1_000 }, (_, index) => (index * 7 + round) % 256));
    }
    await expect
      .poll(() => scanners.counters()[0], soon)
      .toSatisfy(({ rejected, dropped }) => rejected + dropped > 20);
    expect(scanners.counters()[0]?.admitted).toBe(0);
  });

  test('no text of a scan is ever written to the log', async () => {
    start('serial-generic');
    await expect.poll(() => standings('serial-generic'), soon).toEqual(['scanner-found']);
    plugged.get('serial-generic')?.scanner.scan('LATCHKEY1-663240215123456', 'qr');
    await expect.poll(meanings, soon).toHaveLength(1);
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.join('\n')).not.toMatch(/663240215|LATCHKEY1|123456/);
  });
});
