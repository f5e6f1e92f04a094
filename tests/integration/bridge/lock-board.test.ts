import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createBusSession, type BusSession } from '#bridge/bus-session';
import { createLockBoard, type LockBoard } from '#bridge/lock-board';
import { boardProfile } from '#bridge/profiles/schema';
import { createSerialTransport } from '#bridge/transports/serial-transport';
import { createCodec } from '#codecs/codec-table';
import type { BoardId, CompartmentLabel, IntentionId } from '#domain/words';
import { createDoors } from '#hardware/doors';
import type { HardwareReport } from '#station/ports';
import { machineClock } from './machine-clock.ts';
import { PtyBoard } from './pty-board.ts';

const profileOf = (name: string) => {
  const file = new URL(`../../../hardware-profiles/boards/${name}.yaml`, import.meta.url);
  return boardProfile.parse(parse(readFileSync(file, 'utf8')));
};
const profiles = ['kerong-cu16', 'lockboard-8a-24'].map((name) => ({ name, profile: profileOf(name) }));

const soon = { timeout: 10_000 };
const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** A board of this model on a terminal of its own, plugged in. */
function boardOf(profile: (typeof profiles)[number]['profile']) {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-bridge-'));
  cleanups.push(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'line');
  const codec = createCodec(profile.protocol, {
    channels: profile.channels,
    readAllLength: profile.readAllLength,
  });
  const virtual = new PtyBoard(codec, profile.channels, path);
  virtual.plugIn();
  cleanups.push(() => virtual.pullOut());
  return { virtual, transport: createSerialTransport({ path, ...profile.line }) };
}

describe.each(profiles)('$name on a real terminal', ({ profile }) => {
  const address = profile.address.min;

  async function open(): Promise<{ virtual: PtyBoard; session: BusSession; board: LockBoard }> {
    const { virtual, transport } = boardOf(profile);
    const session = createBusSession({ transport, clock: machineClock, boards: [address] });
    cleanups.push(() => session.stop());
    await session.start();
    return { virtual, session, board: createLockBoard({ session, clock: machineClock, profile, address }) };
  }

  test('a pulse and the reads around it', async () => {
    const { virtual, board, session } = await open();
    const before = await board.readDoors('poll');
    expect(before).toMatchObject({ ok: true });
    expect(before.ok && before.channels.every(({ door }) => door === 'closed')).toBe(true);
    const sent = await board.unlock(3);
    expect(sent.kind).toBe('sent');
    const after = await board.readDoors('confirm');
    expect(after.ok && after.channels.filter(({ door }) => door === 'open')).toMatchObject([{ channel: 3 }]);
    expect(virtual.unlocks).toEqual([{ kind: 'unlock', board: address, channel: 3 }]);
    expect(session.counters()).toMatchObject({ requests: 3, answered: 2, timeouts: 0, strayReplies: 0 });
  });

  test('a mute board is no answer, and the unlock is not repeated', async () => {
    const { virtual, board } = await open();
    virtual.isMute = true;
    expect(await board.unlock(1)).toMatchObject({ kind: 'sent' });
    expect(await board.readDoors('poll')).toEqual({ ok: false, reason: 'no-answer' });
    expect(virtual.requests.map((request) => request.kind)).toEqual(['unlock', 'read-doors', 'read-doors']);
  });

  test('an unlock while the line is out is not sent, and not after it was plugged in again', async () => {
    const { virtual, board, session } = await open();
    virtual.pullOut();
    await expect.poll(() => session.isOpen(), soon).toBe(false);
    expect(await board.unlock(1)).toMatchObject({ kind: 'not-sent' });
    expect(await board.readDoors('poll')).toEqual({ ok: false, reason: 'not-sent' });
    virtual.plugIn();
    await expect.poll(() => session.isOpen(), soon).toBe(true);
    expect(await board.readDoors('poll')).toMatchObject({ ok: true });
    expect(virtual.unlocks).toEqual([]);
    expect(session.counters()).toMatchObject({ lost: 1, reopened: 1 });
  });

  test('a line on which nobody answers is closed and opened anew, and the board comes back by itself', async () => {
    const { virtual, board, session } = await open();
    virtual.isMute = true;
    const untilReopened = async (): Promise<number> => {
      await board.readDoors('poll');
      return session.counters().reopened;
    };
    await expect.poll(untilReopened, { timeout: 20_000 }).toBe(1);
    virtual.isMute = false;
    const untilAnswered = async (): Promise<boolean> => (await board.readDoors('poll')).ok;
    await expect.poll(untilAnswered, soon).toBe(true);
    expect(virtual.unlocks).toEqual([]);
    expect(session.counters()).toMatchObject({ lost: 0, writeFailures: 0 });
  });

  test('Incident 38: garbage on the line is discarded and costs no reading', async () => {
    const { virtual, board, session } = await open();
    for (let count = 0; count < 20; count += 1) {
      virtual.say(Uint8Array.of(0xfb, 0x02, 0x80, 0x8a, 0xff, count));
      expect(await board.readDoors('poll')).toMatchObject({ ok: true });
    }
    expect(session.counters().discardedBytes).toBeGreaterThan(0);
  });
});

describe('the doors of a station on a real terminal', () => {
  const profile = profileOf('kerong-cu16');
  const label = 'A01' as CompartmentLabel;

  test('an unplugged line makes its doors unknown, and plugged in again it opens none', async () => {
    const { virtual, transport } = boardOf(profile);
    const reports: HardwareReport[] = [];
    const wiring = {
      buses: [
        {
          id: 'bus-1',
          transport: { kind: 'serial', path: transport.name, baud: profile.line.baud } as const,
          boards: [{ id: 'board-1', profile, address: 0 }],
        },
      ],
      compartments: [
        { label, board: 'board-1' as BoardId, channel: 1, doorSensor: true, occupancySensor: true },
      ],
    };
    const doors = createDoors(wiring, { clock: machineClock, openTransport: () => transport });
    cleanups.push(() => doors.stop());
    await doors.start((report) => reports.push(report));
    expect(reports.splice(0)).toMatchObject([{ kind: 'reading', door: 'closed', occupancy: 'empty' }]);

    virtual.pullOut();
    await expect.poll(() => reports.length, soon).toBe(2);
    doors.unlock('intention-1' as IntentionId, label);
    await expect.poll(() => reports.length, soon).toBe(3);
    virtual.plugIn();
    await expect.poll(() => reports.length, { timeout: 20_000 }).toBe(5);
    expect(reports.splice(0)).toMatchObject([
      { kind: 'board-silent' },
      { kind: 'reading', door: 'unknown' },
      { kind: 'unlock', outcome: 'not-sent' },
      { kind: 'board-answering' },
      { kind: 'reading', door: 'closed' },
    ]);
    expect(virtual.unlocks).toEqual([]);

    doors.unlock('intention-2' as IntentionId, label);
    await expect.poll(() => reports.length, soon).toBe(2);
    expect(reports).toMatchObject([
      { kind: 'reading', door: 'open' },
      { kind: 'unlock', intention: 'intention-2', outcome: 'opened' },
    ]);
    expect(virtual.unlocks).toHaveLength(1);
  });
});
