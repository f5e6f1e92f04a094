import { describe, expect, it } from 'vitest';
import { boardProfile, load, plain, problemsOf, writeProfile } from './written-station.ts';

const serial = 'transport: { kind: serial, path: /dev/ttyS9 }';
const withTransport = (transport: string): string => plain.replace(serial, `transport: ${transport}`);

async function settingsOf(text: string) {
  const loaded = await load(text);
  if (!loaded.ok) throw new TypeError(JSON.stringify(loaded.problems));
  return loaded.settings;
}

/** Warnings as `LINE:COLUMN path: text`, with the file and those about missing files left out. */
async function warningsOf(text: string): Promise<readonly string[]> {
  const loaded = await load(text);
  if (!loaded.ok) throw new TypeError(JSON.stringify(loaded.problems));
  const ofBuses = loaded.warnings.filter((warning) => / (buses|supplies)\./.test(warning));
  return ofBuses.map((warning) => warning.replace(/^.*?\.yaml:/, ''));
}

describe('the way to a bus', () => {
  it('may be a serial server, raw or by RFC 2217, at the speed of the profile', async () => {
    for (const kind of ['tcp', 'rfc2217']) {
      const { buses } = await settingsOf(withTransport(`{ kind: ${kind}, host: 192.168.1.50, port: 4001 }`));
      expect(buses[0]?.transport).toEqual({
        kind,
        host: '192.168.1.50',
        port: 4001,
        baud: 19_200,
        latencyMs: 100,
      });
    }
  });

  it('may be slower and later than usual', async () => {
    const text = withTransport('{ kind: tcp, host: "fd00::7", port: 4001, baud: 9600, latencyMs: 250 }');
    expect((await settingsOf(text)).buses[0]?.transport).toMatchObject({ baud: 9600, latencyMs: 250 });
    const usb = withTransport('{ kind: serial, path: /dev/ttyS9, latencyMs: 16 }');
    expect((await settingsOf(usb)).buses[0]?.transport).toMatchObject({ baud: 19_200, latencyMs: 16 });
  });

  it.each([
    [
      '{ kind: telnet, host: 192.168.1.50, port: 23 }',
      '9:24 buses.0.transport.kind: expected one of serial, tcp, rfc2217, found "telnet"',
    ],
    ['{ kind: tcp, port: 4001 }', '9:16 buses.0.transport.host: expected text, found nothing'],
    [
      '{ kind: tcp, host: "tcp://moxa", port: 4001 }',
      '9:35 buses.0.transport.host: expected the address of a serial server, for example 192.168.1.50, found "tcp://moxa"',
    ],
    [
      '{ kind: rfc2217, host: 192.168.1.50, port: 70000 }',
      '9:59 buses.0.transport.port: expected at most 65535, found 70000',
    ],
    [
      '{ kind: tcp, host: 192.168.1.50, port: 4001, path: /dev/ttyS9 }',
      '9:61 buses.0.transport.path: expected only settings that docs/configuration.md lists, found the unknown name "path"',
    ],
    [
      '{ kind: serial, path: /dev/ttyS9, latencyMs: 5000 }',
      '9:61 buses.0.transport.latencyMs: expected at most 2000, found 5000',
    ],
  ])('is refused as %s', async (transport, problem) => {
    expect(await problemsOf(withTransport(transport))).toEqual([problem]);
  });

  it('is refused when two buses use one port of a server', async () => {
    const transport = '{ kind: tcp, host: 192.168.1.50, port: 4001 }';
    const second = `
  - id: right
    transport: { kind: rfc2217, host: 192.168.1.50, port: 4001 }
    boards:
      - { id: right-0, profile: sixteen, address: 0 }
cabinets:`;
    expect(await problemsOf(withTransport(transport).replace('\ncabinets:', second))).toEqual([
      '13:59 buses.1.transport.port: expected a port that no other bus uses, found "192.168.1.50:4001" a second time',
    ]);
  });

  it('is warned of where its name may be another adapter tomorrow', async () => {
    for (const path of ['/dev/ttyUSB0', '/dev/ttyACM12']) {
      const [warning, ...others] = await warningsOf(withTransport(`{ kind: serial, path: ${path} }`));
      expect(warning).toMatch(/^9:38 buses\.0\.transport\.path: the number follows the order of plugging in/);
      expect(warning).toContain('/dev/serial/by-path');
      expect(others).toEqual([]);
    }
    for (const path of [
      '/dev/ttyS9',
      '/dev/serial/by-path/platform-1-usb-0:1.3:1.0-port0',
      '/dev/locker/bus0',
    ]) {
      expect(await warningsOf(withTransport(`{ kind: serial, path: "${path}" }`))).toEqual([]);
    }
  });

  it('is warned of where a network can reach it, and where its name must be looked up', async () => {
    const byAddress = await warningsOf(withTransport('{ kind: tcp, host: 192.168.1.50, port: 4001 }'));
    expect(byAddress).toHaveLength(1);
    expect(byAddress[0]).toMatch(/^9:16 buses\.0\.transport: whoever reaches this server/);
    const byName = await warningsOf(withTransport('{ kind: rfc2217, host: moxa.lan, port: 4001 }'));
    expect(byName).toHaveLength(2);
    expect(byName[0]).toMatch(/^9:39 buses\.0\.transport\.host: the name is looked up/);
  });
});

describe('the pace of a bus', () => {
  const boards = (count: number): string =>
    Array.from(
      { length: count },
      (_, address) =>
        `      - { id: left-${String(address)}, profile: sixteen, address: ${String(address)} }`,
    ).join('\n');
  const withBoards = (count: number, baud: number): string =>
    plain
      .replace(/ {6}- \{ id: left-0.*\}/, boards(count))
      .replace('path: /dev/ttyS9', `path: /dev/ttyS9, baud: ${String(baud)}`);

  it('says nothing where every board can be read each second', async () => {
    expect(await warningsOf(withBoards(16, 19_200))).toEqual([]);
    expect(await warningsOf(withBoards(6, 1200))).toEqual([]);
  });

  it('warns where that is impossible', async () => {
    // Fourteen bytes of ten bits and five milliseconds: 122 ms a board.
    expect(await warningsOf(withBoards(9, 1200))).toEqual([
      '11:7 buses.0.boards: 9 boards that need 1.1 s at 1200 baud cannot all be read every second; ' +
        'set the boards to a higher speed, or spread them over more buses.',
    ]);
  });

  it('R1 refuses where a door that was shut could not be noticed in time', async () => {
    await writeProfile('boards', 'sixteen', boardProfile('sixteen', { address: { min: 0, max: 63 } }));
    expect(await problemsOf(withBoards(16, 1200))).toEqual([]);
    expect(await problemsOf(withBoards(17, 1200))).toEqual([
      '11:7 buses.0.boards: expected boards that can all be read within 2 s (rule R1), ' +
        'found 17 boards that need 2.1 s at 1200 baud',
    ]);
  });
});

describe('the echo of an adapter', () => {
  it('is what the profile says unless the station file says otherwise', async () => {
    expect((await settingsOf(plain)).buses[0]?.boards[0]?.profile.echo).toBe('none');
    const echoing = plain.replace('address: 0 }', 'address: 0, echo: strip }');
    expect((await settingsOf(echoing)).buses[0]?.boards[0]?.profile.echo).toBe('strip');
  });

  it('is refused as anything else', async () => {
    expect(await problemsOf(plain.replace('address: 0 }', 'address: 0, echo: ignore }'))).toEqual([
      '11:59 buses.0.boards.0.echo: expected one of none, strip, found "ignore"',
    ]);
  });
});

describe('supplies', () => {
  const twoBoards = plain.replace(
    'address: 0 }',
    'address: 0 }\n      - { id: left-1, profile: sixteen, address: 1 }',
  );
  const withSupplies = (...supplies: readonly string[]): string =>
    `${twoBoards}supplies:\n${supplies.map((one) => `  - ${one}\n`).join('')}`;

  it('are none by default', async () => {
    expect((await settingsOf(plain)).supplies).toEqual([]);
  });

  it('name their boards and what they carry', async () => {
    const text = withSupplies('{ id: strong, boards: [left-0, left-1], solenoidsAtOnceMax: 2 }');
    expect((await settingsOf(text)).supplies).toEqual([
      { id: 'strong', boards: ['left-0', 'left-1'], solenoidsAtOnceMax: 2 },
    ]);
  });

  it.each([
    [
      ['{ id: a, boards: [left-7], solenoidsAtOnceMax: 1 }'],
      '25:23 supplies.0.boards.0: expected one of the boards left-0, left-1, found "left-7"',
    ],
    [
      [
        '{ id: a, boards: [left-0], solenoidsAtOnceMax: 1 }',
        '{ id: b, boards: [left-1, left-0], solenoidsAtOnceMax: 1 }',
      ],
      '26:31 supplies.1.boards.1: expected a board that no supply has yet, found left-0, which a has',
    ],
    [
      [
        '{ id: a, boards: [left-0], solenoidsAtOnceMax: 1 }',
        '{ id: a, boards: [left-1], solenoidsAtOnceMax: 1 }',
      ],
      '26:11 supplies.1.id: expected a supply id that is used once, found "a" a second time',
    ],
    [
      ['{ id: a, boards: [left-0], solenoidsAtOnceMax: 0 }'],
      '25:52 supplies.0.solenoidsAtOnceMax: expected at least 1, found 0',
    ],
    [
      ['{ id: a, boards: [], solenoidsAtOnceMax: 1 }'],
      '25:22 supplies.0.boards: expected at least 1 entry, found a list of 0 entries',
    ],
  ])('are refused as %j', async (supplies, problem) => {
    expect(await problemsOf(withSupplies(...supplies))).toEqual([problem]);
  });
});
