import type { HidDevice, HidListening, HidPorts } from '#bridge/scanners/hid-ports';
import type { ConnectionListener } from '#bridge/transport';

/** Nothing is plugged in at this path, or the right to open it is missing. */
class HidRefused extends Error {
  override readonly name = 'HidRefused';
}

/** What stays the same about a device wherever it is plugged in. */
export type HidTraits = Omit<HidDevice, 'path' | 'usbPort'>;

type Plugged = { readonly device: HidDevice; readonly listeners: Set<ConnectionListener> };

/**
 * HID devices that are not there, as the system shows real ones: every plugging in gives a new path, whoever
 * opens a device gets every report, and a device that is pulled out tells its listeners once.
 */
export class VirtualHidPorts implements HidPorts {
  /** How often the devices were listed, which is costly on a real system. */
  listCount = 0;
  /** Why nothing can be listed, for example a missing library; null while all is well. */
  outage: string | null = null;
  readonly #plugged = new Map<string, Plugged>();
  #nextNumber = 0;

  list(): Promise<readonly HidDevice[]> {
    this.listCount += 1;
    if (this.outage !== null) return Promise.reject(new HidRefused(this.outage));
    return Promise.resolve([...this.#plugged.values()].map(({ device }) => device));
  }

  open(path: string, listener: ConnectionListener): Promise<HidListening> {
    const plugged = this.#plugged.get(path);
    if (plugged === undefined) return Promise.reject(new HidRefused(`cannot open device with path ${path}`));
    plugged.listeners.add(listener);
    return Promise.resolve({
      close: () => {
        plugged.listeners.delete(listener);
        return Promise.resolve();
      },
    });
  }

  /** Returns the path that the device has until it is pulled out. */
  plugIn(traits: HidTraits, usbPort: string | null): string {
    const path = `/dev/hidraw${String(this.#nextNumber)}`;
    this.#nextNumber += 1;
    this.#plugged.set(path, { device: { ...traits, path, usbPort }, listeners: new Set() });
    return path;
  }

  pullOut(path: string): void {
    const plugged = this.#plugged.get(path);
    this.#plugged.delete(path);
    for (const listener of plugged?.listeners ?? []) listener.lost('could not read from HID device');
  }

  /** The device sends one report. */
  report(path: string, bytes: Uint8Array): void {
    for (const listener of this.#plugged.get(path)?.listeners ?? []) listener.received(bytes);
  }

  listenerCount(path: string): number {
    return this.#plugged.get(path)?.listeners.size ?? 0;
  }
}
