import type { Command } from '#domain/commands';
import { eachEvent } from './each-event.ts';
import type { Checker } from './witness.ts';

/** What somebody does who stands in front of the kiosk and may have a door opened. */
const factors: ReadonlySet<Command['do']> = new Set<Command['do']>([
  'admit-courier',
  'admit-staff',
  'enter-code',
  'begin-drop-off',
]);
/** A command is decided at once; a batch waits for a flush. */
const causeMsMax = 2_000;

/** How many doors may be opened from afar within which time; what people open here counts for neither. */
const ceilings = [
  { withinMs: 10_000, countMax: 1 },
  { withinMs: 3_600_000, countMax: 5 },
] as const;

/**
 * I12: a door that opens in a visit which nobody began at the kiosk is opened from afar, and of these there
 * are only so many; releases are nobody's and open no door with a parcel behind it.
 */
export function watchCeiling(): Checker {
  const onSite = new Set<string>();
  let pressedMs = Number.NEGATIVE_INFINITY;
  let openedMs: readonly number[] = [];

  function open(compartment: string, atMs: number): string | null {
    openedMs = [...openedMs, atMs];
    const passed = ceilings.find(
      ({ withinMs, countMax }) => openedMs.filter((one) => atMs - one < withinMs).length > countMax,
    );
    if (passed === undefined) return null;
    const { withinMs, countMax } = passed;
    return `${compartment} opened from afar, after ${String(countMax)} within ${String(withinMs)} ms`;
  }

  return {
    name: 'ceiling',
    see(witnessed) {
      if (witnessed.kind === 'pressed' && factors.has(witnessed.command.do)) pressedMs = witnessed.atMs;
      if (witnessed.kind !== 'commit') return null;
      const { atMs } = witnessed;
      return eachEvent(witnessed, (event, before) => {
        if (event.type === 'visit.started' && atMs - pressedMs <= causeMsMax) onSite.add(event.visit);
        if (event.type !== 'unlock.intended' || event.pulse !== 1) return null;
        return before.visit !== null && onSite.has(before.visit.id) ? null : open(event.compartment, atMs);
      });
    },
  };
}
