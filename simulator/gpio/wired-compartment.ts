import type { VirtualCabinet } from '../physics/cabinet.ts';
import type { VirtualCompartment } from '../physics/compartment.ts';
import type { Level, VirtualLine } from './virtual-lines.ts';

export type WiredCompartment = {
  readonly label: string;
  readonly lock: {
    readonly line: VirtualLine;
    readonly activeLow: boolean;
    /**
     * A one-shot between line and coil ends each pulse after this time; null where the coil follows the line.
     */
    readonly oneShotMs: number | null;
  };
  readonly door: {
    readonly line: VirtualLine;
    /** The level of the switch while the latch is engaged. */
    readonly closedLevel: Level;
  } | null;
};

/** Twelve days: long enough for any pulse, and not too long for a timer of the machine. */
const heldMs = 2 ** 30;

/** Connects coil and hook switch of a compartment with two lines. Returns what takes the wires off again. */
export function wireCompartment(cabinet: VirtualCabinet, wired: WiredCompartment): () => void {
  const compartment = cabinet.find(wired.label);
  if (compartment === null) return () => undefined;
  const stopLock = wireLock(compartment, wired.lock);
  const stopDoor = wireSwitch(cabinet, compartment, wired);
  return () => {
    stopLock();
    stopDoor();
  };
}

function wireLock(compartment: VirtualCompartment, lock: WiredCompartment['lock']): () => void {
  const { line, activeLow, oneShotMs } = lock;
  // A line that nobody drives energises nothing: relay boards pull their inputs to rest.
  const isActive = (): boolean => line.direction === 'out' && line.level === (activeLow ? 0 : 1);
  let wasActive = isActive();
  return line.observe(() => {
    const active = isActive();
    if (active === wasActive) return;
    wasActive = active;
    if (active) compartment.energise(oneShotMs ?? heldMs);
    else if (oneShotMs === null) compartment.cutCoil();
  });
}

function wireSwitch(
  cabinet: VirtualCabinet,
  compartment: VirtualCompartment,
  { label, door }: WiredCompartment,
): () => void {
  if (door === null) return () => undefined;
  const { line, closedLevel } = door;
  const openLevel: Level = closedLevel === 1 ? 0 : 1;
  const follow = (): void => line.apply(compartment.hookReadsClosed() ? closedLevel : openLevel);
  follow();
  return cabinet.observe((happening) => {
    if (happening.compartment === label) follow();
  });
}
