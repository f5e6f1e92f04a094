import { describe, expect, it } from 'vitest';
import type { ScannerInput } from '#bridge/profiles/scanner-schema';
import { createScanDecoder } from '#bridge/scanners/scan-decoder';
import { createDice } from '#simulator/dice';
import type { ScanFault } from '#simulator/scanners/scan-faults';
import { VirtualScanner } from '#simulator/scanners/virtual-scanner';
import { bytesOf, hexOf } from './virtual-hardware.ts';

const line = { baud: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
const text: ScannerInput = { protocol: 'serial-text', line, silenceMs: 300, identities: [] };
const gm65: ScannerInput = { ...text, protocol: 'gm65', heartbeatMs: 10_000 };
const pos: ScannerInput = { protocol: 'hid-pos', usagePage: 0x8c, usage: 2, identities: [] };
const wedge: ScannerInput = { ...pos, protocol: 'hid-keyboard', layout: 'us', usagePage: 1, usage: 6 };
const inputs = [text, gm65, pos, wedge].map((input) => [input.protocol, input] as const);

/** Longer than a HID report, so that a scan has several of them. */
const long = 'SF1234567890123'.repeat(5);

function scanWith(input: ScannerInput, fault: ScanFault | null, barcode = 'AB1', seed = 1): string[] {
  const sent: string[] = [];
  const send = (bytes: Uint8Array): unknown => sent.push(hexOf(bytes));
  const scanner = new VirtualScanner('front', input, createDice(seed), send);
  if (fault !== null) scanner.setFault(fault);
  scanner.scan(barcode, null);
  return sent;
}

/** What the station's decoder makes of the bytes, with the silence after them. */
function readAs(input: ScannerInput, sent: readonly string[]): string[] {
  const decoder = createScanDecoder(input);
  const scans = [...sent.flatMap((hex, index) => decoder.take(bytesOf(hex), index * 5)), ...decoder.end()];
  return scans.map(({ bytes, flaw }) => flaw ?? new TextDecoder().decode(bytes));
}

describe('a scanner on a line', () => {
  it('garbage-before: bytes that are no text stand in front of the scan', () => {
    const [sent = ''] = scanWith(text, { kind: 'garbage-before', byteCount: 4 });
    const bytes = bytesOf(sent);
    expect(sent.endsWith('41 42 31 0D')).toBe(true);
    expect([...bytes.subarray(0, 4)].every((byte) => byte >= 0x80)).toBe(true);
    expect(bytes).toHaveLength(8);
  });

  it('cut-short: the end of the scan never comes', () => {
    expect(scanWith(text, { kind: 'cut-short', missingBytes: 2 })).toEqual(['41 42']);
    expect(scanWith(text, { kind: 'cut-short', missingBytes: 9 })).toEqual([]);
  });

  it('doubled: the scan comes twice', () => {
    expect(scanWith(text, { kind: 'doubled' })).toEqual(['41 42 31 0D', '41 42 31 0D']);
  });

  it('control-characters: one stands in the text that is neither an end mark nor a separator', () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 60; seed += 1) {
      const [sent = ''] = scanWith(text, { kind: 'control-characters' }, 'AB1', seed);
      const odd = sent.split(' ').filter((byte) => !['41', '42', '31', '0D'].includes(byte));
      expect(odd).toHaveLength(1);
      expect(sent.replace(`${odd[0] ?? ''} `, '')).toBe('41 42 31 0D');
      seen.add(odd[0] ?? '');
    }
    expect([...seen].toSorted()).toEqual(['00', '02', '03', '07', '08', '1B', '7F']);
  });
});

describe('a HID scanner', () => {
  it('garbage-before: a report of noise comes before the scan', () => {
    const sound = scanWith(pos, null);
    const noisy = scanWith(pos, { kind: 'garbage-before', byteCount: 3 });
    expect(noisy.slice(1)).toEqual(sound);
    expect(bytesOf(noisy[0] ?? '')).toHaveLength(64);
    expect(noisy[0]).not.toBe(sound[0]);
  });

  it('cut-short: the report that ends the scan never comes', () => {
    expect(scanWith(pos, { kind: 'cut-short', missingBytes: 1 })).toEqual([]);
    const packets = scanWith(pos, null, long);
    expect(scanWith(pos, { kind: 'cut-short', missingBytes: 1 }, long)).toEqual(packets.slice(0, -1));
    const keys = scanWith(wedge, null);
    expect(scanWith(wedge, { kind: 'cut-short', missingBytes: 1 })).toEqual(keys.slice(0, -2));
  });

  it('control-characters: a keyboard presses a chord', () => {
    const sent = scanWith(wedge, { kind: 'control-characters' });
    expect(sent).toContain('01 00 0D 00 00 00 00 00');
    expect(sent).toHaveLength(scanWith(wedge, null).length + 2);
  });
});

describe.each(inputs)('the station’s decoder behind a noisy %s', (_, input) => {
  it('never reads the barcode with anything in it', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const read = readAs(input, scanWith(input, { kind: 'control-characters' }, long, seed));
      expect(read).not.toContain(long);
      expect(read.filter((one) => /^[0-9A-Z]+$/.test(one))).toEqual([]);
    }
  });

  it('reads a doubled scan as two equal ones, and a cut one never whole', () => {
    expect(readAs(input, scanWith(input, { kind: 'doubled' }))).toEqual(['AB1', 'AB1']);
    const cut = scanWith(input, { kind: 'cut-short', missingBytes: 2 }, long);
    expect(readAs(input, cut)).not.toContain(long);
  });

  it('is not confused by garbage for longer than one scan', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const noisy = scanWith(input, { kind: 'garbage-before', byteCount: 3 }, 'AB1', seed);
      const read = readAs(input, [...noisy, ...scanWith(input, null, 'CD2')]);
      expect(read.at(-1)).toBe('CD2');
    }
  });

  it('the same seed makes the same noise', () => {
    const noise = (seed: number) => scanWith(input, { kind: 'garbage-before', byteCount: 5 }, 'AB1', seed);
    expect(noise(4)).toEqual(noise(4));
    expect(noise(4)).not.toEqual(noise(5));
  });
});
