import { beforeEach, describe, expect, it } from 'vitest';
import type { HidWanted } from '#bridge/scanners/hid-ports';
import { usbPortOf } from '#bridge/scanners/hid-ports';
import { HidRoster } from '#bridge/scanners/hid-roster';
import { createHidTransport } from '#bridge/scanners/hid-transport';
import { createScanDecoder } from '#bridge/scanners/scan-decoder';
import { Scanner } from '#bridge/scanners/scanner';
import type { ScannerInput } from '#bridge/profiles/scanner-schema';
import type { ConnectionListener, Transport } from '#bridge/transport';
import { encodePosScan } from '#codecs/scanners/hid-pos';
import { createDice } from '#simulator/dice';
import { VirtualHidPorts, type HidTraits } from '#simulator/scanners/virtual-hid-ports';
import { VirtualScanner } from '#simulator/scanners/virtual-scanner';
import { ManualClock } from './manual-clock.ts';

const em20: HidTraits = { vendor: 0x1eab, product: 0x1310, serial: null, usagePage: 0x8c, usage: 2 };
const anyPos: HidWanted = { usagePage: 0x8c, usage: 2, identities: [], serial: null, usbPort: null };
const posInput: ScannerInput = { protocol: 'hid-pos', usagePage: 0x8c, usage: 2, identities: [] };
const line = { baud: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
const textInput: ScannerInput = { protocol: 'serial-text', line, silenceMs: 300, identities: [] };
const gm65Input: ScannerInput = { ...textInput, protocol: 'gm65', heartbeatMs: 10_000 };

const packets = encodePosScan(new TextEncoder().encode('SF1234567890123'), ']C0');

let clock: ManualClock;
let news: string[];
let log: string[];

function keepOpen(transport: Transport, input: ScannerInput): Scanner {
  const scanner = new Scanner({
    transport,
    clock,
    createDecoder: () => createScanDecoder(input),
    listener: {
      scanned: ({ bytes }) => news.push(`scan ${String.fromCharCode(...bytes)}`),
      found: () => news.push('found'),
      lost: (reason) => news.push(`lost: ${reason}`),
    },
    log: (event, reason) => log.push(`${event} ${reason}`),
  });
  scanner.start();
  return scanner;
}

beforeEach(() => {
  clock = new ManualClock();
  news = [];
  log = [];
});

describe('a HID scanner', () => {
  let hid: VirtualHidPorts;
  let roster: HidRoster;

  beforeEach(() => {
    hid = new VirtualHidPorts();
    roster = new HidRoster(hid, clock);
  });

  function find(wanted: Partial<HidWanted> = {}): Scanner {
    return keepOpen(createHidTransport(hid, roster, { ...anyPos, ...wanted }), posInput);
  }

  function scanAt(path: string): void {
    for (const packet of packets) hid.report(path, packet);
  }

  it('is found when it is plugged in, and read', async () => {
    const path = hid.plugIn(em20, '1-1');
    find();
    await clock.advance(0);
    scanAt(path);
    expect(news).toEqual(['found', 'scan SF1234567890123']);
    expect(log).toEqual(['opened HID usage 008c/0002']);
  });

  it('F17 is usable again within five seconds under another path, and nothing is told of a short loss', async () => {
    const before = hid.plugIn(em20, '1-1');
    find();
    await clock.advance(0);
    hid.pullOut(before);
    await clock.advance(3_000);
    const after = hid.plugIn(em20, '1-1');
    await clock.advance(1_500);
    scanAt(after);
    expect(after).not.toBe(before);
    expect(news).toEqual(['found', 'scan SF1234567890123']);
    expect(log).toEqual([
      'opened HID usage 008c/0002',
      'lost HID usage 008c/0002: could not read from HID device',
      'failed HID usage 008c/0002: no device fits HID usage 008c/0002',
      'opened HID usage 008c/0002',
    ]);
  });

  it('is lost after five seconds, told once, and found again however late', async () => {
    const path = hid.plugIn(em20, '1-1');
    find();
    await clock.advance(0);
    hid.pullOut(path);
    await clock.advance(4_900);
    expect(news).toEqual(['found']);
    await clock.advance(3_600_000);
    expect(news).toEqual(['found', 'lost: no device fits HID usage 008c/0002']);
    expect(log).toHaveLength(3);
    scanAt(hid.plugIn(em20, '1-1'));
    await clock.advance(2_000);
    expect(news.at(-1)).toBe('found');
  });

  it('that was never there is lost as well', async () => {
    find();
    await clock.advance(10_000);
    expect(news).toEqual(['lost: no device fits HID usage 008c/0002']);
  });

  it('without its library is lost with a reason, asks on, and needs nothing else to be found', async () => {
    hid.outage = 'libusb-1.0.so.0: cannot open shared object file';
    hid.plugIn(em20, '1-1');
    find();
    await clock.advance(6_000);
    expect(news).toEqual(['lost: libusb-1.0.so.0: cannot open shared object file']);
    expect(log).toHaveLength(1);
    hid.outage = null;
    await clock.advance(1_100);
    expect(news).toHaveLength(2);
  });

  it('is looked for no oftener than every 750 ms, however many are missing', async () => {
    for (const serial of ['A', 'B', 'C', 'D']) find({ serial });
    await clock.advance(60_000);
    expect(hid.listCount).toBeLessThanOrEqual(61);
    expect(hid.listCount).toBeGreaterThan(50);
  });

  it.each<readonly [string, Partial<HidTraits>]>([
    ['a keyboard of the same make', { usagePage: 0x01, usage: 0x06 }],
    ['another usage of the page', { usage: 0x01 }],
    ['another product', { product: 0x1303 }],
    ['another vendor', { vendor: 0x05e0 }],
    ['another serial number', { serial: 'S2' }],
    ['one that shows no usage', { usagePage: null, usage: null }],
  ])('is not mistaken for %s', async (_, other) => {
    const path = hid.plugIn({ ...em20, serial: 'S1', ...other }, '1-1');
    find({ identities: [{ vendor: 0x1eab, product: 0x1310 }], serial: 'S1' });
    await clock.advance(2_000);
    expect(hid.listenerCount(path)).toBe(0);
  });

  it('may be any product of its vendor', async () => {
    const path = hid.plugIn({ ...em20, product: 0x9999 }, null);
    find({ identities: [{ vendor: 0x1eab, product: null }] });
    await clock.advance(0);
    expect(hid.listenerCount(path)).toBe(1);
  });

  it('takes a device of its own: two that fit the same never listen to one', async () => {
    const paths = [hid.plugIn(em20, '1-1'), hid.plugIn(em20, '1-2')];
    find();
    find();
    await clock.advance(2_000);
    expect(paths.map((path) => hid.listenerCount(path))).toEqual([1, 1]);
  });

  it('lets go of its device when it stops, even if it is stopped while it opens', async () => {
    const path = hid.plugIn(em20, '1-1');
    const scanner = find();
    await scanner.stop();
    expect(hid.listenerCount(path)).toBe(0);
    find();
    await clock.advance(2_000);
    expect(hid.listenerCount(path)).toBe(1);
  });

  it('half a scan is not carried over a loss', async () => {
    const [first = new Uint8Array(0), second = new Uint8Array(0)] = encodePosScan(
      new TextEncoder().encode('x'.repeat(60)),
      ']Q1',
    );
    const before = hid.plugIn(em20, '1-1');
    find();
    await clock.advance(0);
    hid.report(before, first);
    hid.pullOut(before);
    const after = hid.plugIn(em20, '1-1');
    await clock.advance(1_000);
    hid.report(after, second);
    expect(news).toEqual(['found', 'scan xxxx']);
  });
});

describe('the USB port of a device', () => {
  const controller = '/sys/devices/pci0000:00/0000:00:14.0/usb1';

  it.each([
    [`${controller}/1-4/1-4:1.0/0003:1EAB:1310.0001`, '1-4'],
    [`${controller}/1-1/1-1.2/1-1.2.4/1-1.2.4:1.1/0003:1EAB:1310.0007`, '1-1.2.4'],
    ['/sys/devices/virtual/misc/uhid/0003:1EAB:1310.0002', null],
    ['', null],
  ])('is read from %s', (path, port) => {
    expect(usbPortOf(path)).toBe(port);
  });
});

/** A line whose other end a test holds. */
class ScriptedLine implements Transport {
  readonly name = 'line';
  readonly written: Uint8Array[] = [];
  isThere = true;
  openCount = 0;
  #listener: ConnectionListener | null = null;
  readonly #answer: (bytes: Uint8Array) => void;

  constructor(answer: (bytes: Uint8Array) => void = () => undefined) {
    this.#answer = answer;
  }

  open(listener: ConnectionListener): ReturnType<Transport['open']> {
    if (!this.isThere) return Promise.reject(new TypeError('no such port'));
    this.openCount += 1;
    this.#listener = listener;
    return Promise.resolve({
      write: (bytes) => {
        this.written.push(bytes);
        this.#answer(bytes);
      },
      close: () => Promise.resolve(),
    });
  }

  say(bytes: Uint8Array | string): void {
    this.#listener?.received(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
  }

  hangUp(): void {
    this.isThere = false;
    this.#listener?.lost('the line hung up');
  }
}

describe('a serial scanner', () => {
  it('ends a scan at CR, or at 300 ms of silence', async () => {
    const port = new ScriptedLine();
    keepOpen(port, textInput);
    await clock.advance(0);
    port.say('first\r\nsec');
    await clock.advance(200);
    port.say('ond');
    await clock.advance(299);
    expect(news).toEqual(['found', 'scan first']);
    await clock.advance(1);
    expect(news).toEqual(['found', 'scan first', 'scan second']);
  });

  it('opens its port again within five seconds', async () => {
    const port = new ScriptedLine();
    keepOpen(port, textInput);
    await clock.advance(0);
    port.hangUp();
    await clock.advance(2_500);
    port.isThere = true;
    await clock.advance(1_000);
    port.say('again\r');
    expect(news).toEqual(['found', 'scan again']);
    expect(log).toEqual([
      'opened line',
      'lost line: the line hung up',
      'failed line: no such port',
      'opened line',
    ]);
  });
});

describe('a GM65', () => {
  let port: ScriptedLine;
  let module: VirtualScanner;

  beforeEach(async () => {
    port = new ScriptedLine((bytes) => module.receive(bytes));
    module = new VirtualScanner('window', gm65Input, createDice(1), (bytes) => port.say(bytes));
    keepOpen(port, gm65Input);
    await clock.advance(0);
  });

  it('is found by its first answer, asked every ten seconds, and its answers are no scans', async () => {
    await clock.advance(60_000);
    module.scan('SF1234567890123', null);
    expect(port.written).toHaveLength(7);
    expect([...(port.written[0] ?? [])]).toEqual([0x7e, 0, 0x0a, 1, 0, 0, 0, 0x30, 0x1a]);
    expect(news).toEqual(['found', 'scan SF1234567890123']);
  });

  it('that falls silent on an open line is lost, and comes back by itself', async () => {
    module.isMute = true;
    await clock.advance(60_000);
    expect(news).toEqual(['found', 'lost: the module does not answer its heartbeat']);
    module.isMute = false;
    await clock.advance(31_000);
    expect(news.at(-1)).toBe('found');
  });

  it('that never answers fills no log', async () => {
    module.isMute = true;
    await clock.advance(3_600_000);
    expect(log).toEqual(['opened line', 'lost line: the module does not answer its heartbeat']);
    expect(port.openCount).toBeGreaterThan(50);
  });

  it('whose scans are heard is alive although its answers are not', async () => {
    module.isMute = true;
    for (let count = 0; count < 12; count += 1) {
      await clock.advance(10_000);
      port.say('SF1234567890123\r');
    }
    expect(news.filter((one) => one.startsWith('lost'))).toEqual([]);
  });
});
