import type { Connection, ConnectionListener, Transport } from '../transport.ts';
import type { HidPorts, HidWanted } from './hid-ports.ts';
import type { HidRoster } from './hid-roster.ts';

/** No device that fits is plugged in, or it belongs to another scanner of the station. */
class DeviceAbsent extends Error {
  override readonly name = 'DeviceAbsent';
}

/** A defect of the caller: a HID scanner is only listened to. */
class OnlyListened extends Error {
  override readonly name = 'OnlyListened';
}

/** Finds the device anew at each opening, because its path changes with every plugging in. */
export function createHidTransport(ports: HidPorts, roster: HidRoster, wanted: HidWanted): Transport {
  const name = describeWanted(wanted);
  return { name, open: (listener) => openDevice(name, ports, roster, wanted, listener) };
}

async function openDevice(
  name: string,
  ports: HidPorts,
  roster: HidRoster,
  wanted: HidWanted,
  listener: ConnectionListener,
): Promise<Connection> {
  const device = await roster.take(wanted);
  if (device === null) throw new DeviceAbsent(`no device fits ${name}`);
  try {
    const connection = await ports.open(device.path, listener);
    return {
      write() {
        throw new OnlyListened(name);
      },
      async close() {
        try {
          await connection.close();
        } finally {
          roster.giveBack(device.path);
        }
      },
    };
  } catch (error) {
    roster.giveBack(device.path);
    throw error;
  }
}

function describeWanted({ usagePage, usage, identities, serial, usbPort }: HidWanted): string {
  const ids = identities.map(
    ({ vendor, product }) => `${hex(vendor)}:${product === null ? '*' : hex(product)}`,
  );
  return [
    `HID usage ${hex(usagePage)}/${hex(usage)}`,
    ...(ids.length === 0 ? [] : [ids.join(' or ')]),
    ...(serial === null ? [] : [`serial ${serial}`]),
    ...(usbPort === null ? [] : [`USB port ${usbPort}`]),
  ].join(', ');
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0');
}
