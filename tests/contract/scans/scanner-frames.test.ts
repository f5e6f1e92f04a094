import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { splitAim, symbologyOf } from '#codecs/barcodes/aim';
import { isSscc, parseElements, writeElements } from '#codecs/barcodes/gs1';
import { parseS10, writeS10 } from '#codecs/barcodes/upu-s10';
import { encodeKeystrokes, nothingTyped, typeReport } from '#codecs/scanners/hid-keyboard';
import { decodePosReport, encodePosReport } from '#codecs/scanners/hid-pos';
import { decodeGm65Answer, decodeGm65Command } from '#codecs/scanners/gm65';
import { encodeGm65Answer, encodeGm65Command, type Gm65Command } from '#codecs/scanners/gm65';

/**
 * Reports as scanners sent them and frames as manuals print them. The file is frozen: do not change this
 * test; add a version.
 */
type WrittenCommand = { readonly kind: string; readonly values?: readonly number[] };
type Golden = {
  readonly gm65: readonly {
    readonly name: string;
    readonly command: { readonly hex: string; readonly means: WrittenCommand; readonly skipsCheck?: true };
    readonly answer: {
      readonly hex: string;
      readonly means: { readonly to: 'command' | 'heartbeat'; readonly values: readonly number[] };
    };
  }[];
  readonly 'hid-pos': readonly {
    readonly name: string;
    readonly hex: string;
    readonly means: {
      readonly aim: string;
      readonly bytes: string;
      readonly vendor: number;
      readonly isContinued: boolean;
    };
  }[];
  readonly 'hid-keyboard': readonly {
    readonly name: string;
    readonly reports: readonly string[];
    readonly text: string | null;
  }[];
  readonly 'upu-s10': readonly { readonly text: string; readonly valid: boolean }[];
  readonly 'gs1-sscc': readonly { readonly text: string; readonly valid: boolean }[];
  readonly 'gs1-element-string': readonly {
    readonly name: string;
    readonly text: string;
    readonly elements: readonly (readonly [string, string])[];
  }[];
};

const golden = JSON.parse(readFileSync(new URL('./scanners-v1.json', import.meta.url), 'utf8')) as Golden;

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.split(' '), (pair) => Number.parseInt(pair, 16));
const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

function commandOf({ values, ...rest }: WrittenCommand): Gm65Command {
  return { ...rest, ...(values === undefined ? {} : { values: Uint8Array.from(values) }) } as Gm65Command;
}

describe('golden frames of the GM65', () => {
  test.each(golden.gm65)('$name: the command', ({ command }) => {
    const means = commandOf(command.means);
    expect(decodeGm65Command(bytesOf(command.hex))).toEqual({ ok: true, value: means });
    const written = hexOf(encodeGm65Command(means));
    // A command may skip its check; we never do, so that only the last two bytes differ.
    if (command.skipsCheck) expect(written.slice(0, -5)).toBe(command.hex.slice(0, -5));
    else expect(written).toBe(command.hex);
  });

  test.each(golden.gm65)('$name: the answer', ({ answer }) => {
    const means = { to: answer.means.to, values: Uint8Array.from(answer.means.values) };
    expect(decodeGm65Answer(bytesOf(answer.hex))).toEqual({ ok: true, value: means });
    expect(hexOf(encodeGm65Answer(means))).toBe(answer.hex);
  });
});

describe('golden reports of HID POS', () => {
  test.each(golden['hid-pos'])('$name', ({ hex, means }) => {
    const report = { ...means, bytes: bytesOf(means.bytes) };
    expect(decodePosReport(bytesOf(hex))).toEqual({ ok: true, value: report });
    expect(hexOf(encodePosReport(report))).toBe(hex);
  });

  test('answers to menu commands are told from barcodes by their symbology', () => {
    const kinds = golden['hid-pos'].map(({ means }) => symbologyOf(means.aim));
    expect(new Set(kinds)).toEqual(new Set(['no-barcode']));
  });
});

describe('golden reports of a keyboard', () => {
  test.each(golden['hid-keyboard'])('$name', ({ reports, text }) => {
    let pending = nothingTyped;
    const scans: string[] = [];
    for (const [index, report] of reports.entries()) {
      const typed = typeReport(pending, bytesOf(report), 1_000 + index * 5);
      pending = typed.pending;
      scans.push(...typed.scans.map(({ bytes }) => textOf(bytes)));
    }
    // One key without Enter is the beginning of a scan.
    if (text === null) expect([scans, textOf(Uint8Array.from(pending.bytes))]).toEqual([[], '8']);
    else expect(scans).toEqual([text]);
  });

  test.each(golden['hid-keyboard'].filter(({ text }) => text !== null))(
    '$name, as it is written',
    ({ reports, text }) => {
      const written = encodeKeystrokes(new TextEncoder().encode(text ?? ''));
      expect(written.map(hexOf)).toEqual(reports);
    },
  );
});

describe('golden numbers', () => {
  test.each(golden['upu-s10'])('S10 $text is valid: $valid', ({ text, valid }) => {
    const parsed = parseS10(text);
    expect(parsed.ok).toBe(valid);
    if (parsed.ok) expect(writeS10(parsed.value)).toBe(text);
  });

  test.each(golden['gs1-sscc'])('SSCC $text is valid: $valid', ({ text, valid }) => {
    expect(parseElements(text)).toEqual({ ok: true, value: [{ ai: '00', value: text.slice(2) }] });
    expect(isSscc(text.slice(2))).toBe(valid);
  });

  test.each(golden['gs1-element-string'])('element string $name', ({ text, elements }) => {
    const { aim, rest } = splitAim(text);
    expect(symbologyOf(aim)).toBe('gs1-128');
    const value = elements.map(([ai, inner]) => ({ ai, value: inner }));
    expect(parseElements(rest)).toEqual({ ok: true, value });
    expect(writeElements(value)).toBe(rest);
  });
});
