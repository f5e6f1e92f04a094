import type { DomainEvent, EventType } from '#domain/events';
import type { StationState } from '#domain/state';

/**
 * One part of what a station remembers, seen as a machine: it stands in one of a few named states, and only
 * the events of its table move it. The table is data, so that `docs/state-machines.md` is drawn from it and
 * the checker `transitions` holds every story against it.
 */
export type Machine<State extends string = string> = {
  /** Short and stable; names the machine in a finding and on the page. */
  readonly name: string;
  readonly title: string;
  /** Of what there is one machine, for example of every stay. */
  readonly of: string;
  readonly states: Readonly<Record<State, string>>;
  readonly transitions: readonly Transition<State>[];
  /** The part of the memory from which it is read: nothing moves while that stays the same. */
  readonly part: keyof StationState;
  /** The state of each machine of this kind by the id of what it is about. */
  readonly read: (state: StationState) => ReadonlyMap<string, State>;
};

/** Null before it begins and after its end. */
export type Transition<State extends string = string> = {
  readonly from: State | null;
  readonly by: EventType;
  readonly to: State | null;
};

/** The rows of a table in the order in which they are written: from where, by which events, to where. */
export type Rows<State extends string> = readonly (readonly [
  from: State | null,
  by: EventType | readonly EventType[],
  to: State | null,
])[];

export function machine<const State extends string>({
  rows,
  ...about
}: Omit<Machine<State>, 'transitions'> & { readonly rows: Rows<State> }): Machine<State> {
  return { ...about, transitions: transitionsOf(rows) };
}

export function transitionsOf<State extends string>(rows: Rows<State>): readonly Transition<State>[] {
  return rows.flatMap(([from, by, to]) =>
    (typeof by === 'string' ? [by] : by).map((one) => ({ from, by: one, to })),
  );
}

/** A transition as one line, for findings and for comparing. */
export function lineOf({ from, by, to }: Transition): string {
  return `${from ?? '[*]'} --> ${to ?? '[*]'} : ${by}`;
}

/** What an event did to the machines of one kind; nothing where their states are the same. */
export function movesOf(
  { read, part }: Pick<Machine, 'read' | 'part'>,
  before: StationState,
  event: DomainEvent,
  after: StationState,
): readonly Transition[] {
  if (before[part] === after[part]) return [];
  const [earlier, later] = [read(before), read(after)];
  const ids = new Set([...earlier.keys(), ...later.keys()]);
  return [...ids].flatMap((id) => {
    const [from, to] = [earlier.get(id) ?? null, later.get(id) ?? null];
    return from === to ? [] : [{ from, by: event.type, to }];
  });
}

/** The ids of a list with the states of its members. */
export function statesOf<Member, State extends string>(
  members: readonly Member[],
  idOf: (member: Member) => string,
  stateOf: (member: Member) => State | null,
): ReadonlyMap<string, State> {
  return new Map(
    members.flatMap((member) => {
      const state = stateOf(member);
      return state === null ? [] : [[idOf(member), state] as const];
    }),
  );
}
