import { describe, expect, it } from 'vitest';
import { boardProfile, cabinetProfile, load, plain, problemsOf, writeProfile } from './written-station.ts';

await writeProfile('boards', 'software', boardProfile('software', softwareRelays()));
await writeProfile('boards', 'relays-2', gpioProfile('relays-2'));
await writeProfile('cabinets', 'two', cabinetProfile('two', 2));
await writeProfile('cabinets', 'two-large', cabinetProfile('two-large', 2, { heightMm: 400 }));

function softwareRelays(): object {
  return { protocol: 'modbus-coils', pulse: 'software', relay: { coilsAt: 0, inputsAt: 0 } };
}

function gpioProfile(id: string): object {
  return {
    kind: 'gpio-board',
    id,
    name: id,
    channels: 2,
    polarity: { lock: 'low-energises', hook: 'low-is-closed' },
    timing: { pulseMs: 550, debounceMs: 50, settleMs: 150, openDetectMs: 3000 },
    solenoidsAtOnceMax: 1,
    provenance: [{ source: 'written for a test', confidence: 'high' }],
    caveats: [],
  };
}

const line = (offset: number): string => `{ chip: pinctrl-bcm2711, offset: ${String(offset)} }`;
const board = `gpio:
  - id: relays
    profile: relays-2
    port: sysfs
    protection: timed-by-hardware
    channels:
      - { lock: ${line(17)}, door: ${line(27)} }
      - { lock: ${line(18)}, door: ${line(22)} }
`;

/** The plain station with its cabinet on lines instead of a bus. */
function stationOf(gpio: string, cabinet = 'two'): string {
  return plain
    .replace(/buses:\n[^]*cabinets:/, `${gpio}cabinets:`)
    .replace('profile: three', `profile: ${cabinet}`)
    .replace('board: left-0', 'board: relays');
}

describe('doors on GPIO lines', () => {
  it('are settled with their profile, each line at the level that it needs', async () => {
    const loaded = await load(stationOf(board));
    if (!loaded.ok) expect.fail(JSON.stringify(loaded.problems));
    const { gpio, compartments, buses } = loaded.settings;
    expect(buses).toEqual([]);
    expect(gpio).toMatchObject([
      {
        id: 'relays',
        port: 'sysfs',
        protection: 'timed-by-hardware',
        timing: { pulseMs: 550, debounceMs: 50 },
        channels: [
          {
            lock: { chip: 'pinctrl-bcm2711', offset: 17, activeLow: true },
            door: { chip: 'pinctrl-bcm2711', offset: 27, activeLow: true, bias: 'as-is' },
          },
          { lock: { offset: 18 }, door: { offset: 22 } },
        ],
      },
    ]);
    expect(compartments).toMatchObject([
      { label: 'A01', board: 'relays', channel: 1, doorSensor: true, occupancySensor: false },
      { label: 'A02', board: 'relays', channel: 2 },
    ]);
  });

  it('take what the station file says over what the profile says', async () => {
    const settings =
      'polarity: { lock: high-energises, hook: high-is-closed }\n    pulseMs: 300\n    debounceMs: 20';
    const loaded = await load(stationOf(board.replace('port: sysfs', `port: sysfs\n    ${settings}`)));
    expect(loaded.ok && loaded.settings.gpio).toMatchObject([
      {
        timing: { pulseMs: 300, debounceMs: 20 },
        channels: [{ lock: { activeLow: false }, door: { activeLow: false } }, {}],
      },
    ]);
  });

  it('may hang on the same supply as lock boards', async () => {
    const supplies = 'supplies:\n  - { id: main, boards: [relays], solenoidsAtOnceMax: 2 }\n';
    expect(await problemsOf(stationOf(`${supplies}${board}`))).toEqual([]);
  });

  it('are needed where a station has no bus', async () => {
    expect(await problemsOf(stationOf('gpio: []\n'))).toContain(
      '1:1 buses: expected at least one bus with a lock board, or a board of GPIO lines, found nothing',
    );
  });
});

describe('a line', () => {
  it('is refused as a bare number, with the reason', async () => {
    expect(await problemsOf(stationOf(board.replace(line(17), '17')))).toEqual([
      '13:17 gpio.0.channels.0.lock: expected a line as { chip, offset }: a bare number is another line on the ' +
        'next kernel, because Raspberry Pi kernels from 6.6 on count from 512 and a Pi 5 from somewhere else, found 17',
    ]);
  });

  it.each(['gpiochip0', '512', '0'])(
    'is refused on the chip %s, because chips change their number',
    async (chip) => {
      const [problem] = await problemsOf(stationOf(board.replace('pinctrl-bcm2711', chip)));
      expect(problem).toContain('13:25 gpio.0.channels.0.lock.chip: expected the label of a GPIO chip');
    },
  );

  it('is refused with a number that counts over all chips', async () => {
    const [problem] = await problemsOf(stationOf(board.replace('offset: 17', 'offset: 529')));
    expect(problem).toContain('numbers from 512 on count over all chips, as sysfs does, found 529');
  });

  it('is refused when two locks or doors share it', async () => {
    expect(await problemsOf(stationOf(board.replace('offset: 22', 'offset: 17')))).toEqual([
      '14:62 gpio.0.channels.1.door: expected a free line, found pinctrl-bcm2711 line 17, which the lock of relays ' +
        'channel 1 uses',
    ]);
  });

  it('is another one on another unit of the same chip', async () => {
    const unit = '{ chip: pinctrl-bcm2711, offset: 17, unit: "0B02" }';
    expect(await problemsOf(stationOf(board.replace(line(22), unit)))).toEqual([]);
  });

  it('is refused with a pull resistor that its port cannot switch on', async () => {
    const pulled = board.replace('port: sysfs', 'port: sysfs\n    bias: pull-up');
    expect(await problemsOf(stationOf(pulled))).toEqual([
      '11:11 gpio.0.bias: expected as-is, because sysfs cannot switch a pull resistor on, found pull-up',
    ]);
    expect(await problemsOf(stationOf(pulled.replace('sysfs', 'gpiod')))).toEqual([]);
  });
});

describe('a board of lines', () => {
  it('is refused with a profile that nobody knows', async () => {
    expect(await problemsOf(stationOf(board.replace('relays-2', 'relays-3')))).toEqual([
      '9:14 gpio.0.profile: expected one of the GPIO boards relays-2, found "relays-3"',
    ]);
  });

  it('is refused with more channels than its profile', async () => {
    const third = `${board}      - { lock: ${line(4)} }\n`;
    expect(await problemsOf(stationOf(third))).toEqual([
      '13:7 gpio.0.channels: expected at most 2 channels, as relays-2 has, found 3',
    ]);
  });

  it('is refused with the id of another board', async () => {
    const problems = await problemsOf(
      plain.replace('cabinets:', `${board.replace('id: relays', 'id: left-0')}cabinets:`),
    );
    expect(problems[0]).toBe(
      '13:9 gpio.0.id: expected a board id that is used once in the station, found "left-0" a second time',
    );
  });

  it('R4 without a door switch is refused behind a large compartment', async () => {
    const blind = board.replace(`, door: ${line(27)}`, '');
    expect(await problemsOf(stationOf(blind))).toEqual([]);
    const [problem] = await problemsOf(stationOf(blind, 'two-large'));
    expect(problem).toContain('expected a door sensor or a release from inside for A01');
  });
});

describe('R5 the protection of a coil', () => {
  const unprotected = board.replace('timed-by-hardware', 'none');

  it('R5 has to be declared', async () => {
    expect(await problemsOf(stationOf(board.replace(/ {4}protection.*\n/, '')))).toEqual([
      '8:5 gpio.0.protection: expected one of timed-by-hardware, none, found nothing',
    ]);
  });

  it('R5 of none is refused', async () => {
    expect(await problemsOf(stationOf(unprotected))).toEqual([
      '11:17 gpio.0.protection: expected timed-by-hardware, because a process that is killed in mid-pulse leaves ' +
        'its coil energised (rule R5), found none',
    ]);
  });

  it('R5 of none is accepted with a reason, and warned of', async () => {
    const reason = 'a lamp stands in for the lock';
    const accepted = unprotected.replace('none', `none\n    acceptUnprotected: ${reason}`);
    const loaded = await load(stationOf(accepted));
    expect(loaded.ok && loaded.warnings.filter((warning) => warning.includes('rule R5'))).toEqual([
      expect.stringContaining(
        `11:17 gpio.0.protection: its coils are protected by software alone (rule R5): ${reason}`,
      ),
    ]);
  });

  it('R5 is asked of relay boards on a bus whose pulses the station ends', async () => {
    const relays = plain.replace('profile: sixteen', 'profile: software');
    expect(await problemsOf(relays)).toEqual([
      '11:32 buses.0.boards.0.profile: expected timed-by-hardware, because a process that is killed in mid-pulse ' +
        'leaves its coil energised (rule R5), found none',
    ]);
    const timed = relays.replace('address: 0', 'address: 0, protection: timed-by-hardware');
    expect(await problemsOf(timed)).toEqual([]);
  });

  it('R5 of a relay board reaches the station, and no other board has one', async () => {
    const relays = plain.replace('profile: sixteen', 'profile: software');
    const declared = (protection: string): string =>
      relays.replace('address: 0', `address: 0, ${protection}`);
    const protectionOf = async (text: string): Promise<unknown> => {
      const loaded = await load(text);
      return loaded.ok ? loaded.settings.buses[0]?.boards[0]?.protection : loaded.problems;
    };
    expect(await protectionOf(plain)).toBeUndefined();
    expect(await protectionOf(declared('protection: timed-by-hardware'))).toBe('timed-by-hardware');
    expect(await protectionOf(declared('acceptUnprotected: a lamp for now'))).toBe('none');
  });

  it('R5 of none is refused over a network whatever the reason, because no guard could reach the board', async () => {
    const relays = plain.replace('profile: sixteen', 'profile: software');
    const far = relays
      .replace(/transport: \{.*\}/, 'transport: { kind: tcp, host: 192.168.1.50, port: 4001 }')
      .replace('address: 0', 'address: 0, protection: none, acceptUnprotected: a lamp for now');
    expect(await problemsOf(far)).toEqual([
      '11:66 buses.0.boards.0.protection: expected timed-by-hardware on a line over a network, where nothing ' +
        'but the station could cut a coil (rule R5), found none',
    ]);
    const timed = far.replace('protection: none', 'protection: timed-by-hardware');
    expect(await problemsOf(timed)).toEqual([]);
  });
});
