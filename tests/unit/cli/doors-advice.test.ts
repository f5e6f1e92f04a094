import { describe, expect, it } from 'vitest';
import { changedJoints, corrections, describeTested, wiringLines, type Tested } from '#cli/doors-advice';
import { seenAt } from '#cli/doors-lines';
import type { WiredCompartment } from '#config/settings';
import type { BoardId, CompartmentLabel } from '#domain/words';

function compartment(label: string, channel: number, doorSensor = true): WiredCompartment {
  return {
    label: label as CompartmentLabel,
    board: 'left' as BoardId,
    channel,
    size: 'S',
    heightMm: 100,
    doorSensor,
    occupancySensor: false,
    widthMm: 300,
    clearHeightMm: 100,
    depthMm: 400,
    cabinet: 'A',
    features: [],
    column: 0,
    row: channel,
  };
}

function tested(label: string, channel: number, moved: string | null): Tested {
  return { compartment: compartment(label, channel), moved, changed: [], note: null };
}

const doors = (...shown: readonly ('open' | 'closed' | 'unknown')[]) =>
  shown.map((door, index) => ({ channel: index + 1, door, occupancy: null }));

describe('what a test of the doors advises', () => {
  it('a door hangs on the channel whose pulse opened it', () => {
    const seen = [
      tested('A01', 1, 'A03'),
      tested('A02', 2, 'A02'),
      tested('A03', 3, 'A01'),
      tested('A04', 4, null),
    ];
    expect(wiringLines(corrections(seen))).toEqual([
      '      A01: { board: left, channel: 3 }',
      '      A03: { board: left, channel: 1 }',
    ]);
  });

  it('says of each door what was seen', () => {
    expect(describeTested(tested('A01', 1, 'A01'))).toBe('A01  left channel 1: right');
    expect(describeTested(tested('A01', 1, 'A02'))).toBe('A01  left channel 1: opened A02');
    expect(describeTested(tested('A01', 1, null))).toBe('A01  left channel 1: no door moved');
    const elsewhere = { ...tested('A01', 1, 'A01'), changed: [{ board: 'left', channel: 9 }] };
    expect(describeTested(elsewhere)).toContain('; status changed at left channel 9');
  });

  it('finds every channel that reads otherwise than before, and none on a board that fell silent', () => {
    const before = new Map([
      ['left', doors('closed', 'closed', 'open')],
      ['right', doors('closed')],
    ]);
    const after = new Map([
      ['left', doors('closed', 'open', 'open')],
      ['right', null],
    ]);
    expect(changedJoints(before, after)).toEqual([{ board: 'left', channel: 2 }]);
  });
});

describe('what a door shows', () => {
  const readings = new Map([
    ['left', doors('closed', 'open')],
    ['right', null],
  ]);

  it('is nothing without a sensor and without an answer', () => {
    expect(seenAt(compartment('A02', 2), readings).door).toBe('open');
    expect(seenAt(compartment('A02', 2, false), readings).door).toBe('unknown');
    expect(seenAt({ ...compartment('A02', 2), board: 'right' as BoardId }, readings).door).toBe('no-answer');
  });
});
