import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDice } from '#simulator/dice';
import { createHandClock } from '#simulator/hand-clock';
import { VirtualCabinet } from '#simulator/physics/cabinet';
import { countCoilsAtOnce, measureLongestCoilMs } from '#simulator/physics/coils';
import type { VirtualCompartment } from '#simulator/physics/compartment';
import type { Happening, Wear } from '#simulator/physics/happenings';

function build(seed = 1) {
  const clock = createHandClock();
  const cabinet = new VirtualCabinet(['A01', 'A02'], createDice(seed), clock);
  const happenings: Happening[] = [];
  cabinet.observe((happening) => happenings.push(happening));
  const first = cabinet.find('A01');
  const second = cabinet.find('A02');
  if (!first || !second) throw new TypeError('the cabinet lacks its compartments');
  return { clock, cabinet, happenings, first, second };
}

describe('the virtual cabinet', () => {
  it('opens a door by one pulse, first the latch and then the leaf', () => {
    const { clock, happenings, first } = build();
    first.energise(300);
    clock.advance(1000);
    expect(happenings.map((one) => one.what)).toEqual([
      'coil-energised',
      'latch-released',
      'door-opened',
      'coil-cut',
    ]);
    expect(happenings.at(-1)).toEqual({ atMs: 300, compartment: 'A01', what: 'coil-cut', energisedMs: 300 });
    expect(first.view()).toMatchObject({ door: 'open', latch: 'released', coil: 'off' });
    expect(first.hookReadsClosed()).toBe(false);
  });

  it('does not open by a pulse that is too short for the plunger, nor does the next short one find it half way', () => {
    const { clock, first } = build();
    for (let pulse = 0; pulse < 20; pulse += 1) {
      first.energise(10);
      clock.advance(12);
    }
    clock.advance(1000);
    expect(first.view()).toMatchObject({ door: 'closed', latch: 'engaged' });
  });

  it('prolongs a pulse that meets an energised coil and records one interval', () => {
    const { clock, cabinet, first } = build();
    first.energise(300);
    clock.advance(200);
    first.energise(300);
    clock.advance(1000);
    expect(cabinet.coilIntervals()).toEqual([{ compartment: 'A01', onAtMs: 0, offAtMs: 500 }]);
    expect(measureLongestCoilMs(cabinet.coilIntervals(), clock.nowMs())).toBe(500);
  });

  it('counts coils that are on at the same time, but not one that begins as another ends', () => {
    const { clock, cabinet, first, second } = build();
    first.energise(300);
    clock.advance(300);
    second.energise(300);
    expect(countCoilsAtOnce(cabinet.coilIntervals(), clock.nowMs() + 1)).toBe(1);
    clock.advance(299);
    first.energise(100);
    expect(countCoilsAtOnce(cabinet.coilIntervals(), clock.nowMs() + 1)).toBe(2);
  });

  it('tells a hand why it cannot do what it wants', () => {
    const { first } = build();
    expect(first.putParcel()).toEqual({ ok: false, reason: 'door-closed' });
    expect(first.closeDoor()).toEqual({ ok: false, reason: 'door-closed' });
    expect(first.openByHand()).toEqual({ ok: true });
    expect(first.openByHand()).toEqual({ ok: false, reason: 'door-open' });
    expect(first.takeParcel()).toEqual({ ok: false, reason: 'empty' });
    expect(first.putParcel()).toEqual({ ok: true });
    expect(first.putParcel()).toEqual({ ok: false, reason: 'occupied' });
    expect(first.closeDoor()).toEqual({ ok: true });
  });

  it.each<[Wear['hook'], boolean, boolean]>([
    ['sound', true, false],
    ['stuck-open', false, false],
    ['stuck-closed', true, true],
    ['inverted', false, true],
  ])('reads a hook switch that is %s', (hook, whenClosed, whenOpen) => {
    const { first } = build();
    first.setWear({ hook });
    expect(first.hookReadsClosed()).toBe(whenClosed);
    first.openByHand();
    expect(first.hookReadsClosed()).toBe(whenOpen);
  });

  it.each<[Wear['infrared'], boolean, boolean]>([
    ['sound', false, true],
    ['stuck-occupied', true, true],
    ['stuck-empty', false, false],
    ['inverted', true, false],
  ])('reads an infrared sensor that is %s', (infrared, whenEmpty, whenOccupied) => {
    const { first } = build();
    first.setWear({ infrared });
    first.openByHand();
    expect(first.infraredReadsOccupied()).toBe(whenEmpty);
    first.putParcel();
    expect(first.infraredReadsOccupied()).toBe(whenOccupied);
  });

  it('repeats itself from a seed', () => {
    const [one, same, other] = [build(7), build(7), build(8)].map(({ clock, happenings, first }) => {
      first.energise(300);
      clock.advance(1000);
      return happenings;
    });
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });
});

type Deed = (compartment: VirtualCompartment) => unknown;

const deeds: readonly Deed[] = [
  (compartment) => compartment.energise(5),
  (compartment) => compartment.energise(300),
  (compartment) => compartment.cutCoil(),
  (compartment) => compartment.openByHand(),
  (compartment) => compartment.closeDoor(),
  (compartment) => compartment.putParcel(),
  (compartment) => compartment.takeParcel(),
  (compartment) => compartment.setWear({ latch: { at: 'stuck' } }),
  (compartment) => compartment.setWear({ latch: { at: 'worn' } }),
  (compartment) => compartment.setWear({ latch: { at: 'sound' } }),
];

const step = fc.record({
  deed: fc.constantFrom(...deeds),
  atFirst: fc.boolean(),
  thenMs: fc.integer({ min: 0, max: 400 }),
});

describe('whatever happens to the cabinet', () => {
  it('no door opens without a coil that was energised since it was last closed, or a hand', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(step, { maxLength: 60 }), (seed, steps) => {
        const { clock, happenings, first, second } = build(seed);
        for (const { deed, atFirst, thenMs } of steps) {
          deed(atFirst ? first : second);
          clock.advance(thenMs);
        }
        clock.advance(1000);
        for (const label of ['A01', 'A02']) expectReasons(happenings, label);
      }),
    );
  });

  it('every coil is off again when its pulse is over', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { clock, cabinet, first, second } = build();
        for (const { deed, atFirst, thenMs } of steps) {
          deed(atFirst ? first : second);
          clock.advance(thenMs);
        }
        clock.advance(300);
        expect(cabinet.coilIntervals().filter((one) => one.offAtMs === null)).toEqual([]);
      }),
    );
  });
});

function expectReasons(happenings: readonly Happening[], label: string): void {
  let wasEnergised = false;
  for (const happening of happenings.filter((one) => one.compartment === label)) {
    if (happening.what === 'door-closed') wasEnergised = false;
    if (happening.what === 'coil-energised') wasEnergised = true;
    if (happening.what === 'door-opened' && happening.by === 'spring') expect(wasEnergised).toBe(true);
  }
}
