import { describe, expect, test } from 'vitest';
import type { Chance } from '#domain/chance';
import { decide } from '#domain/decide';
import type { DomainEvent } from '#domain/events';
import { evolveAll } from '#domain/evolve';
import { initialState } from '#domain/initial-state';
import { defaultPolicy } from '#domain/policy';
import type { Command } from '#domain/commands';
import type { StationState } from '#domain/state';
import type { BoardId, CompartmentLabel, CourierId, VisitId } from '#domain/words';
import { createVisitMemory, endingsIn } from '#kiosk/visit-memory';
import type { VisitMemory } from '#kiosk/visit-memory';
import { soundParcel } from '../domain/play.ts';
import { HandClock } from '../../integration/kiosk/hand-clock.ts';

const label = 'A01' as CompartmentLabel;
const compartment = {
  label,
  size: 'S' as const,
  board: 'left-0' as BoardId,
  heightMm: 300,
  doorSensor: true,
  occupancySensor: true,
};
const courier = { id: 'c-1' as CourierId, carrier: 'swift' };

let drawn = 0;
const chance: Chance = { id: () => `drawn-${String((drawn += 1))}`, digits: (count) => '0'.repeat(count) };

/** Decides several commands as one batch, as the station does (rule R28). */
function decideBatch(
  state: StationState,
  clock: HandClock,
  commands: readonly ((state: StationState) => Command)[],
): { state: StationState; events: readonly DomainEvent[] } {
  const events: DomainEvent[] = [];
  let reached = state;
  for (const command of commands) {
    const decision = decide(reached, command(reached), clock.now(), chance);
    events.push(...decision.events);
    reached = evolveAll(reached, decision.events);
  }
  return { state: reached, events };
}

const idle = initialState(
  { station: 'north-gate', jurisdiction: 'cn', compartments: [compartment] },
  defaultPolicy,
);
const see = (door: 'open' | 'closed', occupancy: 'empty' | 'occupied') => (): Command => ({
  do: 'see-door',
  compartment: label,
  door,
  occupancy,
});
const admit = (): Command => ({ do: 'admit-courier', courier });
const finish = ({ visit }: StationState): Command => ({
  do: 'finish-visit',
  visit: visit?.id ?? ('none' as VisitId),
});
const deposit = ({ visit }: StationState): Command => ({
  do: 'start-deposit',
  visit: visit?.id ?? ('none' as VisitId),
  waybill: 'SW10000001',
  size: 'S',
  ...soundParcel,
});

describe('how visits ended', () => {
  test('R28 is found where the last good step and the end were committed together', () => {
    const clock = new HandClock();
    const before = decideBatch(idle, clock, [
      see('closed', 'empty'),
      admit,
      deposit,
      see('open', 'empty'),
    ]).state;
    const { events } = decideBatch(before, clock, [see('closed', 'occupied'), finish]);
    expect(endingsIn(before, events)).toEqual([
      [
        before.visit?.id,
        { kind: 'courier', done: { purpose: 'deposit', compartment: 'A01' }, reason: 'finished' },
      ],
    ]);
  });

  test('R28 is found for each visit that one commit began and ended', () => {
    const { events } = decideBatch(idle, new HandClock(), [admit, finish, admit, finish]);
    const endings = endingsIn(idle, events);
    expect(new Set(endings.map(([visit]) => visit)).size).toBe(2);
  });

  test('is nothing where no visit ended', () => {
    const { events } = decideBatch(idle, new HandClock(), [admit]);
    expect(endingsIn(idle, events)).toEqual([]);
  });
});

describe('secrets', () => {
  function begin(): { memory: VisitMemory; clock: HandClock; state: StationState; visit: VisitId } {
    const clock = new HandClock();
    const memory = createVisitMemory(idle, clock, chance);
    const { state, events } = decideBatch(idle, clock, [admit]);
    memory.observe(state, events);
    return { memory, clock, state, visit: state.visit?.id as VisitId };
  }

  test('R32 a visit keeps the secret that was drawn for it', () => {
    const { memory, visit } = begin();
    const secret = memory.secretOf(visit);
    expect(memory.secretOf(visit)).toBe(secret);
    expect(memory.holderOf(`Visit ${secret}`)).toBe(visit);
  });

  test('R32 nothing else is a secret', () => {
    const { memory, visit } = begin();
    const secret = memory.secretOf(visit);
    for (const header of [undefined, '', 'Visit ', secret, `visit ${secret}`, `Visit ${secret} `]) {
      expect(memory.holderOf(header), String(header)).toBeNull();
    }
  });

  test('R32 a visit that nobody drew a secret for has none', () => {
    const { memory, visit } = begin();
    expect(memory.endedOf(visit)).toBeNull();
    expect(memory.holderOf('Visit null')).toBeNull();
  });

  test('R32 a secret lives as long as its visit, and a minute', () => {
    const { memory, clock, state, visit } = begin();
    const header = `Visit ${memory.secretOf(visit)}`;
    clock.advance(3_600_000);
    expect(memory.holderOf(header)).toBe(visit);
    const ended = decideBatch(state, clock, [finish]);
    memory.observe(ended.state, ended.events);
    clock.advance(60_000);
    expect(memory.holderOf(header)).toBe(visit);
    expect(memory.endedOf(visit)).toMatchObject({ reason: 'finished' });
    clock.advance(1);
    expect(memory.holderOf(header)).toBeNull();
    expect(memory.endedOf(visit)).toBeNull();
  });

  test('R32 a flood of visits forgets the oldest first and never the one that lives', () => {
    const { memory, visit } = begin();
    const header = `Visit ${memory.secretOf(visit)}`;
    const over = Array.from({ length: 100 }, (_, index) => `over-${String(index)}` as VisitId);
    const headers = over.map((one) => `Visit ${memory.secretOf(one)}`);
    const known = headers.map((one) => memory.holderOf(one)).filter((holder) => holder !== null);
    expect(known).toEqual(over.slice(-31));
    expect(memory.holderOf(header)).toBe(visit);
  });

  test('R17 the secret of a repeated request whose visit is long over dies as well', () => {
    const { memory, clock } = begin();
    const header = `Visit ${memory.secretOf('long-ago' as VisitId)}`;
    expect(memory.holderOf(header)).toBe('long-ago');
    clock.advance(60_001);
    expect(memory.holderOf(header)).toBeNull();
  });
});
