import type { ConnectionListener } from '../transport.ts';

/** A HID interface as the system lists it; one scanner may show several. */
export type HidDevice = {
  /** Where it is opened; changes with every plugging in. */
  readonly path: string;
  readonly vendor: number;
  readonly product: number;
  /** Null where the device has none, which is usual for cheap ones. */
  readonly serial: string | null;
  readonly usagePage: number | null;
  readonly usage: number | null;
  /** The USB port that it is plugged into, for example `1-1.4`; null where the system does not tell. */
  readonly usbPort: string | null;
};

/** The HID devices of the machine, real or virtual. A scanner is only listened to, one report at a time. */
export interface HidPorts {
  list(): Promise<readonly HidDevice[]>;
  open(path: string, listener: ConnectionListener): Promise<HidListening>;
}
export type HidListening = { close(): Promise<void> };

export type HidIdentity = { readonly vendor: number; readonly product: number | null };

/** What tells a scanner from everything else that is plugged in; null leaves a trait open. */
export type HidWanted = {
  readonly usagePage: number;
  readonly usage: number;
  /** Empty leaves the vendor open; a product of null leaves the product open. */
  readonly identities: readonly HidIdentity[];
  readonly serial: string | null;
  readonly usbPort: string | null;
};

export function fitsWanted(device: HidDevice, wanted: HidWanted): boolean {
  const { identities, serial, usbPort } = wanted;
  return (
    device.usagePage === wanted.usagePage &&
    device.usage === wanted.usage &&
    (serial === null || device.serial === serial) &&
    (usbPort === null || device.usbPort === usbPort) &&
    (identities.length === 0 ||
      identities.some(
        (one) => device.vendor === one.vendor && (one.product ?? device.product) === device.product,
      ))
  );
}

/**
 * The USB port in the path of a device under `/sys`: the name of the interface without its number. What
 * stands there several times is a chain of hubs; the last one names the whole way.
 */
export function usbPortOf(systemPath: string): string | null {
  const interfaces = [...systemPath.matchAll(/\/(\d+-\d+(?:\.\d+)*):\d+\.\d+(?=\/|$)/g)];
  return interfaces.at(-1)?.[1] ?? null;
}
