import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '#domain/events';
import { evolve } from '#domain/evolve';
import type { StationState } from '#domain/state';
import { findUnlisted, namedMoves } from '#simulator/checkers/transitions';
import { createDice } from '#simulator/dice';
import { everyMachine } from '#simulator/machines/every-machine';
import { lineOf } from '#simulator/machines/machine';
import { metalMoves } from '#simulator/machines/doors';
import { label } from '../unit/domain/play.ts';
import type { Play } from '../unit/domain/play.ts';
import { ShelfPlay } from '../unit/domain/shelf-play.ts';
import { RecipientPlay } from '../unit/domain/recipient-play.ts';
import { Anybody } from './anybody.ts';
import { parcelTales } from './parcel-tales.ts';
import { doorsOfTales } from './tale.ts';
import { shelfTales } from './shelf-tales.ts';
import { visitTales } from './visit-tales.ts';

const metal = new Set(metalMoves.map(lineOf));

/** What metal does is decided by the same lines for every purpose of a door: one walk proves it for all. */
function rowOf(machine: string, line: string): string {
  return metal.has(line) ? `any door: ${line}` : `${machine}: ${line}`;
}

const rows = everyMachine.flatMap(({ name, transitions }) =>
  transitions.map((one) => rowOf(name, lineOf(one))),
);
/** More than are ever needed: the stories end when every row is walked. */
const storyCountMax = 3_000;
const stepsOfStory = 250;

/** Crosses out every row that these events walk. */
function walk(unwalked: Set<string>, from: StationState, events: readonly DomainEvent[]): void {
  let before = from;
  for (const event of events) {
    const after = evolve(before, event);
    for (const { machine, line } of namedMoves(before, event, after)) unwalked.delete(rowOf(machine, line));
    before = after;
  }
}

function listen<Player extends Play>(
  unwalked: Set<string>,
  play: Player,
  tell: (play: Player) => void,
): void {
  const from = play.state;
  tell(play);
  walk(unwalked, from, play.events);
}

describe('the tables of the machines', () => {
  it('have names of their own, and name every state that they lead to', () => {
    expect(new Set(everyMachine.map(({ name }) => name)).size).toBe(everyMachine.length);
    for (const { name, states, transitions } of everyMachine) {
      const named = new Set(transitions.flatMap(({ from, to }) => [from, to]).filter((one) => one !== null));
      expect([name, [...named].toSorted()]).toEqual([name, Object.keys(states).toSorted()]);
    }
  });

  it('are the only way: a parcel that ends by an event of another machine is found', () => {
    const play = new RecipientPlay({ compartments: doorsOfTales });
    play.deposit();
    const broken = { ...play.state, stays: [] };
    const compartment = label('A01');
    const asked: DomainEvent = { type: 'door.asked', at: play.now, visit: 'v' as never, compartment };
    expect(findUnlisted(play.state, asked, broken)).toBe(
      'the machine "stay" has no untold --> [*] : door.asked',
    );
    expect(findUnlisted(play.state, asked, play.state)).toBeNull();
  });

  it('have no row that no story walks', () => {
    const unwalked = new Set(rows);
    for (const { tell } of [...parcelTales, ...visitTales]) {
      listen(unwalked, new RecipientPlay({ compartments: doorsOfTales }), tell);
    }
    for (const tell of shelfTales) listen(unwalked, new ShelfPlay(), tell);
    for (let seed = 1; seed <= storyCountMax && unwalked.size > 0; seed += 1) {
      const anybody = new Anybody(createDice(seed));
      const { state, events } = anybody.play;
      const start = events.length;
      for (let step = 0; step < stepsOfStory; step += 1) anybody.act();
      walk(unwalked, state, events.slice(start));
    }
    expect([...unwalked]).toEqual([]);
  }, 300_000);
});
