import { describe, expect, it } from 'vitest';
import { compartmentStatus } from '#contract/compartment';
import { faultStatus } from '#contract/fault';
import type { BoardId } from '#domain/words';
import { availabilityIn, compartmentPresent, faultsPresent, readiness } from '#uplink/snapshots';
import { StationDouble, stayIn } from './station-double.ts';

describe('the present of the compartments', () => {
  it('S0-2 says for each one whether it is free, taken, quarantined or unreachable', () => {
    const control = new StationDouble();
    const [first, second, third] = control.state().compartments;
    if (!first || !second || !third) throw new TypeError('the double has three compartments');
    control.change({
      stays: [stayIn('stay-1', 'A01')],
      compartments: [first, { ...second, quarantine: 'contents-unclear' }, third],
    });
    const present = () => control.state().compartments.map(availabilityIn(control.state()));
    expect(present()).toEqual(['taken', 'quarantined', 'free']);
    control.change({ silentBoards: ['left-0' as BoardId] });
    expect(present()).toEqual(['taken', 'quarantined', 'unreachable']);
  });

  it('fits the contract and names nobody', () => {
    const control = new StationDouble();
    control.change({ stays: [stayIn('stay-1', 'A01')] });
    const availabilityOf = availabilityIn(control.state());
    for (const compartment of control.state().compartments) {
      const one = compartmentPresent(compartment, availabilityOf(compartment));
      expect(compartmentStatus.parse({ ...one, seq: 1 })).toEqual({ ...one, seq: 1 });
      expect(JSON.stringify(one)).not.toContain('stay');
    }
  });
});

describe('the present of the faults', () => {
  it('has an entry with cause and remedy for each, under the id that is its topic', () => {
    const control = new StationDouble();
    control.raise('door-left-open', 'A02');
    const [[id, status] = ['', null]] = faultsPresent(control.state());
    expect(id).toBe('door-left-open.A02');
    expect(faultStatus.parse(status)).toMatchObject({ severity: 'minor', subject: 'A02' });
  });
});

describe('readiness', () => {
  it('is degraded by a major fault or a silent board, not by a minor fault', () => {
    const control = new StationDouble();
    control.raise('uplink-down', 'broker');
    expect(readiness(control.state())).toBe('ready');
    control.change({ silentBoards: ['left-0' as BoardId] });
    expect(readiness(control.state())).toBe('degraded');
    control.change({ silentBoards: [] });
    control.raise('lock-did-not-open', 'A01');
    expect(readiness(control.state())).toBe('degraded');
  });
});
