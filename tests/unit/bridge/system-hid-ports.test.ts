import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createSystemHidPorts, HidUnavailable } from '#bridge/scanners/system-hid-ports';

/** What the addon does on this machine; each test puts in what it needs. */
const addon = vi.hoisted(() => ({
  devicesAsync: (): Promise<unknown[]> => Promise.resolve([]),
  open: (): Promise<unknown> => Promise.reject(new TypeError('not expected')),
}));

vi.mock('node-hid', () => ({
  devicesAsync: () => addon.devicesAsync(),
  HIDAsync: { open: () => addon.open() },
}));

class Device extends EventEmitter {
  closeCount = 0;
  close(): Promise<void> {
    this.closeCount += 1;
    return Promise.resolve();
  }
}

const ports = createSystemHidPorts();
let received: number[][];
let losses: string[];
const listener = {
  received: (bytes: Uint8Array): void => void received.push([...bytes]),
  lost: (reason: string): void => void losses.push(reason),
};

beforeEach(() => {
  received = [];
  losses = [];
});

describe('the HID devices of the machine', () => {
  it('are listed with what tells them apart', async () => {
    const listed = { vendorId: 0x1eab, productId: 0x1310, path: '/dev/hidraw77', usagePage: 0x8c, usage: 2 };
    addon.devicesAsync = () =>
      Promise.resolve([
        { ...listed, serialNumber: '' },
        { ...listed, serialNumber: 'S1', usagePage: undefined, usage: undefined },
        { ...listed, path: undefined },
      ]);
    const found = { path: '/dev/hidraw77', vendor: 0x1eab, product: 0x1310, usbPort: null };
    expect(await ports.list()).toEqual([
      { ...found, serial: null, usagePage: 0x8c, usage: 2 },
      { ...found, serial: 'S1', usagePage: null, usage: null },
    ]);
  });

  it('cannot be listed without the libraries of the addon, and the message says which to install', async () => {
    addon.devicesAsync = () =>
      Promise.reject(new TypeError('libusb-1.0.so.0: cannot open shared object file'));
    await expect(ports.list()).rejects.toThrow(HidUnavailable);
    await expect(ports.list()).rejects.toThrow(
      'HID scanners cannot be read: libusb-1.0.so.0: cannot open shared object file; on Debian, apt-get install libusb-1.0-0 libudev1',
    );
  });

  it('tell their end once, although the addon gives it as a text', async () => {
    const device = new Device();
    addon.open = () => Promise.resolve(device);
    const connection = await ports.open('/dev/hidraw77', listener);
    device.emit('data', Buffer.from([1, 2]));
    device.emit('error', 'could not read from HID device');
    device.emit('error', 'could not read from HID device');
    device.emit('data', Buffer.from([3]));
    expect([received, losses]).toEqual([[[1, 2]], ['could not read from HID device']]);
    await connection.close();
    expect(device.closeCount).toBe(1);
  });

  it('tell nothing after they were closed', async () => {
    const device = new Device();
    addon.open = () => Promise.resolve(device);
    await (await ports.open('/dev/hidraw77', listener)).close();
    device.emit('data', Buffer.from([1]));
    device.emit('error', new TypeError('gone'));
    expect([received, losses]).toEqual([[], []]);
  });

  it('that cannot be opened say why', async () => {
    addon.open = () => Promise.reject(new TypeError('cannot open device with path /dev/hidraw77'));
    await expect(ports.open('/dev/hidraw77', listener)).rejects.toThrow('cannot open device');
  });
});
