import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createBusSession } from '#bridge/bus-session';
import { boardVerdict } from '#bridge/conformance/verdict';
import { createLockBoard } from '#bridge/lock-board';
import type { BoardProfile } from '#bridge/profiles/schema';
import { readRecording } from '#bridge/recording/recording';
import { createSerialTransport } from '#bridge/transports/serial-transport';
import { assembleHardware } from '#cli/bare-hardware';
import { loadProfiles, profilesDirectory } from '#config/profiles';
import { startSimulation, type CabinetSimulation } from '#simulator/cabinet-simulation';
import { createMachineClock } from '#simulator/wires/clocks';
import { latchkey, startCommand } from './technician-terminal.ts';

const folder = await mkdtemp(join(tmpdir(), 'latchkey-boards-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const loaded = await loadProfiles(profilesDirectory());
const clock = createMachineClock();
const soon = { timeout: 20_000 };
const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function profileOf(id: string): BoardProfile {
  const profile = loaded.ok ? loaded.profiles.boards.get(id) : undefined;
  if (!profile) throw new RangeError(`there is no profile ${id}`);
  return profile;
}

async function simulate(
  id: string,
): Promise<{ readonly tty: string; readonly simulation: CabinetSimulation }> {
  const hardware = loaded.ok ? assembleHardware(id, null, loaded.profiles) : null;
  if (!hardware) throw new RangeError(`there is no profile ${id}`);
  const simulation = await startSimulation({
    ...hardware,
    seed: 1,
    clock,
    pacing: 'off',
    hands: 'nobody',
    controlPath: null,
  });
  cleanups.push(() => simulation.stop());
  return { simulation, tty: simulation.ttys['bus'] ?? '' };
}

function verify(id: string, tty: string, ...further: readonly string[]): readonly string[] {
  return ['boards', 'verify', '--profile', id, '--port', tty, '--listen', '0', ...further];
}

const failedIn = (printed: string): readonly string[] =>
  boardVerdict
    .parse(JSON.parse(printed))
    .checks.filter(({ result }) => result === 'failed')
    .map(({ id }) => id);

describe('latchkey boards verify', () => {
  it.each(['kerong-cu16', 'dingchang-dc-12'])('passes a sound %s on a real terminal', async (id) => {
    const { tty, simulation } = await simulate(id);
    const report = join(folder, `${id}.json`);
    const words = verify(id, tty, '--yes', '--channel', '3', '--json', '--report', report);
    const { code, printed, complained } = await latchkey(words);
    expect(failedIn(printed)).toEqual([]);
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ verdict: 'passed', channel: 3, technician: 'absent' });
    expect(JSON.parse(readFileSync(report, 'utf8'))).toEqual(JSON.parse(printed));
    expect(complained).toContain('… reading the board, 0 of 20');
    expect(simulation.physics.find('A03')?.view().door).toBe('open');
    expect(simulation.physics.coilIntervals()).toHaveLength(1);
  });

  it('asks the person at the doors, believes the answers and tells the verdict in sentences', async () => {
    const { tty, simulation } = await simulate('kerong-cu16');
    const compartment = simulation.physics.find('A02');
    const asked: string[] = [];
    const { code, printed } = await latchkey(verify('kerong-cu16', tty, '--channel', '2'), (question) => {
      asked.push(question);
      if (/one pulse/.test(question)) return Promise.resolve('y');
      if (/Put something/.test(question)) compartment?.putParcel();
      if (/Take it out/.test(question)) compartment?.takeParcel();
      if (/shut/.test(question)) compartment?.closeDoor();
      if (/supply/.test(question)) simulation.station.boards.get('board-0')?.reboot();
      return Promise.resolve('');
    });
    expect(printed).toContain('23 checks: 23 passed, 0 failed, 0 not done, 0 not observable.');
    expect(printed).toContain('PASSED');
    expect(code).toBe(0);
    expect(asked).toHaveLength(6);
  });

  it('opens nothing when the person says no, and then has no verdict', async () => {
    const { tty, simulation } = await simulate('kerong-cu16');
    const { code, printed } = await latchkey(verify('kerong-cu16', tty), () => Promise.resolve('n'));
    expect(code).toBe(1);
    expect(printed).toContain('INCOMPLETE');
    expect(printed).toContain('nobody allowed a door to be opened');
    expect(simulation.physics.coilIntervals()).toEqual([]);
  });

  it('opens nothing where nobody can be asked', async () => {
    const { tty, simulation } = await simulate('kerong-cu16');
    const { code, printed } = await latchkey(verify('kerong-cu16', tty, '--channel', '2', '--json'));
    expect(code).toBe(1);
    expect(JSON.parse(printed)).toMatchObject({ verdict: 'incomplete', channel: null });
    expect(simulation.physics.coilIntervals()).toEqual([]);
  });

  it('answers 1 for a board that is wrong, and says what to do', async () => {
    const { tty, simulation } = await simulate('kerong-cu16');
    simulation.station.boards.get('board-0')?.setFault({ kind: 'inverted' });
    const { code, printed } = await latchkey(verify('kerong-cu16', tty, '--yes', '--channel', '1'));
    expect(code).toBe(1);
    expect(printed).toMatch(/FAILED +polarity/);
    expect(printed).toContain('Do: Turn "polarity" round for this board in the station file.');
  });

  it('says that a port is held by another program', async () => {
    const { tty } = await simulate('kerong-cu16');
    const holder = await createSerialTransport({ path: tty, ...profileOf('kerong-cu16').line }).open({
      received: () => undefined,
      lost: () => undefined,
    });
    cleanups.push(() => holder.close());
    const { code, printed } = await latchkey(verify('kerong-cu16', tty, '--json'));
    expect(code).toBe(1);
    expect(failedIn(printed)).toEqual(['port']);
    expect(printed).toContain('Cannot lock port');
  });

  it.each([
    [['--yes'], '--yes opens a door without asking'],
    [['--address', '10'], 'go from 0 to 9'],
    [['--channel', '17'], '16 channels'],
  ])('answers 2 to %j', async (further, complaint) => {
    const { code, complained } = await latchkey(verify('kerong-cu16', '/dev/null', ...further));
    expect(code).toBe(2);
    expect(complained).toContain(complaint);
  });

  it('names the lock boards when it does not know one', async () => {
    const { code, complained } = await latchkey(verify('cabinet-16-mixed', '/dev/null'));
    expect(code).toBe(2);
    expect(complained).toContain('kerong-cu16');
  });
});

describe('a recorded line', () => {
  it('is written by verify and earns the same verdict when it is replayed', async () => {
    const { tty } = await simulate('kerong-cu16');
    const file = join(folder, 'verified.jsonl');
    const words = (port: string) => verify('kerong-cu16', port, '--yes', '--channel', '5', '--json');
    const live = await latchkey([...words(tty), '--record', file]);
    expect(live.code).toBe(0);
    const replay = startCommand(['replay', file]);
    await expect.poll(() => replay.printed.length, soon).toBe(1);
    const { tty: replayed } = JSON.parse(replay.printed[0] ?? '') as { readonly tty: string };
    const again = await latchkey(words(replayed));
    expect(failedIn(again.printed)).toEqual([]);
    expect(again.code).toBe(0);
    replay.stop();
    const { code, printed } = await replay.ended;
    expect(code).toBe(0);
    expect(JSON.parse(printed.split('\n')[1] ?? '')).toMatchObject({ unknownCount: 0 });
  });

  it('is handed on to another program, except for what must never be sent', async () => {
    const { tty, simulation } = await simulate('lockboard-8a-24');
    const profile = profileOf('lockboard-8a-24');
    const file = join(folder, 'handed-on.jsonl');
    const recording = startCommand([
      'boards',
      'record',
      '--profile',
      profile.id,
      '--port',
      tty,
      '--file',
      file,
      '--json',
    ]);
    await expect.poll(() => recording.printed.length, soon).toBe(1);
    const { tty: handedOn } = JSON.parse(recording.printed[0] ?? '') as { readonly tty: string };
    const transport = createSerialTransport({ path: handedOn, ...profile.line });
    const session = createBusSession({ transport, clock, boards: [profile.address.min] });
    await session.start();
    const board = createLockBoard({ session, clock, profile, address: profile.address.min });
    expect(await board.readDoors('poll')).toMatchObject({ ok: true });
    expect(await board.unlock(4)).toMatchObject({ kind: 'sent' });
    await expect.poll(() => simulation.physics.find('A04')?.view().door, soon).toBe('open');
    await session.stop();

    const raw = await transport.open({ received: () => undefined, lost: () => undefined });
    raw.write(Uint8Array.of(0x8a, 0x01, 0x00, 0x11, 0x9a));
    await expect.poll(() => recording.complained, soon).toHaveLength(1);
    await raw.close();
    recording.stop();
    expect(await recording.ended).toMatchObject({
      code: 0,
      complained: expect.stringContaining('withheld 8A 01 00 11 9A: it opens every door') as string,
    });
    expect(simulation.physics.coilIntervals()).toHaveLength(1);
    const read = readRecording(readFileSync(file, 'utf8'));
    const out = read.ok
      ? read.recording.entries.flatMap((one) => (one.is === 'out' ? [[...one.bytes]] : []))
      : [];
    expect(out).toContainEqual([0x8a, 0x01, 0x04, 0x11, 0x9e]);
    expect(out).not.toContainEqual([0x8a, 0x01, 0x00, 0x11, 0x9a]);
  });

  it('answers 1 to a file that is none', async () => {
    const { code, complained } = await latchkey(['replay', join(folder, 'nowhere.jsonl')]);
    expect(code).toBe(1);
    expect(complained).toContain('cannot be read');
  });
});
