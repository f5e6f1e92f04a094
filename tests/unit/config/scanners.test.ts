import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkProfile } from '#config/profiles';
import type { ScannerSettings } from '#config/settings';
import { folder, load, plain, problemsOf, profiles } from './written-station.ts';

const line = { baud: 9600, dataBits: 8, parity: 'none', stopBits: 1 };
const pos = { protocol: 'hid-pos', usagePage: 0x8c, usage: 2 };
const keyboard = { protocol: 'hid-keyboard', layout: 'us', usagePage: 1, usage: 6, identities: [] };
const text = { protocol: 'serial-text', line, silenceMs: 300, identities: [] };
const known = { vendor: '1eab', product: '1310', model: 'written for a test', confidence: 'low' };

function scannerProfile(id: string, input: object): object {
  const provenance = [{ source: 'written for a test', confidence: 'high' }];
  return { kind: 'scanner', id, name: id, input, setup: ['set it up'], provenance, caveats: [] };
}

beforeAll(async () => {
  await mkdir(join(profiles, 'scanners'), { recursive: true });
  const inputs = {
    pos: { ...pos, identities: [] },
    maker: { ...pos, identities: [{ ...known, product: null }] },
    model: { ...pos, identities: [known] },
    wedge: keyboard,
    text,
  };
  for (const [id, input] of Object.entries(inputs)) {
    await writeFile(join(profiles, 'scanners', `${id}.yaml`), stringify(scannerProfile(id, input)));
  }
});

/** The station of these tests ends at line 22, so that its scanners begin at line 24. */
function withScanners(...lines: readonly string[]): string {
  return `${plain}scanners:\n${lines.map((one) => `  - { ${one} }\n`).join('')}`;
}

async function settle(...lines: readonly string[]): Promise<readonly ScannerSettings[]> {
  const loaded = await load(withScanners(...lines));
  if (!loaded.ok) expect.fail(JSON.stringify(loaded.problems));
  return loaded.settings.scanners;
}

describe('scanners of a station file', () => {
  it('may be none', async () => {
    const loaded = await load(plain);
    expect(loaded.ok && loaded.settings.scanners).toEqual([]);
  });

  it('take from the profile what the file leaves out', async () => {
    const [scanner] = await settle('id: front, profile: model');
    expect(scanner).toMatchObject({
      id: 'front',
      profile: { id: 'model' },
      binding: {
        kind: 'usb',
        identities: [{ vendor: 0x1eab, product: 0x1310 }],
        serial: null,
        usbPort: null,
      },
    });
  });

  it('are bound by what the file says where it says it', async () => {
    const usb = "usb: { vendor: '0c2e', product: '0b6a', serial: S1, port: '1-1.4' }";
    const [scanner] = await settle(`id: front, profile: model, ${usb}`);
    expect(scanner?.binding).toEqual({
      kind: 'usb',
      identities: [{ vendor: 0x0c2e, product: 0x0b6a }],
      serial: 'S1',
      usbPort: '1-1.4',
    });
  });

  it('on a line have the speed of the profile unless the file says otherwise', async () => {
    const scanners = await settle(
      'id: front, profile: text, serial: { path: /dev/a }',
      'id: back, profile: text, serial: { path: /dev/b, baud: 115200 }',
    );
    expect(scanners.map(({ binding }) => binding)).toEqual([
      { kind: 'serial', path: '/dev/a', baud: 9600 },
      { kind: 'serial', path: '/dev/b', baud: 115_200 },
    ]);
  });

  it.each([
    [
      'with a profile that nobody knows',
      ['id: front, profile: sixteen'],
      '24:27 scanners.0.profile: expected one of the scanners maker, model, pos, text, wedge, found "sixteen"',
    ],
    [
      'with one id twice',
      ['id: a, profile: text, serial: { path: /dev/a }', 'id: a, profile: text, serial: { path: /dev/b }'],
      '25:11 scanners.1.id: expected a scanner id that is used once, found "a" a second time',
    ],
    [
      'without a port on a serial line',
      ['id: a, profile: text'],
      '24:5 scanners.0: expected a binding by serial and none by usb, as text needs, found another one',
    ],
    [
      'with a serial port for a HID device',
      ['id: a, profile: pos, serial: { path: /dev/a }'],
      '24:5 scanners.0: expected a binding by usb and none by serial, as pos needs, found another one',
    ],
    [
      'on the port of a bus',
      ['id: a, profile: text, serial: { path: /dev/ttyS9 }'],
      '24:45 scanners.0.serial.path: expected a port that nothing else uses, found "/dev/ttyS9"',
    ],
    [
      'with half a name',
      ["id: a, profile: pos, usb: { vendor: '1eab' }"],
      '24:33 scanners.0.usb: expected vendor and product together, or neither, found one of them',
    ],
    [
      'with a number where the vendor is text',
      ['id: a, profile: pos, usb: { vendor: 1234, product: 5678 }'],
      '24:43 scanners.0.usb.vendor: expected text, found 1234',
    ],
    [
      'with a port that no system has',
      ['id: a, profile: pos, usb: { port: left }'],
      '24:41 scanners.0.usb.port: expected a USB port as the system names it, for example "1-1.4", found "left"',
    ],
    [
      'T11 for any keyboard that is plugged in',
      ['id: a, profile: wedge'],
      '24:5 scanners.0.usb: expected usb.vendor and usb.product, or any keyboard would be taken for the scanner, found nothing',
    ],
  ])('are refused %s', async (_, lines, problem) => {
    expect((await problemsOf(withScanners(...lines)))[0]).toBe(problem);
  });

  it('T11 are warned of where they type', async () => {
    const usb = "usb: { vendor: '1eab', product: '1303' }";
    const loaded = await load(withScanners(`id: a, profile: wedge, ${usb}`));
    const warnings = loaded.ok ? loaded.warnings : [];
    expect(warnings.filter((one) => one.includes('scanners.0: it types'))).toHaveLength(1);
  });
});

describe('two scanners that could be taken for one another', () => {
  const double =
    'scanners.1.usb: expected a device that cannot be taken for a, found a binding that fits both';

  it.each([
    ['by usage alone', 'pos', '', 'pos', ''],
    ['by usage and one name', 'pos', '', 'model', ''],
    ['by a vendor and one of its products', 'maker', '', 'model', ''],
    ['by one port and none', 'pos', "usb: { port: '1-1' }", 'pos', ''],
    ['by a port and a serial number', 'pos', "usb: { port: '1-1' }", 'pos', 'usb: { serial: S1 }'],
  ])('%s are refused', async (_, one, oneUsb, other, otherUsb) => {
    const text = withScanners(`id: a, profile: ${one}, ${oneUsb}`, `id: b, profile: ${other}, ${otherUsb}`);
    expect((await problemsOf(text)).map((problem) => problem.replace(/^\S+ /, ''))).toEqual([double]);
  });

  it.each([
    ['their ports', "usb: { port: '1-1' }", "usb: { port: '1-2' }"],
    ['their serial numbers', 'usb: { serial: S1 }', 'usb: { serial: S2 }'],
    ['their names', "usb: { vendor: '0001', product: '0001' }", "usb: { vendor: '0001', product: '0002' }"],
  ])('are told apart by %s', async (_, one, other) => {
    expect(await settle(`id: a, profile: pos, ${one}`, `id: b, profile: pos, ${other}`)).toHaveLength(2);
  });
});

describe('the profile of a scanner', () => {
  async function check(input: object): Promise<readonly string[]> {
    const file = join(await mkdtemp(join(folder, 'scanner-')), 'x.yaml');
    await writeFile(file, stringify(scannerProfile('x', input)));
    const checked = await checkProfile(file);
    return checked.ok
      ? []
      : checked.problems.map(({ path, expected, found }) => `${path}: ${expected}; ${found}`);
  }

  it('T11 never takes all keyboards of a vendor', async () => {
    expect(await check({ ...keyboard, identities: [{ ...known, product: null }] })).toEqual([
      'input.identities.0.product: the product id of the scanner; nothing',
    ]);
  });

  it('is refused with an id that is not as lsusb prints it', async () => {
    expect(await check({ ...pos, identities: [{ ...known, vendor: '0x1EAB' }] })).toEqual([
      'input.identities.0.vendor: four hexadecimal digits in lower case and in quotes, as lsusb prints them; "0x1EAB"',
    ]);
  });

  it('is refused with a line for a device that has none', async () => {
    expect(await check({ ...pos, identities: [], line })).toHaveLength(1);
  });
});
