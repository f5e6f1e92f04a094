import { createInterface } from 'node:readline';
import type { CompartmentLabel, IntentionId } from '#domain/words';
import { systemLines } from '#hardware/bus-shell';
import { createDoors } from '#hardware/doors';
import type { Wiring } from '#hardware/wiring';
import { machineClock } from './machine-clock.ts';

// The doors of a station on serial lines in a process of their own, which can be killed and frozen. Every
// report leaves as a line of JSON; a line that comes in is a label to unlock, or `stop`.

export type BusStationInput = {
  readonly wiring: Wiring;
  readonly coilList: string;
  readonly guardProgram: string;
};

const { wiring, coilList, guardProgram } = JSON.parse(process.argv[2] ?? '{}') as BusStationInput;
const say = (line: unknown): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);

const doors = createDoors(wiring, {
  clock: machineClock,
  openTransport: systemLines(machineClock),
  coils: { coilList, guardProgram },
  log: {
    info: () => undefined,
    warn: (_, message) => say({ kind: 'log', message }),
    error: (_, message) => say({ kind: 'log', message }),
  },
});

let count = 0;
await doors.start(say);
say({ kind: 'started' });

createInterface({ input: process.stdin }).on('line', (word) => {
  if (word === 'stop') {
    void doors.stop().then(() => process.exit(0));
    return;
  }
  count += 1;
  doors.unlock(`i${String(count)}` as IntentionId, word as CompartmentLabel);
});
