import { beforeEach, describe, expect, test } from 'vitest';
import { createDice } from '#simulator/dice';
import { buildChips } from '#simulator/gpio/simulated-lines';
import { SysfsTree } from '#simulator/gpio/sysfs-tree';
import { VirtualChip } from '#simulator/gpio/virtual-lines';
import { createHandClock, type HandClock } from '#simulator/hand-clock';
import { VirtualCabinet } from '#simulator/physics/cabinet';

describe('the files of /sys/class/gpio', () => {
  let chip: VirtualChip;
  let tree: SysfsTree;

  beforeEach(() => {
    chip = new VirtualChip({ label: 'pinctrl-bcm2711', lineCount: 58, firstNumber: 512, unit: '0A01' });
    tree = new SysfsTree([chip]);
  });

  const read = (path: string): string => {
    const content = tree.read(path);
    return 'error' in content ? content.error : content.text;
  };

  test('describe the chip', () => {
    expect(tree.list('')).toEqual(['export', 'unexport', 'gpiochip512']);
    expect([read('/gpiochip512/label'), read('/gpiochip512/base'), read('/gpiochip512/ngpio')]).toEqual([
      'pinctrl-bcm2711\n',
      '512\n',
      '58\n',
    ]);
    expect(read('/gpiochip512/device/uevent')).toBe('HID_UNIQ=0A01\n');
  });

  test('refuse a raw BCM number as kernels from 6.6 on do', () => {
    expect(tree.write('/export', '17')).toBe('EINVAL');
    expect(tree.write('/export', '529')).toBeNull();
    expect(tree.write('/export', '529')).toBe('EBUSY');
    expect(tree.list('')).toContain('gpio529');
  });

  test('drive a line by its direction in one step, whatever active_low says', () => {
    tree.write('/export', '529');
    tree.write('/gpio529/active_low', '1');
    const levels: number[] = [];
    chip.lines[17]?.observe(() => levels.push(chip.lines[17]?.level ?? -1));
    expect(tree.write('/gpio529/direction', 'high')).toBeNull();
    expect(levels).toEqual([1]);
    expect(read('/gpio529/value')).toBe('0\n');
    expect(tree.write('/gpio529/value', '1')).toBeNull();
    expect(levels).toEqual([1, 0]);
  });

  test('refuse what the kernel refuses', () => {
    tree.write('/export', '529');
    expect(tree.write('/gpio529/value', '1')).toBe('EPERM');
    expect(tree.write('/gpio529/direction', 'up')).toBe('EINVAL');
    tree.write('/gpio529/direction', 'low');
    expect(tree.write('/gpio529/edge', 'both')).toBe('EIO');
    chip.isPresent = false;
    expect(read('/gpio529/value')).toBe('ENODEV');
    expect(tree.write('/gpio529/value', '1')).toBe('ENODEV');
  });

  test('count the edges that are asked for, and tell of them', () => {
    const told: string[] = [];
    tree.onEdge = (path) => told.push(path);
    tree.write('/export', '530');
    chip.lines[18]?.apply(1);
    expect(told).toEqual([]);
    tree.write('/gpio530/edge', 'falling');
    chip.lines[18]?.apply(0);
    chip.lines[18]?.apply(1);
    expect(told).toEqual(['/gpio530/value']);
    expect(tree.edgeCount('/gpio530/value')).toBe(1);
  });
});

describe('a compartment on lines', () => {
  let clock: HandClock;
  let cabinet: VirtualCabinet;

  beforeEach(() => {
    clock = createHandClock();
    cabinet = new VirtualCabinet(['A01'], createDice(1), clock);
  });

  function wire(protection: 'none' | 'timed-by-hardware') {
    const line = (offset: number) => ({ chip: 'pinctrl-bcm2711', offset, activeLow: true });
    const boards = [
      { id: 'relays', channels: [{ lock: line(17), door: line(27) }], timing: { pulseMs: 500 }, protection },
    ];
    const [chip] = buildChips(boards, [{ label: 'A01', board: 'relays', channel: 1 }], cabinet);
    const [lock, door] = [chip?.lines[17], chip?.lines[27]];
    if (lock === undefined || door === undefined) throw new TypeError('the lines are not wired');
    return { lock, door };
  }

  const coilMs = () => cabinet.coilIntervals().map(({ onAtMs, offAtMs }) => (offAtMs ?? Infinity) - onAtMs);

  test('burns its coil for as long as its line is energised', () => {
    const { lock } = wire('none');
    lock.drive(0);
    clock.advance(60_000);
    lock.drive(1);
    expect(coilMs()).toEqual([60_000]);
  });

  test('is pulsed by a one-shot however long its line is energised', () => {
    const { lock } = wire('timed-by-hardware');
    lock.drive(0);
    clock.advance(60_000);
    lock.drive(1);
    expect(coilMs()).toEqual([500]);
  });

  test('is energised by nobody while nobody drives its line', () => {
    const { lock } = wire('none');
    lock.apply(0);
    clock.advance(1000);
    expect(coilMs()).toEqual([]);
  });

  test('shows on its switch line what its hook does', () => {
    const { lock, door } = wire('none');
    expect(door.level).toBe(0);
    lock.drive(0);
    clock.advance(500);
    lock.drive(1);
    expect(door.level).toBe(1);
    cabinet.find('A01')?.closeDoor();
    expect(door.level).toBe(0);
  });

  test('has chips that look like those of a machine, one for each label and unit', () => {
    const line = (offset: number, unit?: string) => ({ chip: 'cp2112_gpio', offset, unit, activeLow: false });
    const boards = [
      {
        id: 'relays',
        channels: [{ lock: line(0, '0A01'), door: line(70, '0B02') }],
        timing: { pulseMs: 500 },
        protection: 'none' as const,
      },
    ];
    const chips = buildChips(boards, [], cabinet);
    expect(chips.map(({ name, unit, lines }) => [name, unit, lines.length])).toEqual([
      ['gpiochip512', '0A01', 58],
      ['gpiochip570', '0B02', 71],
    ]);
  });
});
