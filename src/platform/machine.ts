import { readFileSync, statfsSync } from 'node:fs';
import { availableParallelism, freemem, loadavg, totalmem } from 'node:os';

export type MachineReadings = {
  /** Of the process. */
  readonly uptimeSeconds: number;
  readonly load: {
    readonly processorCount: number;
    readonly oneMinute: number;
    readonly fiveMinutes: number;
    readonly fifteenMinutes: number;
  };
  readonly memory: { readonly processBytes: number; readonly freeBytes: number; readonly totalBytes: number };
  /** Null where the file system cannot be asked. */
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | null;
  /** Of the processor; null without a sensor. */
  readonly temperatureCelsius: number | null;
};

/** In thousandths of a degree, where the kernel knows of a sensor. */
const processorTemperature = '/sys/class/thermal/thermal_zone0/temp';

/** How the machine is doing at this moment. `directory` lies on the disk that the station depends on. */
export function readMachine(directory: string, temperaturePath = processorTemperature): MachineReadings {
  const [oneMinute = 0, fiveMinutes = 0, fifteenMinutes = 0] = loadavg();
  return {
    uptimeSeconds: Math.floor(process.uptime()),
    load: { processorCount: availableParallelism(), oneMinute, fiveMinutes, fifteenMinutes },
    memory: { processBytes: process.memoryUsage.rss(), freeBytes: freemem(), totalBytes: totalmem() },
    disk: readDisk(directory),
    temperatureCelsius: readTemperature(temperaturePath),
  };
}

/** A disk that cannot say how full it is must not take the rest of the report with it. */
function readDisk(directory: string): MachineReadings['disk'] {
  try {
    const { bavail, blocks, bsize } = statfsSync(directory);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return null;
  }
}

function readTemperature(path: string): number | null {
  try {
    const milliCelsius = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isNaN(milliCelsius) ? null : milliCelsius / 1000;
  } catch {
    return null;
  }
}
