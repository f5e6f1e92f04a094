import { describe, expect, it } from 'vitest';
import { decodeWeight, encodeWeight } from '#codecs/scales/headed-weight';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('lines of scales, as their manuals print them', () => {
  it.each([
    ['A&D EK-L 9-2, stable', 'ST,+001234.5  g\r\n', { kind: 'weight', grams: 1_235, isSteady: true }],
    ['A&D EK-L 9-2, moving', 'US,+000010.4  g\r\n', { kind: 'weight', grams: 10, isSteady: false }],
    ['A&D EK-L 9-2, below zero', 'ST,-000012.0  g\r\n', { kind: 'weight', grams: -12, isSteady: true }],
    ['A&D EK-L 9-2, kilograms', 'ST,+00001.25 kg\r\n', { kind: 'weight', grams: 1_250, isSteady: true }],
    ['A&D EK-L 9-2, too much', 'OL,+999999.9  g\r\n', { kind: 'overloaded' }],
    ['Tiger TI-02-P 7.1, gross', 'ST,GS,   1.234,kg\r\n', { kind: 'weight', grams: 1_234, isSteady: true }],
    ['Tiger TI-02-P 7.1, net', 'US,NT,-  0.500,kg\r\n', { kind: 'weight', grams: -500, isSteady: false }],
    ['pounds', 'ST,GS,   2.000,lb\r\n', { kind: 'weight', grams: 907, isSteady: true }],
  ])('reads %s', (_name, line, said) => {
    expect(decodeWeight(bytes(line))).toEqual(said);
  });

  it.each(['QT,+00012345 PC\r\n', 'ST,+0012?4.5  g\r\n', 'ST', '', '1250', 'ST,+001234.5 oz\r\n'])(
    'takes nothing from "%s"',
    (line) => {
      expect(decodeWeight(bytes(line))).toBeNull();
    },
  );

  it('writes the line of an A&D scale byte for byte', () => {
    const written = (said: Parameters<typeof encodeWeight>[0]): string =>
      String.fromCharCode(...encodeWeight(said));
    expect(written({ kind: 'weight', grams: 1_250, isSteady: true })).toBe('ST,+001250.0  g\r\n');
    expect(written({ kind: 'weight', grams: -3, isSteady: false })).toBe('US,-000003.0  g\r\n');
    expect(written({ kind: 'overloaded' })).toBe('OL,+999999.9  g\r\n');
  });
});
