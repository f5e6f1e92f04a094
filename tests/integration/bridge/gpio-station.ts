import { createInterface } from 'node:readline';
import { openSysfsPort } from '#bridge/gpio/sysfs-port';
import { openToolsPort } from '#bridge/gpio/tools-port';
import type { CompartmentLabel, IntentionId } from '#domain/words';
import { createDoors } from '#hardware/doors';
import type { GpioBoardWiring } from '#hardware/gpio-wiring';
import type { CompartmentWiring } from '#hardware/wiring';
import { machineClock } from './machine-clock.ts';

// The doors of a station in a process of their own, which can be killed, stopped and frozen. Every report
// leaves as a line of JSON; a line that comes in is a label to unlock, or `stop`, `exit` or `defect`.

export type StationInput = {
  readonly board: GpioBoardWiring;
  readonly compartments: readonly CompartmentWiring[];
  readonly lineList: string;
  readonly guardProgram: string;
};

const { board, compartments, lineList, guardProgram } = JSON.parse(process.argv[2] ?? '{}') as StationInput;
const say = (line: unknown): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);

const doors = createDoors(
  { buses: [], gpio: [board], compartments },
  {
    clock: machineClock,
    openTransport: () => {
      throw new TypeError('there is no bus');
    },
    gpio: {
      openPort: (way) => (way === 'sysfs' ? openSysfsPort() : openToolsPort()),
      lineList,
      guardProgram,
    },
    log: {
      info: () => undefined,
      warn: (_, message) => say({ kind: 'log', message }),
      error: (_, message) => say({ kind: 'log', message }),
    },
  },
);

// As `src/platform/bad-exit.ts` ends the product.
process.on('uncaughtException', () => process.exit(70));

let count = 0;
await doors.start(say);
say({ kind: 'started' });

createInterface({ input: process.stdin }).on('line', (word) => {
  if (word === 'exit') process.exit(0);
  if (word === 'defect') throw new TypeError('a defect, as a test wants it');
  if (word === 'stop') {
    void doors.stop().then(() => process.exit(0));
    return;
  }
  count += 1;
  doors.unlock(`i${String(count)}` as IntentionId, word as CompartmentLabel);
});
