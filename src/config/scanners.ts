import type { ScannerInput, ScannerProfile } from '#bridge/profiles/scanner-schema';
import type { Findings } from './findings.ts';
import { describe, type Path } from './problem.ts';
import type { Profiles } from './profiles.ts';
import type { ScannerSettings } from './settings.ts';
import type { WrittenBus, WrittenScanner } from './station-schema.ts';

type UsbBinding = Extract<ScannerSettings['binding'], { kind: 'usb' }>;
type HidInput = Extract<ScannerInput, { usagePage: number }>;

/** Joins the written scanners with their profiles. What does not hold is refused; the rest is returned. */
export function settleScanners(
  written: readonly WrittenScanner[],
  buses: readonly WrittenBus[],
  profiles: Profiles,
  findings: Findings,
): readonly ScannerSettings[] {
  refuseRepeatedIds(written, findings);
  refuseSharedPorts(written, buses, findings);
  const settled = written.map((scanner, index) => settleScanner(scanner, index, profiles, findings));
  refuseDoubles(settled, findings);
  return settled.filter((scanner) => scanner !== null);
}

function settleScanner(
  scanner: WrittenScanner,
  index: number,
  profiles: Profiles,
  findings: Findings,
): ScannerSettings | null {
  const path: Path = ['scanners', index];
  const profile = profiles.scanners.get(scanner.profile);
  if (profile === undefined) {
    const known = [...profiles.scanners.keys()].toSorted().join(', ');
    findings.refuse([...path, 'profile'], `one of the scanners ${known}`, describe(scanner.profile));
    return null;
  }
  const { input } = profile;
  if ('line' in input) return settleSerial(scanner, profile, input.line.baud, path, findings);
  return settleUsb(scanner, profile, input, path, findings);
}

function settleSerial(
  { id, serial, usb }: WrittenScanner,
  profile: ScannerProfile,
  baud: number,
  path: Path,
  findings: Findings,
): ScannerSettings | null {
  if (serial === undefined || usb !== undefined) {
    refuseBinding('serial', profile, path, findings);
    return null;
  }
  return { id, profile, binding: { kind: 'serial', path: serial.path, baud: serial.baud ?? baud } };
}

function settleUsb(
  { id, serial, usb = {} }: WrittenScanner,
  profile: ScannerProfile,
  input: HidInput,
  path: Path,
  findings: Findings,
): ScannerSettings | null {
  if (serial !== undefined) {
    refuseBinding('usb', profile, path, findings);
    return null;
  }
  if ((usb.vendor === undefined) !== (usb.product === undefined)) {
    findings.refuse([...path, 'usb'], 'vendor and product together, or neither', 'one of them');
    return null;
  }
  const identities = identitiesOf(usb, input);
  if (input.protocol === 'hid-keyboard') {
    if (identities.length === 0) {
      const expected = 'usb.vendor and usb.product, or any keyboard would be taken for the scanner';
      findings.refuse([...path, 'usb'], expected, 'nothing');
      return null;
    }
    findings.warn(
      path,
      'it types; keep its keys from the console by udev (docs/how-to/connect-a-scanner.md).',
    );
  }
  const binding = { kind: 'usb', identities, serial: usb.serial ?? null, usbPort: usb.port ?? null } as const;
  return { id, profile, binding };
}

/** What the station file says of vendor and product counts alone; else what the profile knows. */
function identitiesOf(
  { vendor, product }: NonNullable<WrittenScanner['usb']>,
  input: HidInput,
): UsbBinding['identities'] {
  const written = vendor === undefined || product === undefined ? null : [{ vendor, product }];
  return (written ?? input.identities).map((one) => ({
    vendor: Number.parseInt(one.vendor, 16),
    product: one.product === null ? null : Number.parseInt(one.product, 16),
  }));
}

function refuseBinding(
  needed: 'usb' | 'serial',
  profile: ScannerProfile,
  path: Path,
  findings: Findings,
): void {
  const other = needed === 'usb' ? 'serial' : 'usb';
  findings.refuse(path, `a binding by ${needed} and none by ${other}, as ${profile.id} needs`, 'another one');
}

function refuseRepeatedIds(written: readonly WrittenScanner[], findings: Findings): void {
  for (const [index, { id }] of written.entries()) {
    if (written.findIndex((other) => other.id === id) === index) continue;
    findings.refuse(
      ['scanners', index, 'id'],
      'a scanner id that is used once',
      `${describe(id)} a second time`,
    );
  }
}

/** One reader a line: a lock board and a scanner on the same port would eat each other's bytes. */
function refuseSharedPorts(
  written: readonly WrittenScanner[],
  buses: readonly WrittenBus[],
  findings: Findings,
): void {
  const taken = new Set(buses.flatMap(({ transport }) => ('path' in transport ? [transport.path] : [])));
  for (const [index, { serial }] of written.entries()) {
    if (serial === undefined) continue;
    if (taken.has(serial.path)) {
      const path: Path = ['scanners', index, 'serial', 'path'];
      findings.refuse(path, 'a port that nothing else uses', describe(serial.path));
    }
    taken.add(serial.path);
  }
}

/** Two scanners that could be the same device would swap places with every plugging in. */
function refuseDoubles(settled: readonly (ScannerSettings | null)[], findings: Findings): void {
  for (const [index, scanner] of settled.entries()) {
    const double = settled
      .slice(0, index)
      .find((other) => scanner !== null && other !== null && couldBeTheSame(scanner, other));
    if (double === null || double === undefined) continue;
    findings.refuse(
      ['scanners', index, 'usb'],
      `a device that cannot be taken for ${double.id}`,
      'a binding that fits both',
      'name the serial number or the USB port of each, for example port: "1-1.4".',
    );
  }
}

function couldBeTheSame(one: ScannerSettings, other: ScannerSettings): boolean {
  const [first, second] = [one.binding, other.binding];
  if (first.kind !== 'usb' || second.kind !== 'usb') return false;
  if (one.profile.input.protocol !== other.profile.input.protocol) return false;
  return (
    areCompatible(first.serial, second.serial) &&
    areCompatible(first.usbPort, second.usbPort) &&
    shareIdentity(first.identities, second.identities)
  );
}

function areCompatible<Value>(one: Value | null, other: Value | null): boolean {
  return one === null || other === null || one === other;
}

function shareIdentity(ones: UsbBinding['identities'], others: UsbBinding['identities']): boolean {
  if (ones.length === 0 || others.length === 0) return true;
  return ones.some((one) =>
    others.some((other) => one.vendor === other.vendor && areCompatible(one.product, other.product)),
  );
}
