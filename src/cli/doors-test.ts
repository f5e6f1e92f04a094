import type { Settings, WiredCompartment } from '#config/settings';

import {
  changedJoints,
  corrections,
  describeTested,
  isRight,
  wiringLines,
  type Tested,
} from './doors-advice.ts';
import { seenAt, type DoorLines } from './doors-lines.ts';
import { openOnce } from './doors-opening.ts';
import { exitCodes, type Ask, type ExitCode, type Terminal } from './terminal.ts';

/** Opens one door after the other and learns from a person which one moved. */
export async function testDoors(
  { compartments }: Settings,
  lines: DoorLines,
  ask: Ask,
  terminal: Terminal,
  asJson: boolean,
): Promise<ExitCode> {
  const tell = asJson ? terminal.complain : terminal.print;
  tell(`${String(compartments.length)} doors, one pulse each. Every compartment has to be empty.`);
  const labels = new Set<string>(compartments.map(({ label }) => label));
  const tested: Tested[] = [];
  for (const [index, compartment] of compartments.entries()) {
    const place = `${String(index + 1)} of ${String(compartments.length)}`;
    const word = await ask(`${place}: ${compartment.label}. Enter opens it, s skips it, q ends the test: `);
    if (word === null || word.trim() === 'q') break;
    if (word.trim() === 's') continue;
    const one = await testDoor(compartment, lines, labels, ask);
    tested.push(one);
    tell(describeTested(one));
  }
  return conclude(tested, compartments.length, terminal, asJson);
}

async function testDoor(
  compartment: WiredCompartment,
  lines: DoorLines,
  labels: ReadonlySet<string>,
  ask: Ask,
): Promise<Tested> {
  if (compartment.doorSensor && seenAt(compartment, await lines.readAll()).door === 'open') {
    await ask(`${compartment.label} reads open. Close it, then press Enter: `);
  }
  const opened = await openOnce(compartment, lines);
  const untold = { compartment, moved: null, changed: [] };
  if (opened.outcome === 'not-sent' || opened.outcome === 'not-closed') {
    return { ...untold, note: `no pulse was sent: ${opened.detail ?? opened.outcome}` };
  }
  const changed = changedJoints(opened.readings.before, opened.readings.after);
  const moved = await askWhich(compartment.label, labels, ask);
  return { compartment, moved, changed, note: null };
}

/** The label of the door that moved; null for none. */
async function askWhich(label: string, labels: ReadonlySet<string>, ask: Ask): Promise<string | null> {
  for (;;) {
    const word = await ask(`Which door opened? Enter for ${label}, its label for another one, - for none: `);
    if (word === null || word.trim() === '-') return null;
    const named = word.trim() === '' ? label : word.trim().toUpperCase();
    if (labels.has(named)) return named;
  }
}

function conclude(
  tested: readonly Tested[],
  doorCount: number,
  terminal: Terminal,
  asJson: boolean,
): ExitCode {
  const right = tested.filter(isRight).length;
  const corrected = corrections(tested);
  const isComplete = right === doorCount;
  if (asJson) {
    const doors = tested.map((one) => ({
      label: one.compartment.label,
      board: one.compartment.board,
      channel: one.compartment.channel,
      moved: one.moved,
      statusChanged: one.changed,
      note: one.note,
      ok: isRight(one),
    }));
    terminal.print(JSON.stringify({ ok: isComplete, doorCount, doors, corrections: corrected }));
  } else {
    const counts = `${String(right)} right, ${String(tested.length - right)} wrong`;
    terminal.print(`${counts}, ${String(doorCount - tested.length)} not tested.`);
    if (corrected.length > 0) {
      terminal.print('Wiring as it was seen, for the cabinets of the station file:');
      for (const line of wiringLines(corrected)) terminal.print(line);
    }
  }
  return isComplete ? exitCodes.ok : exitCodes.failed;
}
