import { describe, expect, it } from 'vitest';
import { describeSimulation } from '#simulator/orders/description';
import { obey } from '#simulator/orders/obedience';
import type { RunningSimulation } from '#simulator/running-simulation';
import { cu16, wireUp } from './virtual-hardware.ts';

function start() {
  const hardware = wireUp({ profile: cu16, addresses: [0, 1] });
  let changeCount = 0;
  const simulation: RunningSimulation = {
    station: hardware.station,
    ports: new Map(),
    changed: () => {
      changeCount += 1;
    },
    watch: () => () => undefined,
  };
  return {
    ...hardware,
    simulation,
    obey: (value: unknown) => obey(simulation, value),
    changes: () => changeCount,
  };
}

describe('an order', () => {
  it('moves doors and parcels by hand', () => {
    const { obey, compartment } = start();
    for (const order of ['open-door-by-hand', 'place-parcel', 'close-door']) {
      expect(obey({ do: order, compartment: '0-1' })).toEqual({ ok: true });
    }
    expect(compartment('0-1').view()).toMatchObject({ door: 'closed', parcel: 'inside' });
    expect(obey({ do: 'open-door-by-hand', compartment: '0-1' })).toEqual({ ok: true });
    expect(obey({ do: 'take-parcel', compartment: '0-1' })).toEqual({ ok: true });
    expect(compartment('0-1').view()).toMatchObject({ door: 'open', parcel: 'absent' });
  });

  it.each([
    [{ do: 'close-door', compartment: '0-1' }, '0-1: the door is closed'],
    [{ do: 'place-parcel', compartment: 'Z99' }, 'there is no compartment Z99'],
    [{ do: 'set-fault', compartment: 'Z99', fault: 'stuck-latch' }, 'there is no compartment Z99'],
    [{ do: 'set-fault', board: 'board-9', fault: 'silent' }, 'there is no board board-9'],
    [{ do: 'set-fault', bus: 'other', fault: 'echo' }, 'there is no bus other'],
    [{ do: 'reboot-board', board: 'board-9' }, 'there is no board board-9'],
    [
      { do: 'set-fault', fault: 'silent' },
      'a fault befalls exactly one of compartment, board, bus, scanner and input',
    ],
    [{ do: 'set-fault', bus: 'main', channel: 1, fault: 'echo' }, 'only a board has channels'],
    [{ do: 'set-fault', board: 'board-0', channel: 17, fault: 'silent' }, 'board board-0 has 16 channels'],
    [{ do: 'set-fault', bus: 'main', fault: 'unplugged' }, 'bus main has no port that could be unplugged'],
    [{ do: 'clear-fault', compartment: '0-1', fault: 'late' }, 'a compartment knows no fault late'],
    [
      { do: 'set-fault', board: 'board-0', fault: { kind: 'wrong-address', address: 12 } },
      "this board's addresses go from 0 to 9",
    ],
    [
      { do: 'set-fault', board: 'board-0', fault: { kind: 'address-clash', address: 10 } },
      "this board's addresses go from 0 to 9",
    ],
    [
      { do: 'set-fault', board: 'board-0', fault: { kind: 'address-clash', address: 5 } },
      'no other board of this kind and line has the address 5',
    ],
    [
      { do: 'set-fault', board: 'board-0', channel: 3, fault: { kind: 'address-clash', address: 1 } },
      'a channel has no address',
    ],
  ])('%o is refused with a clear answer', (order, error) => {
    const { obey, changes } = start();
    expect(obey(order)).toEqual({ ok: false, error });
    expect(changes()).toBe(0);
  });

  it.each([
    [{ do: 'dance' }, /^do: /],
    [{ do: 'people', on: 'yes' }, /^on: /],
    [{ do: 'close-door', compartment: '0-1', gently: true }, /gently/],
    [
      { do: 'set-fault', board: 'board-0', fault: { kind: 'late', delayMs: -1 } },
      /^fault at a board: delayMs: /,
    ],
    [{ do: 'set-fault', compartment: '0-1', fault: 'silent' }, /^fault at a compartment: kind: /],
    ['open sesame', /object/],
  ])('%o is refused with the place that is wrong', (order, error) => {
    const outcome = start().obey(order);
    expect(outcome).toMatchObject({ ok: false });
    expect(outcome.ok ? '' : outcome.error).toMatch(error);
  });

  it('breaks and mends a latch', () => {
    const { obey, say, clock, compartment } = start();
    obey({ do: 'set-fault', compartment: '0-1', fault: 'stuck-latch' });
    say('02 00 31 03 36');
    clock.advance(2000);
    expect(compartment('0-1').view().door).toBe('closed');
    obey({ do: 'clear-fault', compartment: '0-1', fault: 'stuck-latch' });
    say('02 00 31 03 36');
    clock.advance(2000);
    expect(compartment('0-1').view().door).toBe('open');
  });

  it.each([
    ['sticky-latch', { latch: { at: 'sticky', pulsesNeeded: 2 } }],
    ['worn-latch', { latch: { at: 'worn' } }],
    [{ kind: 'hook', reads: 'stuck-closed' }, { hook: 'stuck-closed' }],
    [{ kind: 'infrared', reads: 'inverted' }, { infrared: 'inverted' }],
  ])('wears out a compartment by %o until everything is cleared', (fault, wear) => {
    const { obey, compartment } = start();
    expect(obey({ do: 'set-fault', compartment: '0-2', fault })).toEqual({ ok: true });
    expect(compartment('0-2').view().wear).toMatchObject(wear);
    expect(obey({ do: 'clear-fault', compartment: '0-2' })).toEqual({ ok: true });
    expect(compartment('0-2').view().wear).toEqual({
      latch: { at: 'sound' },
      hook: 'sound',
      infrared: 'sound',
    });
  });

  it('silences one board and lets it speak again', () => {
    const { obey, say, heard } = start();
    obey({ do: 'set-fault', board: 'board-0', fault: 'silent' });
    say('02 00 30 03 35');
    expect(heard).toEqual([]);
    obey({ do: 'clear-fault', board: 'board-0' });
    say('02 00 30 03 35');
    expect(heard).toHaveLength(1);
  });

  it('sets the switch of a board to the address of another one, and right again', () => {
    const { obey, say, heard, bus, simulation } = start();
    const clash = { kind: 'address-clash', address: 1 };
    expect(obey({ do: 'set-fault', board: 'board-0', fault: clash })).toEqual({ ok: true });
    expect(describeSimulation(simulation).boards.map(({ address }) => address)).toEqual([1, 1]);
    say('02 10 30 03 45');
    expect(heard).toHaveLength(1);
    expect(bus.counters().collisionCount).toBe(1);
    expect(obey({ do: 'clear-fault', board: 'board-0', fault: 'address-clash' })).toEqual({ ok: true });
    expect(describeSimulation(simulation).boards.map(({ address }) => address)).toEqual([0, 1]);
  });

  it('weakens a supply by its plain name, and reboots a board that forgets its doors', () => {
    const { obey, say, clock, station, heard, board } = start();
    expect(obey({ do: 'set-fault', board: 'board-0', fault: 'brown-out' })).toEqual({ ok: true });
    say('02 00 31 03 36');
    clock.advance(5000);
    expect(station.cabinet.coilIntervals()).toEqual([{ compartment: '0-1', onAtMs: 0, offAtMs: 12 }]);
    obey({ do: 'clear-fault', board: 'board-0' });
    heard.splice(0);
    expect(obey({ do: 'reboot-board', board: 'board-0', blankMs: 1000 })).toEqual({ ok: true });
    expect(board('board-0').isListening).toBe(false);
    clock.advance(1500);
    say('02 00 30 03 35');
    expect(heard.map((one) => one.hex)).toEqual(['02 00 35 00 00 00 00 03 3A']);
  });

  it('makes a CU16 answer unlocks, and calls people', () => {
    const { obey, say, heard, clock, station } = start();
    obey({ do: 'set-unlock-answer', board: 'board-0', on: true });
    say('02 02 31 03 38');
    clock.advance(1000);
    expect(heard).toHaveLength(1);
    obey({ do: 'people', on: true });
    expect(station.people.arePresent).toBe(true);
  });

  it('asks for the state without changing it, and the state is plain JSON', () => {
    const { obey, changes, simulation } = start();
    obey({ do: 'set-fault', board: 'board-1', channel: 3, fault: { kind: 'late', delayMs: 250 } });
    const outcome = obey({ do: 'state' });
    const state = describeSimulation(simulation);
    expect(outcome).toEqual({ ok: true, state });
    expect(changes()).toBe(1);
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    expect(state.compartments[0]).toMatchObject({
      label: '0-1',
      board: 'board-0',
      channel: 1,
      door: 'closed',
    });
    expect(state.boards[1]).toMatchObject({
      id: 'board-1',
      bus: 'main',
      address: 1,
      faults: [{ fault: { kind: 'late', delayMs: 250 }, channel: 3 }],
    });
  });
});
