import type { DomainEvent } from '#domain/events';
import type { StationState } from '#domain/state';
import { everyMachine } from '../machines/every-machine.ts';
import { lineOf, movesOf } from '../machines/machine.ts';
import { eachEvent } from './each-event.ts';
import type { Checker } from './witness.ts';

const allowed: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  everyMachine.map(({ name, transitions }) => [name, new Set(transitions.map(lineOf))]),
);

/** What an event did to every machine, by the name of the machine and in the words of its table. */
export function namedMoves(
  before: StationState,
  event: DomainEvent,
  after: StationState,
): readonly { readonly machine: string; readonly line: string }[] {
  return everyMachine.flatMap((machine) =>
    movesOf(machine, before, event, after).map((move) => ({ machine: machine.name, line: lineOf(move) })),
  );
}

/** What no table of `simulator/machines` knows, in a sentence; null where everything stands in one. */
export function findUnlisted(before: StationState, event: DomainEvent, after: StationState): string | null {
  const unlisted = namedMoves(before, event, after).find(
    ({ machine, line }) => allowed.get(machine)?.has(line) !== true,
  );
  return unlisted === undefined ? null : `the machine "${unlisted.machine}" has no ${unlisted.line}`;
}

/** Every machine of the station moves only as its table says. */
export function watchTransitions(): Checker {
  return {
    name: 'transitions',
    see: (witnessed) => (witnessed.kind === 'commit' ? eachEvent(witnessed, judge) : null),
  };
}

function judge(event: DomainEvent, before: StationState, after: StationState): string | null {
  return findUnlisted(before, event, after);
}
