import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitFor } from '#simulator/harness/patience';
import { demoBadge } from '#simulator/harness/station-files';
import type { StoredEvent } from '#simulator/centre/centre';
import { body, codeOf, deposit, openStage, pickUp, reach } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
  await stage.world.startController();
});
afterEach(() => stage.end());

/** What a fault says at the centre, once it says it. */
function faultEvent(kind: 'raised' | 'cleared', fault: string): Promise<StoredEvent> {
  return waitFor(
    `fault ${fault} ${kind}`,
    () =>
      stage.world.centre
        .events()
        .find(
          ({ type, data }) =>
            type === `latchkey.fault.${kind}.v1` && (data as { fault?: string }).fault === fault,
        ),
    25_000,
  );
}

describe('a lock board that falls silent', () => {
  it('is refused with words, leaves the other board working, and is told to the centre and back', async () => {
    const { world } = stage;
    const { stay } = await deposit(world, 'SF1234567890123');
    const { code } = await codeOf(world, stay);
    world.order({ do: 'set-fault', board: 'left-0', fault: 'silent' });
    await faultEvent('raised', 'board-silent');
    const refused = await world.kiosk.enterCode(code);
    expect(refused).toMatchObject({ ok: false, status: 503, problem: { code: 'compartment-unavailable' } });
    const courier = body(await world.kiosk.signIn(demoBadge));
    const parcel = { waybill: 'YT1234567890123', size: 'S', contact: '13800000000' };
    const begun = body(await world.kiosk.deposit(courier, parcel));
    expect(begun.door?.compartment).toMatch(/^B/);
    await reach(world, courier, 'open');
    world.order({ do: 'place-parcel', compartment: begun.door?.compartment });
    world.order({ do: 'close-door', compartment: begun.door?.compartment });
    await reach(world, courier, 'asking');
    body(await world.kiosk.endDeposit(courier, begun.door?.stay ?? '', { confirm: true }));
    body(await world.kiosk.step(courier, 'finish'));
    world.order({ do: 'clear-fault', board: 'left-0' });
    await faultEvent('cleared', 'board-silent');
    await pickUp(world, code);
  });
});

describe('a stuck latch', () => {
  it('jams a pickup with at most three pulses, says so, and works when it is free again', async () => {
    const { world } = stage;
    const { stay, compartment } = await deposit(world, 'SF1234567890123');
    const { code } = await codeOf(world, stay);
    world.order({ do: 'set-fault', compartment, fault: 'stuck-latch' });
    const pulsesBefore = world.simulation.physics.coilIntervals().length;
    const recipient = body(await world.kiosk.enterCode(code));
    const jammed = await reach(world, recipient, 'jammed');
    expect(jammed.door).toMatchObject({ compartment, reopensLeft: 2 });
    const pulseCount = world.simulation.physics.coilIntervals().length - pulsesBefore;
    expect(pulseCount).toBeGreaterThanOrEqual(1);
    expect(pulseCount).toBeLessThanOrEqual(3);
    await faultEvent('raised', 'lock-did-not-open');
    world.order({ do: 'clear-fault', compartment });
    body(await world.kiosk.step(recipient, 'reopen'));
    await reach(world, recipient, 'open');
    await faultEvent('cleared', 'lock-did-not-open');
  });

  it('gives a courier another compartment without being asked', async () => {
    const { world } = stage;
    world.order({ do: 'set-fault', compartment: 'A01', fault: 'stuck-latch' });
    const courier = body(await world.kiosk.signIn(demoBadge));
    const parcel = { waybill: 'SF1234567890123', size: 'S', contact: '13800000000' };
    const begun = body(await world.kiosk.deposit(courier, parcel));
    expect(begun.door?.compartment).toBe('A01');
    const opened = await reach(world, courier, 'open');
    expect(opened.door?.compartment).toBe('A02');
    await faultEvent('raised', 'lock-did-not-open');
  });
});

describe('a garbled line', () => {
  it('opens nothing that was not asked for and claims nothing that was not read', async () => {
    const { world } = stage;
    const { stay } = await deposit(world, 'SF1234567890123');
    const { code } = await codeOf(world, stay);
    world.order({ do: 'set-fault', board: 'left-0', fault: 'bad-checksum' });
    const recipient = await world.kiosk.enterCode(code);
    if (recipient.ok) {
      const view = await waitFor('what the screen says', async () => {
        const now = body(await world.kiosk.visit(recipient.body));
        return now.step === 'opening' ? null : now;
      });
      expect(['unseen', 'ended']).toContain(view.step);
    } else expect(recipient.problem.code).toBe('compartment-unavailable');
    await faultEvent('raised', 'board-silent');
    const claims = world.centre.events().filter(({ type }) => type === 'latchkey.pickup.completed.v1');
    expect(claims).toEqual([]);
    world.order({ do: 'clear-fault', board: 'left-0' });
    await faultEvent('cleared', 'board-silent');
  });

  it('with an echoing adapter never takes an unlock for answered by itself', async () => {
    const { world } = stage;
    world.order({ do: 'set-fault', bus: 'right', fault: 'echo' });
    world.order({ do: 'set-fault', board: 'right-1', fault: 'silent' });
    await faultEvent('raised', 'board-silent');
    const intended = world.centre.events().filter(({ type }) => type === 'latchkey.door.opened.v1');
    expect(intended).toEqual([]);
  });
});
