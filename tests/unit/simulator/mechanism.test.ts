import { describe, expect, it } from 'vitest';
import { closedAndEmpty, moveMechanism } from '#simulator/physics/mechanism';
import type { Mechanism, MechanismInput } from '#simulator/physics/mechanism';

function after(start: Mechanism, ...inputs: readonly MechanismInput['at'][]): Mechanism {
  return inputs.reduce((mechanism, at) => moveMechanism(mechanism, { at } as MechanismInput), start);
}

const pulse = ['coil-energised', 'plunger-travelled', 'coil-cut', 'spring-pushed'] as const;
const opened = after(closedAndEmpty, ...pulse);
const stuck: Mechanism = { ...closedAndEmpty, wear: { at: 'stuck' } };
const sticky: Mechanism = { ...closedAndEmpty, wear: { at: 'sticky', pulsesNeeded: 3 } };
const worn: Mechanism = { ...closedAndEmpty, wear: { at: 'worn' } };

describe('the mechanism of a compartment', () => {
  it('opens when a pulse pulls the latch and the spring pushes the door', () => {
    expect(opened).toMatchObject({ coil: 'off', latch: 'released', leaf: 'open' });
  });

  it('stays closed when the coil is cut before the plunger has travelled', () => {
    const mechanism = after(
      closedAndEmpty,
      'coil-energised',
      'coil-cut',
      'plunger-travelled',
      'spring-pushed',
    );
    expect(mechanism).toMatchObject({ latch: 'engaged', leaf: 'closed' });
  });

  it('does not open by a push of the spring alone', () => {
    expect(after(closedAndEmpty, 'spring-pushed')).toEqual(closedAndEmpty);
  });

  it('does not open where the latch is stuck, however often it is pulsed', () => {
    expect(after(stuck, ...pulse, ...pulse, ...pulse).leaf).toBe('closed');
  });

  it('gives way at the third pulse where the latch needs three', () => {
    const twice = after(sticky, ...pulse, ...pulse);
    expect(twice).toMatchObject({ leaf: 'closed', withstoodCount: 2 });
    expect(after(twice, ...pulse)).toMatchObject({ leaf: 'open', withstoodCount: 0 });
  });

  it('latches when it is pushed closed', () => {
    expect(after(opened, 'pushed-closed')).toMatchObject({ latch: 'engaged', leaf: 'closed' });
  });

  it('does not catch while the coil is energised, nor where the latch is worn', () => {
    expect(after(opened, 'coil-energised', 'pushed-closed').leaf).toBe('open');
    expect(after(worn, ...pulse, 'pushed-closed')).toMatchObject({ latch: 'released', leaf: 'open' });
  });

  it('lets a parcel pass through an open door only', () => {
    expect(after(closedAndEmpty, 'parcel-put').parcel).toBe('absent');
    const filled = after(opened, 'parcel-put', 'pushed-closed');
    expect(filled.parcel).toBe('inside');
    expect(after(filled, 'parcel-taken').parcel).toBe('inside');
    expect(after(filled, ...pulse, 'parcel-taken').parcel).toBe('absent');
  });
});
