import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '#simulator/harness/patience';
import { body, codeOf, deposit, openStage, pickUp, type Stage } from '../station/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.world.startController();
});
afterAll(() => stage.end());

/** What the centre was told of one type, as its data. */
function told(type: string): readonly Readonly<Record<string, unknown>>[] {
  const events = stage.world.centre.events().filter((event) => event.type === type);
  return events.map(({ data }) => data as Readonly<Record<string, unknown>>);
}

function isOpen(compartment: string): boolean {
  return stage.world.simulation.physics.find(compartment)?.view().door === 'open';
}

describe('a supply that sags under a coil of a running controller', () => {
  it('opens nothing and claims nothing, is told as a fault, and the parcel comes out when it is mended', async () => {
    const { world } = stage;
    const { stay, compartment } = await deposit(world, 'SF1234567890123');
    const { code } = await codeOf(world, stay);
    const openedBefore = told('latchkey.door.opened.v1').length;
    world.order({ do: 'set-fault', board: 'left-0', fault: 'brown-out' });
    const recipient = body(await world.kiosk.enterCode(code));
    const view = await waitFor('what the screen says', async () => {
      const now = body(await world.kiosk.visit(recipient));
      return now.step === 'opening' ? null : now;
    });
    expect(['jammed', 'unseen', 'ended']).toContain(view.step);
    expect(isOpen(compartment)).toBe(false);
    const faults = await waitFor('the fault is told', () => {
      const raised = told('latchkey.fault.raised.v1').map(({ fault }) => fault);
      return raised.length > 0 ? raised : null;
    });
    expect(['board-silent', 'lock-did-not-open']).toContain(faults[0]);
    expect(told('latchkey.door.opened.v1')).toHaveLength(openedBefore);
    expect(told('latchkey.pickup.completed.v1')).toEqual([]);
    const pulses = world.simulation.physics.coilIntervals().filter((one) => one.compartment === compartment);
    expect(pulses.slice(1).every(({ onAtMs, offAtMs }) => (offAtMs ?? Infinity) - onAtMs < 100)).toBe(true);
    world.order({ do: 'clear-fault', board: 'left-0' });
    // The visit may have ended by itself.
    await world.kiosk.step(recipient, 'finish');
    await pickUp(world, code);
    await waitFor('the pickup is told', () => told('latchkey.pickup.completed.v1').length === 1);
    const unasked = told('latchkey.fault.raised.v1').filter(({ fault }) => fault === 'door-opened-unasked');
    expect(unasked).toEqual([]);
  });
});
