import { join } from 'node:path';
import { openSysfsPort } from '#bridge/gpio/sysfs-port';
import { openToolsPort } from '#bridge/gpio/tools-port';
import type { GpioShell } from './gpio-wiring.ts';

/**
 * GPIO as this machine has it. `directory` is where the station keeps what it knows, `root` the installation.
 */
export function systemGpio({ directory, root }: { directory: string; root: string }): GpioShell {
  return {
    openPort: (way) => (way === 'sysfs' ? openSysfsPort() : openToolsPort()),
    lineList: join(directory, 'gpio.lines'),
    guardProgram: join(root, 'packaging/release-lines'),
  };
}
