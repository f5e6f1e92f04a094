import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import { describe, expect, it, onTestFinished } from 'vitest';
import { judgeBoot } from '#platform/boot';
import { KeysRefused, createKeys, hasKeys, loadKeys } from '#platform/keys';

function emptyDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-platform-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

describe('R18 the keys of a station', () => {
  it('are drawn once, each for one purpose, and read back the same', async () => {
    const directory = join(emptyDirectory(), 'keys');
    expect(hasKeys(directory)).toBe(false);
    const created = createKeys(directory);
    expect(hasKeys(directory)).toBe(true);
    expect(loadKeys(directory)).toEqual(created);
    expect([created.code.length, created.fingerprint.length]).toEqual([32, 32]);
    expect(created.code.equals(created.fingerprint)).toBe(false);
    expect(created.signing.kid).toBe(await calculateJwkThumbprint(created.publicSigning));
    expect(created.publicSigning).not.toHaveProperty('d');
    expect(createKeys(join(emptyDirectory(), 'keys')).codeKeyId).not.toBe(created.codeKeyId);
  });

  it('are readable by their owner alone', () => {
    const directory = join(emptyDirectory(), 'keys');
    createKeys(directory);
    const modes = readdirSync(directory).map((name) => statSync(join(directory, name)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o600, 0o600]);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
  });

  it('are never replaced', () => {
    const directory = emptyDirectory();
    const { code } = createKeys(directory);
    expect(() => createKeys(directory)).toThrow(KeysRefused);
    expect(loadKeys(directory).code.equals(code)).toBe(true);
  });

  it.each(['code.key', 'fingerprint.key', 'station.jwk'])('are refused when others can read %s', (name) => {
    const directory = emptyDirectory();
    createKeys(directory);
    for (const mode of [0o640, 0o604]) {
      chmodSync(join(directory, name), mode);
      expect(() => loadKeys(directory)).toThrow(KeysRefused);
      expect(() => loadKeys(directory)).toThrow(`chmod 600 ${join(directory, name)}`);
    }
    chmodSync(join(directory, name), 0o400);
    expect(loadKeys(directory).code).toHaveLength(32);
  });

  it.each(['code.key', 'fingerprint.key', 'station.jwk'])(
    'are refused when %s is missing or malformed',
    (name) => {
      const directory = emptyDirectory();
      createKeys(directory);
      writeFileSync(join(directory, name), '{}');
      expect(() => loadKeys(directory)).toThrow(KeysRefused);
      rmSync(join(directory, name));
      expect(() => loadKeys(directory)).toThrow(/missing/);
      expect(() => createKeys(directory)).toThrow(KeysRefused);
    },
  );
});

describe('why the station starts', () => {
  it('is a power-up at the first start of the machine that it sees, a restart after that', () => {
    const directory = emptyDirectory();
    const bootPath = join(directory, 'boot_id');
    writeFileSync(bootPath, 'first\n');
    expect([judgeBoot(directory, bootPath), judgeBoot(directory, bootPath)]).toEqual(['power-up', 'restart']);
    writeFileSync(bootPath, 'second\n');
    expect([judgeBoot(directory, bootPath), judgeBoot(directory, bootPath)]).toEqual(['power-up', 'restart']);
  });

  it('is read from the kernel', () => {
    const directory = emptyDirectory();
    judgeBoot(directory);
    const current = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    expect(readFileSync(join(directory, 'machine-boot'), 'utf8')).toBe(current);
  });
});
