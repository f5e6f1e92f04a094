import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { packageRoot } from '#config/package-root';
import { afterAll, describe, expect, it } from 'vitest';

const folder = await mkdtemp(join(tmpdir(), 'latchkey-launcher-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Tells what it was given instead of being the program. */
const confession = `
console.log(JSON.stringify({
  words: process.argv.slice(2),
  flags: process.execArgv,
  pool: process.env.UV_THREADPOOL_SIZE,
}));
process.exit(7);`;

async function install(name: string, isBuilt: boolean): Promise<string> {
  const root = join(folder, name);
  await mkdir(join(root, 'packaging'), { recursive: true });
  await mkdir(join(root, 'dist', 'program'), { recursive: true });
  await copyFile(join(packageRoot(), 'packaging', 'latchkey'), join(root, 'packaging', 'latchkey'));
  await writeFile(join(root, 'package.json'), '{ "type": "module" }');
  if (isBuilt) await writeFile(join(root, 'dist', 'program', 'latchkey.js'), confession);
  return join(root, 'packaging', 'latchkey');
}

function start(program: string, words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return spawnSync(program, words, { encoding: 'utf8', env: { PATH: process.env['PATH'], ...env } });
}

describe('R27 the launcher', () => {
  it('R27 gives every start the same process and hands words and exit code through', async () => {
    const { status, stdout } = start(await install('plain', true), ['run', '--config', 'a file.yaml']);
    expect(status).toBe(7);
    expect(JSON.parse(stdout)).toEqual({
      words: ['run', '--config', 'a file.yaml'],
      flags: [
        '--max-semi-space-size=2',
        '--heap-growing-percent=20',
        '--v8-pool-size=1',
        '--interrupt-budget=10000',
      ],
      pool: '8',
    });
  });

  it('R27 finds its installation through links, absolute and relative', async () => {
    const program = await install('linked', true);
    await mkdir(join(folder, 'bin'), { recursive: true });
    await symlink(program, join(folder, 'bin', 'first'));
    await symlink('first', join(folder, 'bin', 'second'));
    expect(start(join(folder, 'bin', 'second'), []).status).toBe(7);
  });

  it('lets the environment choose another pool', async () => {
    const { stdout } = start(await install('pool', true), [], { UV_THREADPOOL_SIZE: '16' });
    expect(JSON.parse(stdout)).toMatchObject({ pool: '16' });
  });

  it('says what to do before the program was built', async () => {
    const { status, stderr } = start(await install('unbuilt', false), []);
    expect(status).toBe(1);
    expect(stderr).toContain("Run 'npm run build' in");
  });

  it.each([
    ['v18.19.0', 1],
    ['v20.18.3', 1],
    ['v20.19.0', 0],
    ['v22.1.0', 0],
    ['v24.0.0', 0],
  ])('judges Node.js %s before it starts anything', async (version, expected) => {
    const bin = join(folder, `node-${version}`);
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, 'node'), `#!/bin/sh\n[ "$1" != --version ] || echo ${version}\n`);
    await chmod(join(bin, 'node'), 0o755);
    const path = [bin, process.env['PATH']].join(delimiter);
    const { status, stderr } = start(await install(`judged-${version}`, true), [], { PATH: path });
    expect(status).toBe(expected);
    expect(stderr).toBe(
      expected === 0 ? '' : `latchkey: Node.js 20.19 or newer is needed; this is ${version}.\n`,
    );
  });
});
