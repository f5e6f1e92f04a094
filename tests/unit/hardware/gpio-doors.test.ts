import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GpioUnavailable } from '#bridge/gpio/gpio-port';
import type { BoardId, CompartmentLabel, IntentionId } from '#domain/words';
import { createDoors, type HardwareDoors } from '#hardware/doors';
import type { GpioBoardWiring } from '#hardware/gpio-wiring';
import type { CompartmentWiring } from '#hardware/wiring';
import { createDice } from '#simulator/dice';
import { VirtualChip, type Level } from '#simulator/gpio/virtual-lines';
import { VirtualPort } from '#simulator/gpio/virtual-port';
import { wireCompartment } from '#simulator/gpio/wired-compartment';
import { VirtualCabinet } from '#simulator/physics/cabinet';
import { countCoilsAtOnce } from '#simulator/physics/coils';
import type { HardwareReport } from '#station/ports';
import { ManualClock } from '../bridge/manual-clock.ts';

const pulseMs = 500;
const labels = ['G01', 'G02', 'G03'].map((label) => label as CompartmentLabel);
const intention = (name: string): IntentionId => name as IntentionId;
const chipLabel = 'pinctrl-bcm2711';
/** Locks on the lines 0 to 2, switches on the lines 10 to 12. */
const doorOffset = 10;

let clock: ManualClock;
let chip: VirtualChip;
let cabinet: VirtualCabinet;
let doors: HardwareDoors;
let reports: HardwareReport[];
let portFailure: string | null;
let folder: string;

type Change = Partial<GpioBoardWiring> & {
  readonly activeLow?: boolean;
  readonly supplyMax?: number;
  readonly doorSensor?: boolean;
};

function boardOf({ activeLow = false, doorSensor = true, ...change }: Change): GpioBoardWiring {
  return {
    id: 'relays',
    port: 'sysfs',
    channels: labels.map((_, offset) => ({
      lock: { chip: chipLabel, offset, activeLow },
      door: doorSensor
        ? { chip: chipLabel, offset: doorOffset + offset, activeLow: true, bias: 'as-is' }
        : null,
    })),
    timing: { pulseMs, settleMs: 150, openDetectMs: 3000, debounceMs: 50 },
    solenoidsAtOnceMax: 1,
    protection: 'timed-by-hardware',
    ...change,
  };
}

function wire(change: Change = {}): void {
  const activeLow = change.activeLow === true;
  chip = new VirtualChip({ label: chipLabel, lineCount: 20, firstNumber: 512 });
  cabinet = new VirtualCabinet(labels, createDice(1), clock);
  for (const [offset, label] of labels.entries()) {
    const [lock, door] = [chip.lines[offset], chip.lines[doorOffset + offset]];
    if (lock === undefined || door === undefined) throw new TypeError('the chip is too small');
    wireCompartment(cabinet, {
      label,
      lock: { line: lock, activeLow, oneShotMs: null },
      door: { line: door, closedLevel: 0 },
    });
  }
  const { supplyMax, doorSensor = true, ...board } = change;
  const compartments = labels.map((label, index): CompartmentWiring => ({
    label,
    board: 'relays' as BoardId,
    channel: index + 1,
    doorSensor,
    occupancySensor: false,
  }));
  const supplies =
    supplyMax === undefined ? [] : [{ id: 'supply', boards: ['relays'], solenoidsAtOnceMax: supplyMax }];
  doors = createDoors(
    { buses: [], gpio: [boardOf({ ...board, doorSensor })], compartments, supplies },
    {
      clock,
      openTransport: () => {
        throw new TypeError('there is no bus');
      },
      gpio: {
        openPort: () =>
          portFailure === null
            ? Promise.resolve(new VirtualPort([chip]))
            : Promise.reject(new GpioUnavailable(portFailure)),
        lineList: join(folder, 'gpio.lines'),
        guardProgram: join(folder, 'no-such-program'),
      },
    },
  );
}

/** The list of lines is a real file, which takes time that the clock of the test does not know. */
async function until(isTrue: () => boolean): Promise<void> {
  const look = async (): Promise<boolean> => {
    await clock.advance(100);
    return isTrue();
  };
  await expect.poll(look, { interval: 1, timeout: 10_000 }).toBe(true);
}

async function start(): Promise<HardwareReport[]> {
  let isStarted = false;
  void doors
    .start((report) => reports.push(report))
    .then(() => {
      isStarted = true;
    });
  await until(() => isStarted);
  return reports.splice(0);
}

const reading = (compartment: string, door: string) => ({
  kind: 'reading',
  compartment,
  door,
  occupancy: 'unknown',
});
const closed = labels.map((label) => reading(label, 'closed'));
const coilMs = () =>
  cabinet.coilIntervals().map(({ onAtMs, offAtMs }) => (offAtMs ?? Number.POSITIVE_INFINITY) - onAtMs);

beforeEach(() => {
  clock = new ManualClock();
  reports = [];
  portFailure = null;
  folder = mkdtempSync(join(tmpdir(), 'latchkey-gpio-'));
});

afterEach(async () => {
  const stopped = doors.stop();
  await clock.advance(1000);
  await stopped;
  rmSync(folder, { recursive: true });
});

describe('doors on GPIO lines', () => {
  test.each([false, true])(
    'R5 the start energises nothing and leaves every lock at rest (active-low: %s)',
    async (activeLow) => {
      wire({ activeLow });
      const levels: Level[] = [];
      chip.lines[0]?.observe(() => levels.push(chip.lines[0]?.level ?? 0));
      expect(await start()).toEqual(closed);
      await clock.advance(10_000);
      expect(cabinet.coilIntervals()).toEqual([]);
      expect(levels.filter((level) => level === (activeLow ? 0 : 1))).toEqual([]);
      expect(reports).toEqual([]);
    },
  );

  test.each([false, true])(
    'one intention is one pulse of the length of the profile (active-low: %s)',
    async (activeLow) => {
      wire({ activeLow });
      await start();
      doors.unlock(intention('i1'), 'G02' as CompartmentLabel);
      await clock.advance(60_000);
      expect(reports).toEqual([
        reading('G02', 'open'),
        { kind: 'unlock', intention: 'i1', outcome: 'opened' },
      ]);
      expect(coilMs()).toEqual([pulseMs]);
    },
  );

  test('a latch that holds is no movement', async () => {
    wire();
    await start();
    cabinet.find('G01')?.setWear({ latch: { at: 'stuck' } });
    doors.unlock(intention('i1'), 'G01' as CompartmentLabel);
    await clock.advance(5000);
    expect(reports).toEqual([{ kind: 'unlock', intention: 'i1', outcome: 'no-movement' }]);
    expect(coilMs()).toEqual([pulseMs]);
  });

  test('a door that stood open before is unseen', async () => {
    wire();
    cabinet.find('G01')?.openByHand();
    await start();
    doors.unlock(intention('i1'), 'G01' as CompartmentLabel);
    await clock.advance(5000);
    expect(reports).toEqual([{ kind: 'unlock', intention: 'i1', outcome: 'unseen' }]);
  });

  test('without a switch the outcome is unseen as soon as the pulse is over', async () => {
    wire({ doorSensor: false });
    await start();
    doors.unlock(intention('i1'), 'G01' as CompartmentLabel);
    await clock.advance(700);
    expect(reports).toEqual([{ kind: 'unlock', intention: 'i1', outcome: 'unseen' }]);
  });

  test('a door that somebody moves is told within the debounce time', async () => {
    wire();
    await start();
    await clock.advance(5000);
    cabinet.find('G03')?.openByHand();
    await clock.advance(80);
    expect(reports).toEqual([reading('G03', 'open')]);
  });

  test('coils wait for one another as the board carries them, and as their supply does', async () => {
    wire({ solenoidsAtOnceMax: 3, supplyMax: 2 });
    await start();
    for (const label of labels) doors.unlock(intention(label), label);
    await clock.advance(10_000);
    expect(coilMs()).toEqual([pulseMs, pulseMs, pulseMs]);
    expect(countCoilsAtOnce(cabinet.coilIntervals(), clock.nowMs())).toBe(2);
  });

  test('R5 the stop ends a pulse that runs', async () => {
    wire({ activeLow: true });
    await start();
    doors.unlock(intention('i1'), 'G01' as CompartmentLabel);
    await clock.advance(100);
    expect(chip.lines[0]?.level).toBe(0);
    const stopped = doors.stop();
    await clock.advance(100);
    await stopped;
    expect(chip.lines[0]?.level).toBe(1);
    expect(coilMs()).toEqual([100]);
    expect(reports).toEqual([]);
  });
});

describe('a switch that chatters', () => {
  /** A thousand edges a second for `forMs`. */
  async function chatter(offset: number, forMs: number): Promise<void> {
    const line = chip.lines[offset];
    for (let count = 0; count < forMs; count += 1) {
      line?.apply(line.level === 1 ? 0 : 1);
      await clock.advance(1);
    }
  }

  test('is told of as unknown once, and as closed again when it is quiet', async () => {
    wire();
    await start();
    await clock.advance(5000);
    await chatter(doorOffset, 10_000);
    expect(reports.splice(0)).toEqual([reading('G01', 'unknown')]);
    chip.lines[doorOffset]?.apply(0);
    await clock.advance(2000);
    expect(reports).toEqual([reading('G01', 'closed')]);
  });

  test('does not keep the other doors from being told', async () => {
    wire();
    await start();
    await clock.advance(5000);
    await chatter(doorOffset, 2000);
    cabinet.find('G02')?.openByHand();
    await chatter(doorOffset, 200);
    expect(reports).toContainEqual(reading('G02', 'open'));
  });
});

describe('lines that cannot be had', () => {
  const silence = [
    { kind: 'board-silent', board: 'relays' },
    ...labels.map((label) => reading(label, 'unknown')),
  ];

  test('R26 make a silent board, not a station that does not start', async () => {
    portFailure = 'the optional package onoff is not installed';
    wire();
    expect(await start()).toEqual(silence);
    doors.unlock(intention('i1'), 'G01' as CompartmentLabel);
    await clock.advance(100);
    expect(reports).toEqual([{ kind: 'unlock', intention: 'i1', outcome: 'not-sent' }]);
    expect(doors.gpioCounters()).toMatchObject([{ board: 'relays', isSilent: true }]);
  });

  test('are claimed at rest again when their chip is back', async () => {
    wire();
    await start();
    chip.isPresent = false;
    await clock.advance(10_000);
    expect(reports.splice(0)).toEqual(silence);
    doors.unlock(intention('i1'), 'G01' as CompartmentLabel);
    await clock.advance(100);
    expect(reports.splice(0)).toEqual([{ kind: 'unlock', intention: 'i1', outcome: 'not-sent' }]);
    chip.isPresent = true;
    await until(() => reports.length === 1 + labels.length);
    expect(reports).toEqual([{ kind: 'board-answering', board: 'relays' }, ...closed]);
    expect(cabinet.coilIntervals()).toEqual([]);
  });

  test('R5 stand in the list of the supervisor before they are claimed', async () => {
    wire({ activeLow: true });
    await start();
    const list = readFileSync(join(folder, 'gpio.lines'), 'utf8').trim().split('\n');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    expect(list.slice(1)).toEqual([
      `boot ${boot}`,
      `owner ${String(process.pid)}`,
      ...[0, 1, 2].map((offset) => `gpiod gpiochip512 ${String(offset)} high ${String(pulseMs)}`),
    ]);
  });
});
