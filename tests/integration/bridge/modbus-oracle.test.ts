import { readFileSync } from 'node:fs';
import modbus from 'modbus-serial';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createBusSession } from '#bridge/bus-session';
import { createLockBoard } from '#bridge/lock-board';
import { createBoardCodec } from '#bridge/profiles/board-codec';
import { boardProfile, type BoardProfile } from '#bridge/profiles/schema';
import type { Connection, Transport } from '#bridge/transport';
import { hexOf } from '#codecs/frame-text';
import type { LockBoardRequest } from '#codecs/lock-board-codec';
import { startSimulation } from '#simulator/cabinet-simulation';
import { createMachineClock } from '#simulator/wires/clocks';
import { openPty } from '#simulator/wires/pty';
import { plan } from '../../unit/simulator/virtual-hardware.ts';
import { machineClock } from './machine-clock.ts';

/**
 * `modbus-serial`, which shares nothing with our codecs, at the other end of the line: once master, once
 * slave.
 */
const address = 17;
const soon = { timeout: 10_000 };
const cleanups: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function profileOf(name: string): BoardProfile {
  const file = new URL(`../../../hardware-profiles/boards/${name}.yaml`, import.meta.url);
  return boardProfile.parse(parse(readFileSync(file, 'utf8')));
}

/** A master on the terminal at `path`. */
async function masterOn(path: string) {
  const master = new modbus.default();
  await master.connectRTUBuffered(path, { baudRate: 9600 });
  cleanups.push(
    () =>
      new Promise<void>((resolve) => {
        master.close(() => resolve());
      }),
  );
  master.setID(address);
  master.setTimeout(3000);
  return master;
}

/** Our twin of a profile on a real terminal, with that master. */
async function twinOf(name: string) {
  const simulation = await startSimulation({
    ...plan({ profile: profileOf(name), addresses: [address] }),
    seed: 1,
    pacing: 'off',
    hands: 'nobody',
    clock: createMachineClock(),
    controlPath: null,
  });
  cleanups.push(() => simulation.stop());
  const master = await masterOn(simulation.ttys['main'] ?? '');
  const door = (channel: number) => {
    const compartment = simulation.physics.find(`${String(address)}-${String(channel)}`);
    if (!compartment) throw new RangeError(`nothing is wired to channel ${String(channel)}`);
    return compartment;
  };
  return { master, door };
}

describe('an independent master finds our twins as their manuals say', () => {
  test('coils and discrete inputs', async () => {
    const { master, door } = await twinOf('modbus-coils-16');
    expect((await master.readDiscreteInputs(0, 16)).data).toEqual(Array.from({ length: 16 }, () => true));
    expect(await master.writeCoil(4, true)).toEqual({ address: 4, state: true });
    await expect.poll(() => door(5).view().door, soon).toBe('open');
    expect(door(5).view().coil).toBe('on');
    expect(await master.writeCoil(4, false)).toEqual({ address: 4, state: false });
    expect(door(5).view().coil).toBe('off');
    const inputs = (await master.readDiscreteInputs(0, 16)).data;
    expect(inputs.flatMap((isOn, index) => (isOn ? [] : [index]))).toEqual([4]);
    await master.writeCoil(0, true);
    await master.writeCoils(
      0,
      Array.from({ length: 16 }, () => false),
    );
    expect(door(1).view().coil).toBe('off');
  });

  test('the pulse that a Waveshare board ends by itself', async () => {
    const { master, door } = await twinOf('waveshare-relay-8ch');
    const pulse = await master.customFunction(0x05, [0x02, 0x02, 0x00, 0x05]);
    expect(pulse).toMatchObject({ address: 0x0202 });
    await expect.poll(() => door(3).view().door, soon).toBe('open');
    await expect.poll(() => door(3).view().coil, soon).toBe('off');
    expect((await master.readDiscreteInputs(0, 8)).data.indexOf(false)).toBe(2);
  });

  test('registers that are relays', async () => {
    const { master, door } = await twinOf('eletechsup-r421a08');
    expect(await master.writeRegister(2, 0x0500)).toEqual({ address: 2, value: 0x0500 });
    expect((await master.readHoldingRegisters(1, 8)).data).toEqual([0, 1, 0, 0, 0, 0, 0, 0]);
    await master.writeRegister(0, 0x0800);
    expect((await master.readHoldingRegisters(1, 8)).data).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(door(2).view().coil).toBe('off');
  });
});

describe('an independent master writes the bytes that our codecs write', () => {
  type Master = Awaited<ReturnType<typeof masterOn>>;
  const asked: readonly (readonly [string, LockBoardRequest, (master: Master) => Promise<unknown>])[] = [
    ['modbus-coils-16', { kind: 'read-doors', board: address }, (master) => master.readDiscreteInputs(0, 16)],
    [
      'modbus-coils-16',
      { kind: 'unlock', board: address, channel: 9 },
      (master) => master.writeCoil(8, true),
    ],
    [
      'modbus-coils-16',
      { kind: 'end-pulse', board: address, channel: 9 },
      (master) => master.writeCoil(8, false),
    ],
    [
      'modbus-coils-16',
      { kind: 'all-off', board: address },
      (master) =>
        master.writeCoils(
          0,
          Array.from({ length: 16 }, () => false),
        ),
    ],
    [
      'waveshare-relay-8ch',
      { kind: 'unlock', board: address, channel: 8 },
      (master) => master.customFunction(0x05, [0x02, 0x07, 0x00, 0x05]),
    ],
    [
      'eletechsup-r421a08',
      { kind: 'unlock', board: address, channel: 8 },
      (master) => master.writeRegister(8, 0x0500),
    ],
    [
      'eletechsup-r421a08',
      { kind: 'read-doors', board: address },
      (master) => master.readHoldingRegisters(1, 8),
    ],
  ];

  test.each(asked)('%s: %o', async (name, request, ask) => {
    const written: number[] = [];
    const pty = openPty((bytes) => written.push(...bytes));
    cleanups.push(() => pty.close());
    const master = await masterOn(pty.path);
    master.setTimeout(200);
    await expect(ask(master)).rejects.toMatchObject({ name: 'TransactionTimedOutError' });
    expect(hexOf(Uint8Array.from(written))).toBe(
      hexOf(createBoardCodec(profileOf(name)).encodeRequest(request)),
    );
  });
});

/** The other end of a terminal as a line of ours. */
function transportOf(name: string): { readonly transport: Transport; readonly path: string } {
  let hear: (bytes: Uint8Array) => void = () => undefined;
  const pty = openPty((bytes) => hear(bytes));
  cleanups.push(() => pty.close());
  const connection: Connection = { write: (bytes) => pty.write(bytes), close: () => Promise.resolve() };
  const transport: Transport = {
    name,
    open(listener) {
      hear = (bytes) => listener.received(bytes);
      return Promise.resolve(connection);
    },
  };
  return { transport, path: pty.path };
}

describe('an independent slave is driven by our master', () => {
  test('doors are read, a pulse is begun and ended, and at the end every coil is off', async () => {
    const profile = profileOf('modbus-coils-16');
    const inputs = Array.from({ length: 16 }, () => true);
    const coils = Array.from({ length: 16 }, () => false);
    const switched: string[] = [];
    const { transport, path } = transportOf('slave');
    const slave = new modbus.ServerSerial(
      {
        getDiscreteInput: (at: number) => inputs[at] ?? false,
        setCoil: (at: number, isOn: boolean) => {
          if (coils[at] !== isOn) switched.push(`${String(at)} ${isOn ? 'on' : 'off'}`);
          coils[at] = isOn;
          if (isOn) inputs[at] = false;
        },
      },
      { path, baudRate: 9600, unitID: address },
    );
    await new Promise<void>((resolve) => {
      slave.on('initialized', () => resolve());
    });
    cleanups.push(
      () =>
        new Promise<void>((resolve) => {
          slave.close(() => resolve());
        }),
    );

    const session = createBusSession({ transport, clock: machineClock, boards: [address] });
    await session.start();
    cleanups.push(() => session.stop());
    const board = createLockBoard({ session, clock: machineClock, profile, address });
    const doors = async (): Promise<readonly string[]> => {
      const read = await board.readDoors('confirm');
      return read.ok ? read.channels.map(({ door }) => door) : [];
    };
    expect(new Set(await doors())).toEqual(new Set(['closed']));
    expect(await board.unlock(6)).toMatchObject({ kind: 'answered' });
    expect((await doors()).indexOf('open')).toBe(5);
    await expect.poll(() => switched, soon).toEqual(['5 on', '5 off']);
    await board.unlock(16);
    expect(await board.release()).toBe(true);
    expect(coils).not.toContain(true);
    expect(switched).toEqual(['5 on', '5 off', '15 on', '15 off']);
    expect(session.counters()).toMatchObject({ timeouts: 0, strayReplies: 0, discardedBytes: 0 });
  });
});
