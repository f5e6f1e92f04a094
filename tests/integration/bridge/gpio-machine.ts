import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createDice } from '#simulator/dice';
import { mountTree } from '#simulator/gpio/fuse-mount';
import { SysfsTree } from '#simulator/gpio/sysfs-tree';
import { VirtualChip, type Level } from '#simulator/gpio/virtual-lines';
import { wireCompartment } from '#simulator/gpio/wired-compartment';
import { VirtualCabinet } from '#simulator/physics/cabinet';
import { machineClock } from './machine-clock.ts';
import type { MachineOrder, MachineInput } from './gpio-machine-process.ts';

// The kernel's side of a machine with GPIO, in a mount namespace of its own: one process shows the files, the
// processes under test use them. Orders come as lines of JSON, and each is answered by one.

const folder = '/sys/class/gpio';
const input = JSON.parse(process.argv[2] ?? '{}') as MachineInput;

const chip = new VirtualChip({ label: input.chip, lineCount: input.lineCount, firstNumber: 512 });
const labels = input.compartments.map(({ label }) => label);
const cabinet = new VirtualCabinet(labels, createDice(1), machineClock);
for (const { label, lock, door, activeLow } of input.compartments) {
  const [lockLine, doorLine] = [chip.lines[lock], chip.lines[door]];
  if (lockLine === undefined || doorLine === undefined) continue;
  wireCompartment(cabinet, {
    label,
    lock: { line: lockLine, activeLow, oneShotMs: null },
    door: { line: doorLine, closedLevel: 0 },
  });
}

const tree = new SysfsTree([chip]);
let stopChatter: () => void = () => undefined;

function obey(order: MachineOrder): unknown {
  const line = 'offset' in order ? chip.lines[order.offset] : undefined;
  switch (order.do) {
    case 'level':
      return line?.level;
    case 'apply':
      return line?.apply(order.level);
    case 'present':
      chip.isPresent = order.isPresent;
      return null;
    case 'writes':
      return tree.writes;
    case 'coils':
      return cabinet.coilIntervals();
    case 'open-by-hand':
      return cabinet.find(order.compartment)?.openByHand();
    case 'chatter':
      return chatter(order.offset, order.isOn);
  }
}

/** As many edges as the machine's timers allow, a thousand a second or nearly. */
function chatter(offset: number, isOn: boolean): void {
  stopChatter();
  const line = chip.lines[offset];
  if (!isOn || line === undefined) return;
  const flip = (level: Level): Level => (level === 1 ? 0 : 1);
  const timer = setInterval(() => line.apply(flip(line.level)), 1);
  stopChatter = () => clearInterval(timer);
}

if (!existsSync(folder)) {
  spawnSync('mount', ['-t', 'tmpfs', 'none', '/sys/class'], { stdio: 'inherit' });
  mkdirSync(folder);
}
await mountTree(tree, folder);
process.stdout.write(`${JSON.stringify({ pid: process.pid })}\n`);
const orders = createInterface({ input: process.stdin });
orders.on('line', (text) => {
  const answer = obey(JSON.parse(text) as MachineOrder);
  process.stdout.write(`${JSON.stringify({ answer: answer ?? null })}\n`);
});
// A process that waits for the kernel's requests does not exit in good order.
orders.on('close', () => process.kill(process.pid, 'SIGKILL'));
