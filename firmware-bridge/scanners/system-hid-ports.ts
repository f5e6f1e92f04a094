import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import type { HIDAsync } from 'node-hid';
import type { ConnectionListener } from '../transport.ts';
import { usbPortOf, type HidDevice, type HidListening, type HidPorts } from './hid-ports.ts';

/** The addon or a library that it needs is not there; scanners on serial lines do not depend on it. */
export class HidUnavailable extends Error {
  override readonly name = 'HidUnavailable';
}

/**
 * The machine's HID devices through `node-hid` and the `hidraw` driver of Linux. Nothing of it is loaded
 * before the first device is looked for, so that a machine without `libusb-1.0.so.0` starts all the same.
 */
export function createSystemHidPorts(): HidPorts {
  return { list: listDevices, open: openDevice };
}

async function loadHid(): Promise<typeof import('node-hid')> {
  try {
    return await import('node-hid');
  } catch (error) {
    throw unavailable(error);
  }
}

function unavailable(error: unknown): HidUnavailable {
  const reason = error instanceof Error ? error.message : String(error);
  return new HidUnavailable(
    `HID scanners cannot be read: ${reason}; on Debian, apt-get install libusb-1.0-0 libudev1`,
  );
}

async function listDevices(): Promise<readonly HidDevice[]> {
  const { devicesAsync } = await loadHid();
  // The addon loads its binary at the first call, so that a missing library shows here.
  const listed = await devicesAsync().catch((error: unknown) => {
    throw unavailable(error);
  });
  return Promise.all(
    listed.flatMap((device) => {
      const { path, vendorId, productId, serialNumber, usagePage, usage } = device;
      if (path === undefined) return [];
      const serial = serialNumber === undefined || serialNumber === '' ? null : serialNumber;
      const found = { path, vendor: vendorId, product: productId, serial };
      return [{ ...found, usagePage: usagePage ?? null, usage: usage ?? null }].map(withUsbPort);
    }),
  );
}

async function withUsbPort(device: Omit<HidDevice, 'usbPort'>): Promise<HidDevice> {
  const systemPath = await realpath(`/sys/class/hidraw/${basename(device.path)}/device`).catch(() => '');
  return { ...device, usbPort: usbPortOf(systemPath) };
}

async function openDevice(path: string, listener: ConnectionListener): Promise<HidListening> {
  const { HIDAsync } = await loadHid();
  return listenTo(await HIDAsync.open(path), listener);
}

/** A device tells its end once, as an `error` whose value is a text; without a listener the process dies. */
function listenTo(device: HIDAsync, listener: ConnectionListener): HidListening {
  let isUsable = true;
  device.on('error', (reason: unknown) => {
    if (!isUsable) return;
    isUsable = false;
    listener.lost(reason instanceof Error ? reason.message : String(reason));
  });
  device.on('data', (report: Uint8Array) => {
    if (isUsable) listener.received(report);
  });
  return {
    async close() {
      isUsable = false;
      await device.close();
    },
  };
}
