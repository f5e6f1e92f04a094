import type { BridgeClock } from '../clock.ts';
import { fitsWanted, type HidDevice, type HidPorts, type HidWanted } from './hid-ports.ts';

/** Listing walks through all of `/sys` in native code; asking more often would cost more than it finds. */
const listPauseMs = 750;

/**
 * The list of HID devices, shared by all scanners of the station: however many are looked for, the system is
 * asked once in a while, and a device belongs to one scanner at a time.
 */
export class HidRoster {
  readonly #ports: HidPorts;
  readonly #clock: BridgeClock;
  readonly #taken = new Set<string>();
  #listed: Promise<readonly HidDevice[]> | null = null;
  #listedAtMs = Number.NEGATIVE_INFINITY;

  constructor(ports: HidPorts, clock: BridgeClock) {
    this.#ports = ports;
    this.#clock = clock;
  }

  /** Takes the first free device that fits, or null. A list may be up to 750 ms old. */
  async take(wanted: HidWanted): Promise<HidDevice | null> {
    const devices = await this.#list();
    const found = devices.find((device) => !this.#taken.has(device.path) && fitsWanted(device, wanted));
    // In the same step as the search, or two scanners that wait for one list would take one device.
    if (found !== undefined) this.#taken.add(found.path);
    return found ?? null;
  }

  giveBack(path: string): void {
    this.#taken.delete(path);
  }

  #list(): Promise<readonly HidDevice[]> {
    const nowMs = this.#clock.nowMs();
    if (this.#listed === null || nowMs - this.#listedAtMs >= listPauseMs) {
      this.#listedAtMs = nowMs;
      this.#listed = this.#ports.list();
    }
    return this.#listed;
  }
}
