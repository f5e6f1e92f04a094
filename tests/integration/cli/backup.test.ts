import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { packageRoot } from '#config/package-root';
import { openLedger } from '#ledger/ledger';
import { encodeEvent } from '#contract/event-encoder';
import { defaultPolicy } from '#domain/policy';
import { createKeys } from '#platform/keys';
import { tellStory, writeStation } from '../evidence/written-station.ts';
import type { Written } from '../evidence/written-station.ts';

type Printed = {
  readonly directory: string;
  readonly certificate: { readonly eventCount: number; readonly seq: number; readonly hash: string };
};

/** A station with a story, stopped, and its backup. */
async function backedUp(): Promise<{ written: Written; copy: string; printed: Printed }> {
  const written = writeStation();
  tellStory(written);
  const words = ['backup', '--config', '%config', '--out', join(written.directory, 'backups'), '--json'];
  const { code, printed } = await written.latchkey(...words);
  expect(code).toBe(0);
  const said = JSON.parse(printed) as Printed;
  return { written, copy: said.directory, printed: said };
}

/** The box is a fresh one: no ledger, no mark; the keys were put there before, or not. */
function wipe({ directory }: Written, what: 'ledger' | 'keys-too' = 'ledger'): void {
  for (const name of ['ledger.sqlite', 'ledger.sqlite-wal', 'ledger.mark']) {
    rmSync(join(directory, name), { force: true });
  }
  if (what === 'keys-too') rmSync(join(directory, 'keys'), { recursive: true });
}

/** The controller opens what lies there; closed again by the test. */
function openAgain({ directory, play }: Written) {
  const opened = openLedger({
    path: join(directory, 'ledger.sqlite'),
    markPath: join(directory, 'ledger.mark'),
    station: 'test-1',
    encode: encodeEvent,
    now: () => play.now,
    newEpoch: () => 'ff'.repeat(8),
    newSalt: () => '0'.repeat(32),
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });
  onTestFinished(() => opened.ledger.close());
  return opened;
}

const restoring = (copy: string, ...more: readonly string[]) => [
  'restore',
  copy,
  '--config',
  '%config',
  ...more,
];

describe('latchkey backup', () => {
  it('writes a whole copy that only its owner reads, without any key', async () => {
    const { copy, printed } = await backedUp();
    expect(readdirSync(copy).toSorted()).toEqual(['backup.json', 'ledger.sqlite']);
    for (const name of readdirSync(copy)) expect(statSync(join(copy, name)).mode & 0o077).toBe(0);
    expect(printed.certificate).toMatchObject({ station: 'test-1', stayCount: 1 });
    expect(printed.certificate.eventCount).toBeGreaterThan(10);
  });

  it('says that a running station holds its ledger, and leaves nothing behind', async () => {
    const written = writeStation();
    const out = join(written.directory, 'backups');
    const { code, complained } = await written.latchkey('backup', '--config', '%config', '--out', out);
    expect(code).toBe(1);
    expect(complained).toContain('another process has the ledger');
    expect(readdirSync(out)).toEqual([]);
  });

  it('says where there is nothing to copy', async () => {
    const written = writeStation();
    written.opened.ledger.close();
    wipe(written);
    const { code, complained } = await written.latchkey(
      'backup',
      '--config',
      '%config',
      '--out',
      join(written.directory, 'out'),
    );
    expect(code).toBe(1);
    expect(complained).toContain('there is no ledger');
  });
});

describe('Incident 42: latchkey restore', () => {
  it('Incident 42: puts the copy onto a fresh box and begins a new epoch that names where it ended', async () => {
    const { written, copy, printed } = await backedUp();
    const before = readFileSync(join(copy, 'ledger.sqlite'));
    wipe(written);
    const { code, printed: said } = await written.latchkey(...restoring(copy));
    expect(code).toBe(0);
    expect(said).toContain('audit every compartment');
    const { openedAs, ledger, verifyChain } = openAgain(written);
    const { seq, hash } = printed.certificate;
    expect(openedAs).toEqual({
      cause: 'restored',
      previousEpoch: '00ff00ff00ff00ff',
      previousSeq: seq,
      previousHash: hash,
    });
    expect(ledger.load(written.play.state.plan, defaultPolicy).stays).toHaveLength(1);
    expect(verifyChain()).toBe(printed.certificate.eventCount);
    expect(readFileSync(join(copy, 'ledger.sqlite')).equals(before)).toBe(true);
  });

  it('R22 names what the box itself remembers where that is more than the copy', async () => {
    const { written, copy } = await backedUp();
    wipe(written);
    const mark = { epoch: '00ff00ff00ff00ff', seq: 900, hash: 'cd'.repeat(32) };
    writeFileSync(join(written.directory, 'ledger.mark'), JSON.stringify(mark));
    expect((await written.latchkey(...restoring(copy))).code).toBe(0);
    expect(openAgain(written).openedAs).toMatchObject({ cause: 'restored', previousSeq: 900 });
  });

  it('refuses over a ledger with events, and moves it aside only when told', async () => {
    const { written, copy } = await backedUp();
    const refused = await written.latchkey(...restoring(copy));
    expect(refused.code).toBe(1);
    expect(refused.complained).toContain('--replace');
    expect(readdirSync(written.directory)).not.toContain('ledger.sqlite.restoring');
    expect((await written.latchkey(...restoring(copy, '--replace'))).code).toBe(0);
    const aside = readdirSync(written.directory).filter((name) =>
      /^ledger\.sqlite\.\d{8}T\d{6}Z$/.test(name),
    );
    expect(aside).toHaveLength(1);
    expect(openAgain(written).openedAs.cause).toBe('restored');
  });

  it('never touches the ledger of a station that runs', async () => {
    const { written, copy } = await backedUp();
    const running = openAgain(written);
    for (const more of [[], ['--replace']]) {
      const { code, complained } = await written.latchkey(...restoring(copy, ...more));
      expect(code).toBe(1);
      expect(complained).toContain('another process has the ledger');
    }
    expect(running.outbox.position().lastSeq).toBeGreaterThan(0);
  });

  it('only looks with --check', async () => {
    const { written, copy } = await backedUp();
    wipe(written);
    const { code, printed } = await written.latchkey(...restoring(copy, '--check'));
    expect(code).toBe(0);
    expect(printed).toContain('in order');
    expect(existsSync(join(written.directory, 'ledger.sqlite'))).toBe(false);
    expect(readdirSync(written.directory).filter((name) => name.startsWith('ledger'))).toEqual([]);
  });

  it('R23 needs the keys of the station, or the word that they are lost', async () => {
    const { written, copy } = await backedUp();
    wipe(written, 'keys-too');
    const refused = await written.latchkey(...restoring(copy));
    expect(refused.code).toBe(1);
    expect(refused.complained).toContain('--new-keys');
    const restored = await written.latchkey(...restoring(copy, '--new-keys'));
    expect(restored.code).toBe(0);
    expect(restored.complained).toContain('nobody can tell who wrote this backup');
    expect(readdirSync(join(written.directory, 'keys'))).toContain('code.key');
  });

  it.each([
    ['a changed ledger', (copy: string) => damage(join(copy, 'ledger.sqlite')), 'is not the file'],
    ['a changed certificate', (copy: string) => retell(copy), 'is worthless'],
    ['a missing file', (copy: string) => rmSync(join(copy, 'ledger.sqlite')), 'is not a backup'],
  ])('refuses %s and changes nothing', async (_what, spoil, said) => {
    const { written, copy } = await backedUp();
    wipe(written);
    spoil(copy);
    const { code, complained } = await written.latchkey(...restoring(copy));
    expect(code).toBe(1);
    expect(complained).toContain(said);
    expect(existsSync(join(written.directory, 'ledger.sqlite'))).toBe(false);
  });

  it('refuses a backup that another key has signed', async () => {
    const { written, copy } = await backedUp();
    wipe(written, 'keys-too');
    createKeys(join(written.directory, 'keys'));
    const { code, complained } = await written.latchkey(...restoring(copy));
    expect(code).toBe(1);
    expect(complained).toContain('it names another key');
  });

  it('works as a process of its own, with the exit codes of the help text', async () => {
    const { written, copy } = await backedUp();
    wipe(written);
    const config = join(packageRoot(), 'docs', 'station.example.yaml');
    const env = {
      PATH: process.env['PATH'],
      LATCHKEY_STATION_ID: 'test-1',
      LATCHKEY_DATA_DIRECTORY: written.directory,
      LATCHKEY_DATA_KEYS_DIRECTORY: join(written.directory, 'keys'),
    };
    const program = join(packageRoot(), 'packaging', 'latchkey');
    const run = (...words: readonly string[]) => spawnSync(program, words, { encoding: 'utf8', env });
    const restored = run('restore', copy, '--config', config, '--json');
    expect(restored.status).toBe(0);
    expect(JSON.parse(restored.stdout)).toMatchObject({ ok: true, certificate: { station: 'test-1' } });
    const out = mkdtempSync(join(tmpdir(), 'latchkey-backup-'));
    onTestFinished(() => rmSync(out, { recursive: true }));
    const again = run('backup', '--config', config, '--out', out);
    expect(again.status).toBe(0);
    expect(again.stderr).toContain('copying: 100 %');
    expect(run('backup', '--config', config).status).toBe(2);
    expect(run('restore', join(out, 'nothing'), '--config', config).status).toBe(1);
  });
});

function damage(path: string): void {
  const bytes = readFileSync(path);
  bytes.writeUInt8((bytes.at(-100) ?? 0) ^ 1, bytes.length - 100);
  chmodSync(path, 0o600);
  writeFileSync(path, bytes);
}

function retell(copy: string): void {
  const path = join(copy, 'backup.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace('"stayCount": 1', '"stayCount": 2'));
}
