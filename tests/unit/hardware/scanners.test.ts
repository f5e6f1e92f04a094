import { beforeEach, describe, expect, it } from 'vitest';
import type { ScannerProfile } from '#bridge/profiles/scanner-schema';
import { encodeKeystrokes } from '#codecs/scanners/hid-keyboard';
import { encodePosScan } from '#codecs/scanners/hid-pos';
import { createScanners, type HardwareScanners } from '#hardware/scanners';
import type { ScannerWiring } from '#hardware/scanner-wiring';
import { VirtualHidPorts, type HidTraits } from '#simulator/scanners/virtual-hid-ports';
import type { Log, ScannerReport } from '#station/ports';
import { ManualClock } from '../bridge/manual-clock.ts';

const em20: HidTraits = { vendor: 0x1eab, product: 0x1310, serial: null, usagePage: 0x8c, usage: 2 };
const pos: ScannerProfile = {
  ...profileOf('pos'),
  input: { protocol: 'hid-pos', usagePage: 0x8c, usage: 2, identities: [] },
};
const wedge: ScannerProfile = {
  ...profileOf('wedge'),
  input: { protocol: 'hid-keyboard', layout: 'us', usagePage: 1, usage: 6, identities: [] },
};
function profileOf(id: string): Omit<ScannerProfile, 'input'> {
  return { kind: 'scanner', id, name: id, setup: ['set it up'], caveats: [], provenance: [] };
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

let clock: ManualClock;
let hid: VirtualHidPorts;
let reports: ScannerReport[];
let logged: string[];

const write = (fields: object, message: string): void => {
  logged.push(`${message} ${JSON.stringify(fields)}`);
};
const log: Log = { info: write, warn: write, error: write };

function bind(id: string, usbPort: string | null, profile = pos): ScannerWiring {
  return { id, profile, binding: { kind: 'usb', identities: [], serial: null, usbPort } };
}

async function start(...wirings: readonly ScannerWiring[]): Promise<HardwareScanners> {
  const openSerial = (): never => expect.fail('no scanner here is on a line');
  const scanners = createScanners(wirings, { clock, hid, openSerial, log });
  scanners.start((report) => reports.push(report));
  await clock.advance(1_000);
  return scanners;
}

function show(path: string, text: string): void {
  for (const packet of encodePosScan(bytesOf(text), ']C0')) hid.report(path, packet);
}

/** Who read what, as `front SF…`. */
function scans(): readonly string[] {
  return reports.flatMap((report) => {
    if (report.kind !== 'scan') return [];
    const { scanner, meaning } = report;
    return [`${scanner} ${meaning.kind === 'waybill' ? meaning.waybill : JSON.stringify(meaning)}`];
  });
}

beforeEach(() => {
  clock = new ManualClock();
  hid = new VirtualHidPorts();
  reports = [];
  logged = [];
});

describe('two equal scanners', () => {
  it('F17 are told apart by their ports, in whatever order they are plugged in again', async () => {
    const left = hid.plugIn(em20, '1-1');
    const right = hid.plugIn(em20, '1-2');
    await start(bind('front', '1-1'), bind('back', '1-2'));
    show(left, 'SF0000000000001');
    show(right, 'SF0000000000002');
    hid.pullOut(left);
    hid.pullOut(right);
    const rightAgain = hid.plugIn(em20, '1-2');
    const leftAgain = hid.plugIn(em20, '1-1');
    await clock.advance(3_000);
    show(leftAgain, 'SF0000000000003');
    show(rightAgain, 'SF0000000000004');
    expect(scans()).toEqual([
      'front SF0000000000001',
      'back SF0000000000002',
      'front SF0000000000003',
      'back SF0000000000004',
    ]);
  });

  it('change places when their plugs do, because the place is what people see', async () => {
    const left = hid.plugIn({ ...em20, serial: 'A' }, '1-1');
    const right = hid.plugIn({ ...em20, serial: 'B' }, '1-2');
    await start(bind('front', '1-1'), bind('back', '1-2'));
    hid.pullOut(left);
    hid.pullOut(right);
    const swapped = hid.plugIn({ ...em20, serial: 'A' }, '1-2');
    await clock.advance(2_000);
    show(swapped, 'SF0000000000001');
    expect(scans()).toEqual(['back SF0000000000001']);
  });

  it('one of them that is lost does not make the other wait', async () => {
    const right = hid.plugIn(em20, '1-2');
    await start(bind('front', '1-1'), bind('back', '1-2'));
    await clock.advance(10_000);
    show(right, 'SF0000000000001');
    expect(reports).toEqual([
      { kind: 'scanner-found', scanner: 'back' },
      { kind: 'scanner-lost', scanner: 'front' },
      expect.objectContaining({ kind: 'scan', scanner: 'back' }),
    ]);
  });
});

describe('what a scanner reads', () => {
  let path: string;
  let scanners: HardwareScanners;

  beforeEach(async () => {
    path = hid.plugIn(em20, null);
    scanners = await start(bind('front', null));
    reports.length = 0;
  });

  it('is told once while a label lies in view, and again when it is shown again', async () => {
    for (let count = 0; count < 10; count += 1) {
      show(path, 'SF0000000000001');
      await clock.advance(300);
    }
    expect(scans()).toHaveLength(1);
    await clock.advance(1_000);
    show(path, 'SF0000000000001');
    expect(scans()).toHaveLength(2);
    expect(scanners.counters()).toEqual([{ scanner: 'front', admitted: 2, rejected: 0, dropped: 9 }]);
  });

  it('T11 is told no faster than a hand can show it', async () => {
    for (let count = 0; count < 1_000; count += 1) {
      show(path, `SF${String(1_000_000_000_000 + count)}`);
      await clock.advance(10);
    }
    expect(scans().length).toBeLessThanOrEqual(200);
    expect(scans().length).toBeGreaterThan(150);
  });

  it('is told with its reason where it is of no use, but noise is not', async () => {
    for (const text of ['https://example.org', '@SETUPE1', 'A', 'no sense']) {
      show(path, text);
      await clock.advance(1_000);
    }
    expect(reports.map((report) => (report.kind === 'scan' ? report.meaning : null))).toEqual([
      { kind: 'rejected', reason: 'web-address' },
      { kind: 'configuration' },
      { kind: 'rejected', reason: 'not-for-us' },
    ]);
    expect(scanners.counters()).toEqual([{ scanner: 'front', admitted: 0, rejected: 3, dropped: 1 }]);
  });

  it('is never written to the log', () => {
    show(path, 'LATCHKEY1-663240215123456');
    show(path, 'DEMO-COURIER-1');
    expect(logged).toHaveLength(1);
    expect(logged.join()).not.toMatch(/663240215|DEMO/);
  });

  it('is told to nobody after it was stopped', async () => {
    await scanners.stop();
    show(path, 'SF0000000000001');
    expect(reports).toEqual([]);
    expect(hid.listenerCount(path)).toBe(0);
  });
});

describe('a scanner that types', () => {
  it('is read like any other', async () => {
    const path = hid.plugIn({ ...em20, product: 0x1303, usagePage: 1, usage: 6 }, '1-1');
    await start(bind('front', '1-1', wedge));
    for (const report of encodeKeystrokes(bytesOf('RB123456785GB'))) {
      hid.report(path, report);
      await clock.advance(5);
    }
    expect(scans()).toEqual(['front RB123456785GB']);
  });

  it('T11 tells a chord as a refusal, and not one of its keys', async () => {
    const path = hid.plugIn({ ...em20, product: 0x1303, usagePage: 1, usage: 6 }, '1-1');
    await start(bind('front', '1-1', wedge));
    const chord = [
      [0x08, 0, 0x15],
      [0, 0, 0x06],
      [0, 0, 0x10],
      [0, 0, 0x07],
      [0, 0, 0x28],
    ];
    for (const keys of chord) hid.report(path, Uint8Array.from([...keys, 0, 0, 0, 0, 0]));
    expect(scans()).toEqual(['front {"kind":"rejected","reason":"key-chord"}']);
  });
});
