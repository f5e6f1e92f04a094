import { readFile } from 'node:fs/promises';
import { kill } from 'node:process';
import { writeList } from '../list-file.ts';
import type { OutputPlace } from './gpio-port.ts';

/** An output that drives a lock, and for how long it may be energised at most. */
export type ListedLine = OutputPlace & { readonly pulseMs: number };

const bootIdFile = '/proc/sys/kernel/random/boot_id';

/**
 * Writes down where the locks are, for `packaging/release-lines`: whoever puts them to rest after a crash has
 * neither this process nor the station file. The boot is named too, because numbers mean other lines after
 * the next start of the machine.
 */
export async function writeLineList(path: string, lines: readonly ListedLine[]): Promise<void> {
  const boot = await readBoot();
  await writeList(path, [
    '# Outputs that drive locks and the level at which each rests. Written at every start of the station.',
    `boot ${boot}`,
    `owner ${String(process.pid)}`,
    ...lines.map(({ through, address, restsAt, pulseMs }) =>
      [through, ...address, restsAt, String(pulseMs)].join(' '),
    ),
  ]);
}

/**
 * The process that drives the lines of a list, or null when it is gone. Lines of sysfs are not exclusive:
 * whoever claims one that somebody drives ends his pulses and takes the line from him.
 */
export async function readOwner(path: string): Promise<number | null> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const [, owner] = /^owner (\d+)$/m.exec(text) ?? [];
  if (owner === undefined || !text.includes(`boot ${await readBoot()}\n`)) return null;
  return isAlive(Number(owner)) ? Number(owner) : null;
}

async function readBoot(): Promise<string> {
  return (await readFile(bootIdFile, 'utf8').catch(() => 'unknown')).trim();
}

function isAlive(id: number): boolean {
  try {
    return kill(id, 0);
  } catch (error) {
    // It lives and is another account's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
