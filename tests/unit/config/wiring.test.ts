import { describe, expect, it } from 'vitest';
import { fitsChild } from '#config/entrapment';
import { load, plain, problemsOf } from './written-station.ts';

const twoBoards = `      - { id: left-0, profile: sixteen, address: 0 }
      - { id: left-1, profile: sixteen, address: 1 }`;
const oneBoard = '      - { id: left-0, profile: sixteen, address: 0 }';

function withBoards(boards: string): string {
  return plain.replace(oneBoard, boards);
}

function withWiring(wiring: string): string {
  return plain.replace('{ board: left-0, fromChannel: 1 }', wiring);
}

describe('boards and buses', () => {
  it('accept two boards of different address on one bus', async () => {
    expect(await problemsOf(withBoards(twoBoards))).toEqual([]);
  });

  it('are refused with a profile that nobody knows', async () => {
    expect(await problemsOf(plain.replace('profile: sixteen', 'profile: seventeen'))).toEqual([
      '11:32 buses.0.boards.0.profile: expected one of the lock boards blind, relays, sixteen, slow, wide, found "seventeen"',
    ]);
  });

  it('are refused with an address that the switch of the board cannot have', async () => {
    expect(await problemsOf(plain.replace('address: 0', 'address: 16'))).toEqual([
      '11:50 buses.0.boards.0.address: expected an address from 0 to 15, as the switch of sixteen allows, found 16',
    ]);
  });

  it('are refused with one address twice on a bus', async () => {
    expect(await problemsOf(withBoards(twoBoards.replace('address: 1', 'address: 0')))).toEqual([
      '12:50 buses.0.boards.1.address: expected an address that no other board of this bus has, found 0 a second time',
    ]);
  });

  it('are refused with one id twice in the station', async () => {
    expect(await problemsOf(withBoards(twoBoards.replace('left-1', 'left-0')))).toEqual([
      '12:15 buses.0.boards.1.id: expected a board id that is used once in the station, found "left-0" a second time',
    ]);
  });

  it('are refused with different line settings on one bus', async () => {
    expect(
      await problemsOf(withBoards(twoBoards.replace('left-1, profile: sixteen', 'left-1, profile: slow'))),
    ).toEqual([
      '12:32 buses.0.boards.1.profile: expected a board with the line settings of left-0 (19200 baud, 8N1), ' +
        'found 9600 baud, 8E1',
    ]);
  });

  it('are refused when two buses share a port', async () => {
    const second = `${oneBoard}
  - id: right
    transport: { kind: serial, path: /dev/ttyS9 }
    boards:
      - { id: right-0, profile: sixteen, address: 0 }`;
    expect(await problemsOf(withBoards(second))).toEqual([
      '13:38 buses.1.transport.path: expected a port that no other bus uses, found "/dev/ttyS9" a second time',
    ]);
  });
});

describe('wiring', () => {
  it('is refused with a cabinet profile that nobody knows', async () => {
    expect(await problemsOf(plain.replace('profile: three', 'profile: four'))).toEqual([
      '14:14 cabinets.0.profile: expected one of the cabinets exit, fifty, large, three, trap, found "four"',
    ]);
  });

  it('is refused beyond the channels of the board', async () => {
    expect(await problemsOf(plain.replace('fromChannel: 1', 'fromChannel: 15'))).toEqual([
      '15:13 cabinets.0.wiring: expected a channel from 1 to 16 of left-0 for A03, found 17',
    ]);
  });

  it('is refused with one channel for two compartments', async () => {
    const wiring =
      '{ A01: { board: left-0, channel: 1 }, A02: { board: left-0, channel: 1 }, A03: { board: left-0, channel: 2 } }';
    expect(await problemsOf(withWiring(wiring))).toEqual([
      '15:56 cabinets.0.wiring.A02: expected a free channel for A02, found left-0 channel 1, which A01 uses',
    ]);
  });

  it('is refused when a compartment is left unwired', async () => {
    const wiring = '{ A01: { board: left-0, channel: 1 }, A02: { board: left-0, channel: 2 } }';
    expect(await problemsOf(withWiring(wiring))).toEqual([
      '15:13 cabinets.0.wiring: expected a board and a channel for the compartment A03, found nothing',
    ]);
  });

  it('is refused with a label that the cabinet does not have', async () => {
    const wiring =
      '{ A01: { board: left-0, channel: 1 }, A02: { board: left-0, channel: 2 }, A03: { board: left-0, channel: 3 }, A9: { board: left-0, channel: 4 } }';
    const [problem] = await problemsOf(withWiring(wiring));
    expect(problem).toContain(
      'cabinets.0.wiring.A9: expected one of the compartments A01, A02, A03, found "A9"',
    );
  });

  it('is refused with a mistake inside one entry, judged as what was meant', async () => {
    const wiring =
      '{ A01: { board: left-0 }, A02: { board: left-0, channel: 2 }, A03: { board: left-0, channel: 3 } }';
    expect(await problemsOf(withWiring(wiring))).toEqual([
      '15:20 cabinets.0.wiring.A01.channel: expected a number, found nothing',
    ]);
  });

  it('is refused with labels that two cabinets share', async () => {
    const second = `${oneBoard}\n      - { id: left-1, profile: sixteen, address: 1 }`;
    const twice = `fromChannel: 1 }\n  - { id: A, profile: three, wiring: { board: left-1, fromChannel: 1 } }`;
    const problems = await problemsOf(withBoards(second).replace('fromChannel: 1 }', twice));
    expect(problems[0]).toBe(
      '17:11 cabinets.1.id: expected labels that are unique in the station, found A01 a second time',
    );
    expect(problems).toHaveLength(3);
  });
});

describe('R4 a compartment that a child fits into', () => {
  it('R4 is refused with neither a door sensor nor a release from inside', async () => {
    expect(await problemsOf(plain.replace('profile: three', 'profile: trap'))).toEqual([
      '14:14 cabinets.0.profile: expected a door sensor or a release from inside for A01, because a child fits in ' +
        '(rule R4), found 340 × 400 × 460 mm with neither',
    ]);
  });

  it('R4 is refused on a board that sees no doors, whatever the cabinet has', async () => {
    const relays = plain.replace('profile: sixteen, address: 0', 'profile: relays, address: 1');
    const [problem] = await problemsOf(relays.replace('profile: three', 'profile: large'));
    expect(problem).toContain('expected a door sensor or a release from inside for A01');
    const small = await load(relays);
    expect(small.ok && small.settings.compartments.every(({ doorSensor }) => !doorSensor)).toBe(true);
  });

  it('R4 is accepted with a release from inside', async () => {
    expect(await problemsOf(plain.replace('profile: three', 'profile: exit'))).toEqual([]);
  });

  it.each([
    ['340 × 100 × 460 mm, too low', { widthMm: 340, heightMm: 100, depthMm: 460 }, false],
    ['340 × 200 × 440 mm, below 0.03 m³', { widthMm: 340, heightMm: 200, depthMm: 440 }, false],
    ['340 × 200 × 460 mm, above 0.03 m³', { widthMm: 340, heightMm: 200, depthMm: 460 }, true],
    ['149 × 1000 × 460 mm, too narrow', { widthMm: 149, heightMm: 1000, depthMm: 460 }, false],
    ['150 × 1000 × 460 mm', { widthMm: 150, heightMm: 1000, depthMm: 460 }, true],
  ])('R4 judges %s', (_, inside, expected) => {
    expect(fitsChild(inside)).toBe(expected);
  });
});

describe('R10 the risk of blind guessing', () => {
  const hundred = `      - { id: left-0, profile: wide, address: 0 }
      - { id: left-1, profile: wide, address: 1 }`;
  const cabinets = (count: string): string =>
    withBoards(hundred).replace(
      /cabinets:[^]*couriers:/,
      `cabinets:
  - { id: A, profile: fifty, wiring: { board: left-0, fromChannel: 1 } }
  - { id: B, profile: ${count}, wiring: { board: left-1, fromChannel: 1 } }
couriers:`,
    );

  it('R10 refuses a hundred compartments, because their codes need ten digits', async () => {
    expect(
      await problemsOf(
        `${cabinets('fifty')}codes: { profile: adaptive, acceptGuessRisk: no reason helps }\n`,
      ),
    ).toEqual([
      '14:3 cabinets: expected at most 99 compartments, because more codes need ten digits (rule R10), ' +
        'found 100 compartments',
    ]);
  });

  it('R10 states the risk of one code for every compartment and twenty of delegates', async () => {
    const loaded = await load(cabinets('three'));
    expect(loaded.ok && loaded.settings.compartments).toHaveLength(53);
    expect(loaded.ok && loaded.guessRiskPerDay).toBeCloseTo(73 * 1e-8 + (73 * 8640) / 1e14, 15);
  });
});
