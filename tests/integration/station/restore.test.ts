import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '#config/package-root';
import { waitFor } from '#simulator/harness/patience';
import { demoBadge } from '#simulator/harness/station-files';
import { body, codeOf, deposit, openStage, reach } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
  await stage.world.startController();
});
afterEach(() => stage.end());

function latchkey(...words: readonly string[]): string {
  const program = join(packageRoot(), 'packaging', 'latchkey');
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new TypeError(`latchkey ${words.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** The epochs that the centre has seen begin, and why. */
function beginnings(): readonly unknown[] {
  const { centre } = stage.world;
  return centre
    .events()
    .filter(({ type }) => type === 'latchkey.epoch.begun.v1')
    .map(({ data }) => data['cause']);
}

function knows(type: string): Promise<unknown> {
  const full = `latchkey.${type}.v1`;
  return waitFor(type, () => stage.world.centre.events().some((event) => event.type === full));
}

/** Opens the door of a parcel by its code, with its extension: nobody knows how often was guessed. */
async function opens(code: { readonly code: string; readonly extension: string }): Promise<void> {
  const { kiosk } = stage.world;
  const visit = await waitFor('the code is taken', async () => {
    const answer = await kiosk.enterCode(code.code, code.extension);
    return answer.ok ? answer.body : null;
  });
  await reach(stage.world, visit, 'open');
}

async function refusalOfDeposit(): Promise<string> {
  const { kiosk } = stage.world;
  const courier = body(await kiosk.signIn(demoBadge));
  const answer = await kiosk.deposit(courier, { waybill: 'SF5555555555', size: 'S', contact: '13800000000' });
  body(await kiosk.step(courier, 'finish'));
  return answer.ok ? 'accepted' : answer.problem.code;
}

describe('Incident 42: a real controller on a restored ledger', () => {
  it('Incident 42: hands out what its centre confirms, by the old code, and takes nothing in', async () => {
    const { world } = stage;
    const { stay } = await deposit(world, 'SF1234567890');
    const code = await codeOf(world, stay);
    await world.controller.end('SIGTERM');
    const { directory } = world.settings.data;
    const out = join(directory, '..', 'backups');
    const made = latchkey('backup', '--config', world.stationFile, '--out', out);
    for (const name of readdirSync(directory)) if (name.startsWith('ledger')) rmSync(join(directory, name));
    latchkey('restore', made, '--config', world.stationFile);
    await world.startController();
    await knows('stay.confirmed');
    expect(beginnings()).toEqual(['new-store', 'restored']);
    expect(await refusalOfDeposit()).toBe('audit-needed');
    await opens(code);
    expect(world.centre.verdict()).toMatchObject({ mismatched: 0, gap: 0 });
  });

  it('R23 Incident 42: sends every recipient a new code where the keys are lost too', async () => {
    const { world } = stage;
    const { stay } = await deposit(world, 'SF1234567890');
    const lost = await codeOf(world, stay);
    await world.controller.end('SIGTERM');
    const { directory, keysDirectory } = world.settings.data;
    const made = latchkey('backup', '--config', world.stationFile, '--out', join(directory, '..', 'backups'));
    rmSync(directory, { recursive: true });
    rmSync(keysDirectory, { recursive: true, force: true });
    latchkey('restore', made, '--config', world.stationFile, '--new-keys');
    await world.startController();
    const told = await waitFor('the new code', () =>
      world.centre.notices().find((notice) => notice.stay === stay && notice.code !== lost.code),
    );
    expect(told.code).not.toBe(lost.code);
    await opens(told);
  });
});

describe('Incident 43: a real controller on an older copy', () => {
  it('R22 Incident 43: ends and begins anew when its centre knows more, mark and all having been put back', async () => {
    const { world } = stage;
    const { directory } = world.settings.data;
    await world.controller.end('SIGTERM');
    const image = join(directory, '..', 'image');
    mkdirSync(image);
    cpSync(directory, image, { recursive: true });
    await world.startController();
    await deposit(world, 'SF1234567890');
    await world.controller.end('SIGTERM');
    rmSync(directory, { recursive: true });
    cpSync(image, directory, { recursive: true });
    world.controller.start();
    await waitFor('it ends by itself', () => !world.controller.isRunning());
    expect(await world.controller.end('SIGTERM')).toBe(70);
    await world.startController();
    await knows('stay.restored');
    expect(beginnings()).toEqual(['new-store', 'rolled-back']);
    expect(await refusalOfDeposit()).toBe('audit-needed');
  });
});
