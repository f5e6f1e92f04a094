import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '#cli/command-line';
import { packageRoot } from '#config/package-root';
import { afterAll, describe, expect, it } from 'vitest';

const folder = await mkdtemp(join(tmpdir(), 'latchkey-cli-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const example = join(packageRoot(), 'docs', 'station.example.yaml');

type Outcome = { readonly code: number; readonly printed: string; readonly complained: string };

async function latchkey(words: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  const printed: string[] = [];
  const complained: string[] = [];
  const code = await runCommandLine(words, {
    print: (line) => void printed.push(line),
    complain: (line) => void complained.push(line),
    env,
    untilStopped: () => Promise.resolve(),
  });
  return { code, printed: printed.join('\n'), complained: complained.join('\n') };
}

describe('latchkey', () => {
  it('explains itself with examples and exit codes', async () => {
    const { code, printed } = await latchkey(['--help']);
    expect(code).toBe(0);
    for (const word of [
      'run',
      'demo',
      'simulate',
      'config',
      'profiles',
      'boards',
      'doors',
      'frames',
      'replay',
      'Examples:',
      '78  wrong configuration',
    ]) {
      expect(printed).toContain(word);
    }
  });

  it.each([
    [['run', '--help']],
    [['demo', '--help']],
    [['simulate', '--help']],
    [['config', 'check', '--help']],
    [['profiles', 'check', '--help']],
    [['boards', 'verify', '--help']],
    [['boards', 'record', '--help']],
    [['replay', '--help']],
    [['doors', 'list', '--help']],
    [['doors', 'open', '--help']],
    [['doors', 'test', '--help']],
    [['frames', 'encode', '--help']],
    [['frames', 'decode', '--help']],
    [['evidence', 'export', '--help']],
    [['evidence', 'verify', '--help']],
    [['receipt', 'verify', '--help']],
    [['report', 'month', '--help']],
    [['report', 'verify', '--help']],
  ])('shows an example and --json in the help of %j', async (words) => {
    const { code, printed } = await latchkey(words);
    expect(code).toBe(0);
    expect(printed).toMatch(/Examples?:\n {2}\$ latchkey /);
    expect(printed).toContain('--json');
  });

  it('answers 2 to a command that it does not know, and says so', async () => {
    const { code, complained } = await latchkey(['frobnicate']);
    expect(code).toBe(2);
    expect(complained).toContain("unknown command 'frobnicate'");
  });

  it('answers 2 when an option is missing or malformed', async () => {
    expect((await latchkey(['run'])).code).toBe(2);
    expect((await latchkey(['demo', '--port', 'http'])).code).toBe(2);
    expect((await latchkey(['simulate', '--profile', 'x', '--seed', '-1'])).code).toBe(2);
  });
});

describe('latchkey config check', () => {
  it('accepts the example and names what it found', async () => {
    const { code, printed, complained } = await latchkey(['config', 'check', example]);
    expect(code).toBe(0);
    expect(printed).toContain('station example-01 is in order');
    expect(printed).toContain('compartments 40');
    expect(complained).toMatch(/^warning: .*couriers\.file: there is no file/);
  });

  it('prints the same as JSON', async () => {
    const { code, printed } = await latchkey(['config', 'check', example, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({
      ok: true,
      station: 'example-01',
      busCount: 2,
      boardCount: 2,
      compartmentCount: 40,
    });
  });

  it('answers 78 and prints FILE:LINE:COLUMN for each problem', async () => {
    const file = join(folder, 'bad.yaml');
    await writeFile(file, 'station:\n  id: NO\n');
    const { code, printed, complained } = await latchkey(['config', 'check', file]);
    expect(code).toBe(78);
    expect(printed).toBe('');
    const lines = complained.split('\n');
    expect(lines[0]).toBe(
      `${file}:2:7 station.id: expected lower-case letters, digits and hyphens, 3 to 40 characters, found "NO"`,
    );
    expect(lines.every((line) => line.startsWith(`${file}:`))).toBe(true);
  });

  it('prints the problems as JSON', async () => {
    const { code, printed } = await latchkey(['config', 'check', join(folder, 'nowhere.yaml'), '--json']);
    expect(code).toBe(78);
    expect(JSON.parse(printed)).toMatchObject({ ok: false, problems: [{ line: 0, found: 'ENOENT' }] });
  });

  it('takes the environment into account', async () => {
    const { code, complained } = await latchkey(['config', 'check', example], { LATCHKEY_KIOSK_PORT: '0' });
    expect(code).toBe(78);
    expect(complained).toBe('environment LATCHKEY_KIOSK_PORT kiosk.port: expected at least 1, found 0');
  });

  it('checks the list of couriers that the file names', async () => {
    const file = join(folder, 'couriers.yaml');
    await writeFile(file, 'version: 1\ncouriers: [{ courier: C-1, carrier: example-express }]\n');
    const { code, complained } = await latchkey(['config', 'check', example], {
      LATCHKEY_COURIERS_FILE: file,
    });
    expect(code).toBe(78);
    expect(complained).toContain(`${file}:2:12 couriers.0.badge: expected text`);
  });
});

describe('latchkey run', () => {
  it('answers 78 to a station file that is wrong, before anything is opened', async () => {
    const { code, complained } = await latchkey(['run', '--config', join(folder, 'nowhere.yaml')]);
    expect(code).toBe(78);
    expect(complained).toContain('expected a readable file, found ENOENT');
  });
});

describe('latchkey profiles check', () => {
  it('accepts all profiles that come with the program', async () => {
    const { code, printed } = await latchkey(['profiles', 'check']);
    expect(code).toBe(0);
    expect(printed).toMatch(/^ok {2}lock-board/m);
    expect(printed).toMatch(/^ok {2}cabinet/m);
  });

  it('answers 78 to a profile that is wrong', async () => {
    const file = join(folder, 'odd.yaml');
    await writeFile(
      file,
      'kind: cabinet\nid: odd\nname: Odd\ncompartments: []\nprovenance: []\ncaveats: []\n',
    );
    const { code, complained } = await latchkey(['profiles', 'check', file]);
    expect(code).toBe(78);
    expect(complained).toContain(
      `${file}:4:15 compartments: expected at least 1 entry, found a list of 0 entries`,
    );
  });
});

describe('latchkey simulate', () => {
  it('wants either a station file or a profile', async () => {
    expect((await latchkey(['simulate'])).code).toBe(2);
    expect((await latchkey(['simulate', '--config', example, '--profile', 'x'])).code).toBe(2);
  });

  it('names the profiles when it does not know one', async () => {
    const { code, complained } = await latchkey(['simulate', '--profile', 'no-such-thing']);
    expect(code).toBe(2);
    expect(complained).toContain('cabinet-16-mixed');
  });

  it('prints the terminals and the control socket as JSON and obeys until it is told to stop', async () => {
    const control = join(folder, 'control.sock');
    const printed: string[] = [];
    const words = [
      'simulate',
      '--profile',
      'cabinet-16-mixed',
      '--seed',
      '7',
      '--nobody',
      '--control',
      control,
    ];
    const reply: string[] = [];
    const code = await runCommandLine(words, {
      print: (line) => void printed.push(line),
      complain: (line) => void reply.push(line),
      env: {},
      untilStopped: async () => {
        const socket = connect(control);
        socket.write('{"id":1}\n');
        const [answer] = (await once(socket, 'data')) as [Buffer];
        reply.push(answer.toString());
        socket.end();
        await once(socket, 'close');
      },
    });
    expect(code).toBe(0);
    expect(printed).toHaveLength(1);
    expect(JSON.parse(printed[0] ?? '')).toEqual({
      ttys: { bus: expect.stringMatching(/^\/dev\/pts\/\d+$/) as string },
      control,
      seed: 7,
    });
    expect(JSON.parse(reply.join(''))).toMatchObject({ id: 1, ok: false });
  });

  it('simulates the hardware of a station file, one terminal for each bus', async () => {
    const { code, printed } = await latchkey(['simulate', '--config', example]);
    expect(code).toBe(0);
    const { ttys, scanners } = JSON.parse(printed) as { ttys: object; scanners: object };
    expect([Object.keys(ttys), Object.keys(scanners)]).toEqual([['left', 'right'], ['window']]);
  });

  it('simulates a scanner of a serial line alone', async () => {
    const { code, printed } = await latchkey(['simulate', '--profile', 'gm65-uart']);
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({
      ttys: {},
      scanners: { 'gm65-uart': expect.stringMatching(/^\/dev\/pts\/\d+$/) as string },
    });
  });
});
