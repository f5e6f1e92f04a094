import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readlinkSync } from 'node:fs';
import { MountRefused, mountTree } from './fuse-mount.ts';
import { SysfsTree } from './sysfs-tree.ts';
import type { VirtualChip } from './virtual-lines.ts';

/** Where a controller finds the lines, or why it finds none. */
export type ShownLines = { readonly folder: string | null; readonly reason?: string; hide(): void };

const folder = '/sys/class/gpio';
const howTo = 'start simulator and controller together inside: unshare --user --map-root-user --mount sh';

/**
 * Shows virtual chips as `/sys/class/gpio`, so that a controller in the same mount namespace drives them
 * through onoff. Only in a namespace of its own: the machine's own lines must not be hidden from anybody.
 */
export async function showLines(chips: readonly VirtualChip[]): Promise<ShownLines> {
  const none = (reason: string): ShownLines => ({ folder: null, reason, hide: () => undefined });
  if (isMachinesOwn()) return none(`this mount namespace is the machine's own; ${howTo}`);
  if (!existsSync(folder)) {
    spawnSync('mount', ['-t', 'tmpfs', 'latchkey-class', '/sys/class']);
    mkdirSync(folder, { recursive: true });
  }
  try {
    const mounted = await mountTree(new SysfsTree(chips), folder);
    return { folder, hide: () => mounted.unmount() };
  } catch (error) {
    if (error instanceof MountRefused) return none(error.message);
    throw error;
  }
}

function isMachinesOwn(): boolean {
  const own = readlinkSync('/proc/self/ns/mnt');
  try {
    return readlinkSync('/proc/1/ns/mnt') === own;
  } catch {
    // A process of another user namespace may not even look.
    return false;
  }
}
