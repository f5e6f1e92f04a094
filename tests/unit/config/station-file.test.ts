import { join } from 'node:path';
import { packageRoot } from '#config/package-root';
import { formatProblem } from '#config/problem';
import { loadStationFile } from '#config/station-file';
import { defaultPolicy } from '#domain/policy';
import { describe, expect, it } from 'vitest';
import { folder, load, plain, problemsOf } from './written-station.ts';

describe('a station file that is right', () => {
  it('becomes settings with profiles joined, paths resolved and defaults filled in', async () => {
    const loaded = await load(plain);
    if (!loaded.ok) expect.fail(loaded.problems.map(formatProblem).join('\n'));
    const { settings } = loaded;
    expect(settings.station).toEqual({
      id: 'test-01',
      name: { en: 'Test' },
      timeZone: null,
      address: '1 Test Road',
      hotline: '100',
      filingId: null,
      jurisdiction: 'cn',
      languages: ['en'],
    });
    expect(settings.policy).toEqual(defaultPolicy);
    expect(settings.couriers.file).toBe(join(folder, 'couriers.yaml'));
    expect(settings.data).toEqual({
      directory: join(folder, 'store'),
      keysDirectory: join(folder, 'store', 'keys'),
      backups: null,
    });
    expect(settings.kiosk).toEqual({ host: '127.0.0.1', port: 8080 });
    expect(settings.log.level).toBe('info');
    expect(settings.buses[0]?.transport).toEqual({
      kind: 'serial',
      path: '/dev/ttyS9',
      baud: 19_200,
      latencyMs: 0,
    });
  });

  it('wires a run of channels in the order of the profile', async () => {
    const loaded = await load(plain.replace('fromChannel: 1', 'fromChannel: 5'));
    if (!loaded.ok) expect.fail(loaded.problems.map(formatProblem).join('\n'));
    expect(loaded.settings.compartments.map(({ label, channel }) => [label, channel])).toEqual([
      ['A01', 5],
      ['A02', 6],
      ['A03', 7],
    ]);
    expect(loaded.settings.compartments[1]).toMatchObject({
      board: 'left-0',
      size: 'S',
      heightMm: 210,
      widthMm: 340,
      clearHeightMm: 100,
      depthMm: 460,
      cabinet: 'A',
      column: 0,
      row: 1,
      doorSensor: true,
      occupancySensor: true,
    });
  });

  it('wires each compartment by its label', async () => {
    const wiring = `wiring:
      A02: { board: left-0, channel: 9 }
      A01: { board: left-0, channel: 4 }
      A03: { board: left-0, channel: 1 }`;
    const loaded = await load(plain.replace('wiring: { board: left-0, fromChannel: 1 }', wiring));
    if (!loaded.ok) expect.fail(loaded.problems.map(formatProblem).join('\n'));
    expect(loaded.settings.compartments.map(({ label, channel }) => [label, channel])).toEqual([
      ['A01', 4],
      ['A02', 9],
      ['A03', 1],
    ]);
  });

  it('lets the station say what a bit means and how fast the line is', async () => {
    const polarity = 'address: 0, polarity: { hook: one-is-open }';
    const loaded = await load(
      plain.replace('address: 0', polarity).replace('ttyS9 }', 'ttyS9, baud: 9600 }'),
    );
    if (!loaded.ok) expect.fail(loaded.problems.map(formatProblem).join('\n'));
    expect(loaded.settings.buses[0]?.boards[0]?.profile.polarity).toEqual({
      hook: 'one-is-open',
      item: 'one-is-occupied',
    });
    expect(loaded.settings.buses[0]?.transport.baud).toBe(9600);
  });

  it('believes the board rather than the cabinet about occupancy sensors', async () => {
    const loaded = await load(plain.replace('profile: sixteen', 'profile: blind'));
    if (!loaded.ok) expect.fail(loaded.problems.map(formatProblem).join('\n'));
    expect(loaded.settings.compartments.every((compartment) => !compartment.occupancySensor)).toBe(true);
    expect(loaded.warnings.join('\n')).toContain('A01 has an occupancy sensor, but the board left-0');
  });

  it('names the client after the station and resolves the key files', async () => {
    const loaded = await load(plain);
    if (!loaded.ok) expect.fail(loaded.problems.map(formatProblem).join('\n'));
    expect(loaded.settings.uplink).toMatchObject({
      clientId: 'latchkey-test-01',
      centreKeyFile: join(folder, 'keys', 'centre.jwk'),
      passwordFile: null,
      eventsPerSecondMax: 1000,
    });
    expect(loaded.warnings.join('\n')).toContain('the connection to the broker is not encrypted');
    expect(loaded.warnings.join('\n')).toContain('there is no file');
  });

  it('warns when the kiosk can be reached from the network', async () => {
    const loaded = await load(`${plain}kiosk: { host: 0.0.0.0 }\n`);
    expect(loaded.ok && loaded.warnings.join('\n')).toContain('can be reached from the network');
  });

  it('is what docs/station.example.yaml is', async () => {
    const loaded = await loadStationFile(join(packageRoot(), 'docs', 'station.example.yaml'), {});
    expect(loaded.ok ? [] : loaded.problems.map(formatProblem)).toEqual([]);
  });
});

describe('a station file that is wrong in shape', () => {
  it('is refused with the place of a bad value', async () => {
    expect(await problemsOf(plain.replace('id: test-01', 'id: Test_01'))).toEqual([
      '2:7 station.id: expected lower-case letters, digits and hyphens, 3 to 40 characters, found "Test_01"',
    ]);
  });

  it('is refused with the place of the mapping that lacks a value', async () => {
    expect(await problemsOf(plain.replace('  hotline: "100"\n', ''))).toEqual([
      '2:3 station.hotline: expected text, found nothing',
    ]);
  });

  it('is refused with the place of an unknown name', async () => {
    expect(await problemsOf(plain.replace('  hotline: "100"', '  hotline: "100"\n  hotlin: "100"'))).toEqual([
      '6:3 station.hotlin: expected only settings that docs/configuration.md lists, found the unknown name "hotlin"',
    ]);
  });

  it('is refused when it is not YAML, with the place where reading stopped', async () => {
    const [problem] = await problemsOf('station: [1, 2\ncouriers: x\n');
    expect(problem).toMatch(/^[12]:\d+ : expected a well-formed YAML document, found /);
  });

  it('is refused when a key stands twice', async () => {
    const [problem] = await problemsOf(`${plain}data: { directory: other }\n`);
    expect(problem).toMatch(/^23:1 : expected a well-formed YAML document, found Map keys must be unique/);
  });

  it('is refused when it is not there', async () => {
    const loaded = await loadStationFile(join(folder, 'nowhere.yaml'), {});
    expect(loaded.ok ? [] : loaded.problems.map(formatProblem)).toEqual([
      `${join(folder, 'nowhere.yaml')}: expected a readable file, found ENOENT`,
    ]);
  });

  it('is refused when it is empty', async () => {
    expect(await problemsOf('')).toEqual(['1:1 : expected a mapping, found nothing']);
  });

  it('is refused with clear words when it brings inputs that nobody reads', async () => {
    expect(await problemsOf(`${plain}inputs: { fire: { line: 7 } }\n`)).toEqual([
      expect.stringMatching(/^23:\d+ inputs\.fire: expected only settings that docs/),
    ]);
  });

  it('is refused with clear words for another code profile', async () => {
    expect(await problemsOf(`${plain}codes: { profile: code10 }\n`)).toEqual([
      '23:19 codes.profile: expected "adaptive"; other code profiles are not supported by this version, found "code10"',
    ]);
  });

  it.each([
    ['retention: { hours: 0 }', 'expected more than 0 hours, found 0'],
    ['retention: { hours: -3 }', 'expected more than 0 hours, found -3'],
    ['retention: { hours: 721 }', 'expected at most 720 hours, found 721'],
    ['policy: { visitIdleMs: 1 }', 'expected at least 15000, found 1'],
    ['policy: { offlineDeposits: relay }', 'expected one of allow, refuse, found "relay"'],
    ['kiosk: { port: 70000 }', 'expected at most 65535, found 70000'],
    ['kiosk: { port: 80.5 }', 'expected a whole number, found 80.5'],
    ['log: { level: loud }', 'expected one of debug, info, warn, error, found "loud"'],
  ])('is refused for %s', async (line, message) => {
    const [problem] = await problemsOf(`${plain}${line}\n`);
    expect(problem).toContain(message);
  });

  it('is refused without an uplink, because codes leave only sealed to the notifier', async () => {
    const [problem] = await problemsOf(plain.replace(/^uplink:\n( .*\n)+/m, ''));
    expect(problem).toContain('uplink: expected');
  });

  it('is refused when the broker address holds a password, which would end up in logs', async () => {
    const [problem] = await problemsOf(plain.replace('mqtt://broker', 'mqtt://me:secret@broker'));
    expect(problem).toContain('uplink.broker: expected mqtt://HOST[:PORT]');
  });

  it('is refused when a language has no name of the station', async () => {
    expect(await problemsOf(plain.replace('languages: [en]', 'languages: [en, zh]'))).toEqual([
      '3:9 station.name: expected a name in every language of the station, so also in zh, found none',
    ]);
  });
});

describe('quiet hours', () => {
  const zoned = plain.replace('  languages', '  timeZone: Asia/Shanghai\n  languages');
  const policyOf = async (text: string): Promise<unknown> => {
    const loaded = await load(text);
    if (!loaded.ok) expect.fail(loaded.problems.map(formatProblem).join('\n'));
    return [loaded.settings.policy.quietHours, loaded.warnings.filter((one) => one.includes('quiet'))];
  };

  it('are read as two times of the local day, or as none', async () => {
    const usual = { fromMinute: 22 * 60, toMinute: 7 * 60 };
    expect(await policyOf(zoned)).toEqual([usual, []]);
    expect(await policyOf(`${zoned}\npolicy: { quietHours: null }\n`)).toEqual([null, []]);
    const early = { fromMinute: 20 * 60 + 30, toMinute: 6 * 60 };
    expect(await policyOf(`${zoned}\npolicy: { quietHours: "20:30-06:00" }\n`)).toEqual([early, []]);
  });

  it('are warned of where nobody said where the station stands', async () => {
    const [, warnings] = (await policyOf(`${plain}\npolicy: { quietHours: "20:30-06:00" }\n`)) as unknown[];
    expect(warnings).toHaveLength(1);
  });

  it('and a zone that does not exist are refused', async () => {
    expect(await problemsOf(zoned.replace('Asia/Shanghai', 'Asia/Atlantis'))).toHaveLength(1);
    expect(await problemsOf(`${zoned}\npolicy: { quietHours: "25:00-06:00" }\n`)).toHaveLength(1);
  });
});

describe('the environment', () => {
  it('overrides a plain value through the same schema', async () => {
    const env = {
      LATCHKEY_KIOSK_PORT: '9001',
      LATCHKEY_STATION_HOTLINE: '95338',
      LATCHKEY_RETENTION_HOURS: '48',
    };
    const loaded = await load(plain, env);
    if (!loaded.ok) expect.fail(loaded.problems.map(formatProblem).join('\n'));
    expect(loaded.settings.kiosk.port).toBe(9001);
    expect(loaded.settings.station.hotline).toBe('95338');
    expect(loaded.settings.policy.retentionHours).toBe(48);
  });

  it('is named in the problem that it causes', async () => {
    expect(await problemsOf(plain, { LATCHKEY_KIOSK_PORT: 'many' })).toEqual([
      'environment LATCHKEY_KIOSK_PORT kiosk.port: expected a number, found "many"',
    ]);
  });

  it('is warned of when it names no setting', async () => {
    const loaded = await load(plain, { LATCHKEY_KIOSK_PROT: '1', PATH: '/bin' });
    expect(loaded.ok && loaded.warnings).toContain(
      'the environment variable LATCHKEY_KIOSK_PROT is not a setting and has no effect.',
    );
    expect(loaded.ok && loaded.warnings.join()).not.toContain('PATH');
  });

  it('clears a value that may be absent by an empty variable', async () => {
    const filed = plain.replace('  languages', '  filingId: F-1\n  languages');
    const loaded = await load(filed, { LATCHKEY_STATION_FILING_ID: '' });
    expect(loaded.ok && loaded.settings.station.filingId).toBeNull();
  });
});
