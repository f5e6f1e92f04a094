import { beforeEach, describe, expect, test } from 'vitest';
import { CoilLines } from '#bridge/gpio/coil-lines';
import type { GpioOutput } from '#bridge/gpio/gpio-port';
import { ManualClock } from './manual-clock.ts';

const pulseMs = 500;

/** An output that writes down what it is told, and fails as it is told. */
class PlayedOutput implements GpioOutput {
  readonly told: [at: number, what: string][] = [];
  failsToEnergise: Error | null = null;
  failsToRest: Error | null = null;
  readonly #clock: ManualClock;

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  energise(): void {
    this.told.push([this.#clock.nowMs(), 'energise']);
    if (this.failsToEnergise) throw this.failsToEnergise;
  }

  rest(): void {
    this.told.push([this.#clock.nowMs(), 'rest']);
    if (this.failsToRest) throw this.failsToRest;
  }

  release(): Promise<void> {
    this.told.push([this.#clock.nowMs(), 'release']);
    return Promise.resolve();
  }
}

function errorOf(code: string): Error {
  return Object.assign(new TypeError(code), { code });
}

let clock: ManualClock;
let output: PlayedOutput;
let stuck: string[];
let coils: CoilLines;
let beganAt: number;

beforeEach(() => {
  clock = new ManualClock();
  beganAt = clock.nowMs();
  output = new PlayedOutput(clock);
  stuck = [];
  coils = new CoilLines({
    outputs: [output],
    clock,
    pulseMs,
    stuck: (index, reason) => stuck.push(`${String(index)}: ${reason}`),
  });
});

const times = () => output.told.map(([at, what]) => [at - beganAt, what]);

describe('a pulse', () => {
  test('ends by the clock of the bridge', async () => {
    expect(coils.pulse(0)).toEqual({ kind: 'begun' });
    await clock.advance(10_000);
    expect(times()).toEqual([
      [0, 'energise'],
      [pulseMs, 'rest'],
    ]);
  });

  test('is refused while another one runs on the same lock, and allowed afterwards', async () => {
    coils.pulse(0);
    expect(coils.pulse(0)).toMatchObject({ kind: 'refused', reason: 'the lock is energised already' });
    await clock.advance(pulseMs);
    expect(coils.pulse(0)).toEqual({ kind: 'begun' });
  });

  test('is refused on a channel without a lock', () => {
    expect(coils.pulse(1)).toMatchObject({ kind: 'refused', reason: 'no lock is wired to this channel' });
  });

  test('that the kernel refused certainly did not begin', async () => {
    output.failsToEnergise = errorOf('ENODEV');
    expect(coils.pulse(0)).toEqual({ kind: 'refused', reason: 'ENODEV' });
    await clock.advance(10_000);
    expect(times()).toEqual([[0, 'energise']]);
  });

  test('R5 that failed in any other way may have begun, and is ended at once', () => {
    output.failsToEnergise = errorOf('EIO');
    expect(coils.pulse(0)).toEqual({ kind: 'doubtful' });
    expect(times()).toEqual([
      [0, 'energise'],
      [0, 'rest'],
    ]);
  });
});

describe('R5 a lock that does not obey', () => {
  beforeEach(async () => {
    coils.pulse(0);
    output.failsToRest = errorOf('EIO');
    await clock.advance(pulseMs);
  });

  test('R5 is told of once and put to rest again ten times a second', async () => {
    await clock.advance(300);
    expect(stuck).toEqual(['0: EIO']);
    expect(coils.isStuck).toBe(true);
    expect(
      times()
        .slice(1)
        .map(([at]) => at),
    ).toEqual([500, 600, 700, 800]);
    expect(coils.pulse(0)).toMatchObject({ kind: 'refused' });
  });

  test('R5 is trusted again when it obeys', async () => {
    output.failsToRest = null;
    await clock.advance(200);
    expect(coils.isStuck).toBe(false);
    expect(coils.pulse(0)).toEqual({ kind: 'begun' });
  });

  test('R5 is said to have stayed as it was when the lines are given back, and no timer stays', async () => {
    expect(await coils.release()).toBe(false);
    const told = output.told.length;
    await clock.advance(10_000);
    expect(output.told).toHaveLength(told);
    expect(output.told.at(-1)?.[1]).toBe('release');
  });
});

test('R5 every lock is at rest before its line is given back', async () => {
  coils.pulse(0);
  await clock.advance(100);
  expect(await coils.release()).toBe(true);
  await clock.advance(10_000);
  expect(times()).toEqual([
    [0, 'energise'],
    [100, 'rest'],
    [100, 'release'],
  ]);
});
