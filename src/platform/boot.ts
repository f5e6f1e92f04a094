import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BootId } from '#domain/words';

/** Names this run of the process; 64 random bits. */
export function newBootId(): BootId {
  return randomBytes(8).toString('hex') as BootId;
}

/** Names an epoch of the ledger (rule R22): 16 hexadecimal digits from 64 random bits. */
export function newEpoch(): string {
  return randomBytes(8).toString('hex');
}

/** Salts a commitment of the ledger (rule R20): 32 hexadecimal digits from 128 random bits. */
export function newSalt(): string {
  return randomBytes(16).toString('hex');
}

/** The kernel draws this anew at every start of the machine. */
const machineBootPath = '/proc/sys/kernel/random/boot_id';

/**
 * Whether the machine started since the last run of the station, or only the process. Remembers the machine's
 * start in the station's directory. Without a memory of it the answer is `power-up`, which claims less about
 * doors that nobody watched.
 */
export function judgeBoot(directory: string, bootPath = machineBootPath): 'power-up' | 'restart' {
  const rememberedPath = join(directory, 'machine-boot');
  const current = readFileSync(bootPath, 'utf8').trim();
  if (readIfThere(rememberedPath) === current) return 'restart';
  const draft = `${rememberedPath}.new`;
  writeFileSync(draft, current, { mode: 0o600 });
  renameSync(draft, rememberedPath);
  return 'power-up';
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
