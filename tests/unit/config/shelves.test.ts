import { describe, expect, it } from 'vitest';
import { describeHardware, locksOf, planOf } from '#config/plan';
import { stationDescription } from '#contract/description';
import { readPosition } from '#domain/shelves';
import { load, plain, problemsOf, writeProfile } from './written-station.ts';

const layer = { aboveFloorMm: 900, clearHeightMm: 370, depthMm: 500 };
const provenance = [{ source: 'written for a test', confidence: 'high' }];
await writeProfile('cabinets', 'one-shelf', {
  kind: 'shelves',
  id: 'one-shelf',
  name: 'one shelf',
  shelves: [
    {
      name: '5',
      layers: [
        { name: '1', ...layer, positionCount: 40 },
        { name: '2', ...layer, firstNumber: 3001, positionCount: 2 },
      ],
    },
  ],
  provenance,
  caveats: [],
});

/** The plain station with these lines about shelves; its board has 16 channels and three compartments. */
const withShelves = (written: string): string => plain.replace('couriers:', `shelves:\n${written}couriers:`);
const gate = (more: string): string =>
  withShelves(`  profile: one-shelf\n  gate: { board: left-0, ${more} }\n`);

describe('shelves in the station file', () => {
  it('S4-17 become positions by shelf, layer and number, as the profile counts them', async () => {
    const loaded = await load(withShelves('  profile: one-shelf\n'));
    if (!loaded.ok) expect.fail(JSON.stringify(loaded.problems));
    const plan = planOf(loaded.settings);
    expect(plan.shelves).toMatchObject({ hasGate: false, layers: [{ layer: '1', firstNumber: 1 }, {}] });
    expect(readPosition(plan, '5-2-3002')).toBe('5-2-3002');
    expect(readPosition(plan, '5-1-0040')).toBe('5-1-0040');
    for (const beyond of ['5-2-3003', '5-2-3000', '5-1-0041', '5-3-3001', '4-2-3001', '5-2-301']) {
      expect(readPosition(plan, beyond), beyond).toBeNull();
    }
    expect(locksOf(loaded.settings)).toHaveLength(3);
  });

  it('wire the gate like a lock, and tell the centre where parcels can lie', async () => {
    const loaded = await load(gate('channel: 4, hasContact: true, opensByHand: true'));
    if (!loaded.ok) expect.fail(JSON.stringify(loaded.problems));
    expect(locksOf(loaded.settings).at(-1)).toEqual({
      label: 'GATE',
      board: 'left-0',
      channel: 4,
      doorSensor: true,
      occupancySensor: false,
    });
    const described = describeHardware(loaded.settings);
    const description = stationDescription.parse({ contract: 1, station: 'test-01', ...described });
    expect(description.shelves).toMatchObject({ hasGate: true, layers: [{ positionCount: 40 }, {}] });
  });

  it('are refused with a profile that is none of shelves', async () => {
    expect(await problemsOf(withShelves('  profile: nowhere\n'))).toEqual([
      '17:12 shelves.profile: expected one of the shelves one-shelf, found "nowhere"',
    ]);
  });

  it('are refused with a gate on a channel that a compartment uses, or that there is not', async () => {
    expect(await problemsOf(gate('channel: 3, opensByHand: true'))).toEqual([
      '18:9 shelves.gate: expected a free channel for GATE, found left-0 channel 3, which A03 uses',
    ]);
    expect(await problemsOf(gate('channel: 17, opensByHand: true'))).toEqual([
      '18:9 shelves.gate: expected a channel from 1 to 16 of left-0 for GATE, found 17',
    ]);
    const elsewhere = gate('channel: 4, opensByHand: true').replace(
      '{ board: left-0, ch',
      '{ board: none, ch',
    );
    expect(await problemsOf(elsewhere)).toEqual([
      '18:18 shelves.gate.board: expected one of the boards left-0, found "none"',
    ]);
  });

  it('R1 are refused with a gate that nobody says can be opened by hand from inside', async () => {
    const said =
      'true, because people inside must be able to open the gate by hand and without power (rule R1)';
    expect(await problemsOf(gate('channel: 4, opensByHand: false'))).toEqual([
      `18:51 shelves.gate.opensByHand: expected ${said}, found false`,
    ]);
    expect(await problemsOf(gate('channel: 4'))).toEqual([
      `18:9 shelves.gate.opensByHand: expected ${said}, found nothing`,
    ]);
  });

  it('R10 count every position as a code that needs both numbers', async () => {
    const [bare, shelved] = [await load(plain), await load(withShelves('  profile: one-shelf\n'))];
    const added = (shelved.ok ? shelved.guessRiskPerDay : 0) - (bare.ok ? bare.guessRiskPerDay : 1);
    expect(added).toBeCloseTo((2 * 8_640 * 42) / 1e14, 15);
  });
});
