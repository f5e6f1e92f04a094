import { beforeEach, describe, expect, it } from 'vitest';
import type { ScannerInput, ScannerProfile } from '#bridge/profiles/scanner-schema';
import { createScanners } from '#hardware/scanners';
import { createDice } from '#simulator/dice';
import type { ScanFault } from '#simulator/scanners/scan-faults';
import { VirtualHidPorts } from '#simulator/scanners/virtual-hid-ports';
import { VirtualScanner } from '#simulator/scanners/virtual-scanner';
import type { Log, ScannerReport } from '#station/ports';
import { ManualClock } from '../bridge/manual-clock.ts';
import { ScriptedTransport } from '../bridge/scripted-transport.ts';

const line = { baud: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
const text: ScannerInput = { protocol: 'serial-text', line, silenceMs: 300, identities: [] };
const pos: ScannerInput = { protocol: 'hid-pos', usagePage: 0x8c, usage: 2, identities: [] };
const wedge: ScannerInput = { ...pos, protocol: 'hid-keyboard', layout: 'us', usagePage: 1, usage: 6 };
const device = { vendor: 0x1eab, product: 0x1310, serial: null, usagePage: 0x8c, usage: 2 };

/** A number with a check digit, and a pickup code as its message has it. */
const waybill = 'RB123456785GB';
const pickupCode = 'LATCHKEY1-663240215123456';

const silent = (): void => undefined;
const log: Log = { info: silent, warn: silent, error: silent };

let clock: ManualClock;
let reports: ScannerReport[];

beforeEach(() => {
  clock = new ManualClock();
  reports = [];
});

/** A noisy scanner at a station, and a sound one beside it. */
async function start(input: ScannerInput, fault: ScanFault) {
  const hid = new VirtualHidPorts();
  const transport = new ScriptedTransport(clock);
  const profile: ScannerProfile = {
    kind: 'scanner',
    id: 'p',
    name: 'p',
    setup: ['set it up'],
    caveats: [],
    provenance: [],
    input,
  };
  const usb = { kind: 'usb', identities: [], serial: null } as const;
  const usage = 'usage' in input ? { usagePage: input.usagePage, usage: input.usage } : {};
  const path = hid.plugIn({ ...device, ...usage }, '1-1');
  const soundPath = hid.plugIn(device, '1-2');
  const noisy = { id: 'noisy', profile };
  const sound = { id: 'sound', profile: { ...profile, input: pos } };
  const scanners = createScanners(
    [
      'line' in input
        ? { ...noisy, binding: { kind: 'serial', path: 'tty', baud: 9600 } }
        : { ...noisy, binding: { ...usb, usbPort: '1-1' } },
      { ...sound, binding: { ...usb, usbPort: '1-2' } },
    ],
    { clock, hid, openSerial: () => transport, log },
  );
  scanners.start((report) => reports.push(report));
  await clock.advance(1_000);
  reports.splice(0);
  const dice = createDice(1);
  const send = (bytes: Uint8Array): void => {
    if ('line' in input) transport.line.receive(bytes);
    else hid.report(path, bytes);
  };
  const scanner = new VirtualScanner('noisy', input, dice, send);
  const other = new VirtualScanner('sound', pos, dice, (bytes) => hid.report(soundPath, bytes));
  scanner.setFault(fault);
  return { scanner, other };
}

async function show(scanner: VirtualScanner, barcode: string): Promise<void> {
  scanner.scan(barcode, null);
  await clock.advance(2_000);
}

/** What was told as something that the station acts on. */
function told(): readonly unknown[] {
  return reports.flatMap((report) => {
    if (report.kind !== 'scan' || report.meaning.kind === 'rejected') return [];
    return [[report.scanner, report.meaning.kind]];
  });
}

const faults: readonly ScanFault[] = [
  { kind: 'control-characters' },
  { kind: 'cut-short', missingBytes: 3 },
  { kind: 'garbage-before', byteCount: 3 },
];
const table = [text, pos, wedge].flatMap((input) =>
  faults
    // A HID report of noise is no part of a scan, so that the scan behind it is sound.
    .filter(({ kind }) => 'line' in input || kind !== 'garbage-before')
    .map((fault) => [input.protocol, fault.kind, input, fault] as const),
);

describe('T11 a scanner that makes noise', () => {
  it.each(table)(
    '%s, %s: tells no code, no waybill of a known shape and no loss, and the other scanner works',
    async (_protocol, _kind, input, fault) => {
      const { scanner, other } = await start(input, fault);
      for (let count = 0; count < 20; count += 1) {
        await show(scanner, waybill);
        await show(scanner, pickupCode);
      }
      const meant = reports.flatMap((report) => (report.kind === 'scan' ? [report.meaning] : []));
      expect(meant.filter(({ kind }) => kind === 'pickup-code')).toEqual([]);
      expect(meant.filter((one) => one.kind === 'waybill' && one.isKnownShape)).toEqual([]);
      expect(reports.filter(({ kind }) => kind === 'scanner-lost')).toEqual([]);
      reports.splice(0);
      await show(other, waybill);
      expect(told()).toEqual([['sound', 'waybill']]);
    },
  );

  it.each([
    ['serial-text', text],
    ['hid-pos', pos],
    ['hid-keyboard', wedge],
  ] as const)('%s, doubled: tells a barcode once', async (_protocol, input) => {
    const { scanner } = await start(input, { kind: 'doubled' });
    await show(scanner, waybill);
    expect(told()).toEqual([['noisy', 'waybill']]);
  });

  it('hid-pos, garbage-before: a report of noise costs no scan', async () => {
    const { scanner } = await start(pos, { kind: 'garbage-before', byteCount: 3 });
    for (let count = 0; count < 20; count += 1) {
      reports.splice(0);
      await show(scanner, waybill);
      expect(told()).toEqual([['noisy', 'waybill']]);
    }
  });

  it('is read again as soon as it is quiet', async () => {
    const { scanner } = await start(text, { kind: 'control-characters' });
    await show(scanner, waybill);
    scanner.clearFaults();
    await show(scanner, waybill);
    expect(told()).toEqual([['noisy', 'waybill']]);
  });
});
