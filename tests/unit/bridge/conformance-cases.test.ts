import { describe, expect, test } from 'vitest';
import type { CheckId } from '#bridge/conformance/checks';
import type { Exchange } from '#bridge/conformance/evidence';
import type { Examined } from '#bridge/conformance/examination';
import { hear, type Ear } from '#bridge/conformance/heard';
import { turnaroundOf } from '#bridge/conformance/line-findings';
import { openProbeLine } from '#bridge/conformance/probe-line';
import { absentTechnician } from '#bridge/conformance/technician';
import { boardVerdict, verdictOn } from '#bridge/conformance/verdict';
import type { BoardProfile } from '#bridge/profiles/schema';
import { loadProfiles, profilesDirectory } from '#config/profiles';
import { createCodec } from '#codecs/codec-table';
import { Twin } from './examined-twin.ts';
import { ManualClock } from './manual-clock.ts';
import { bytesOf, ScriptedTransport } from './scripted-transport.ts';

const loaded = await loadProfiles(profilesDirectory());

function profileOf(id: string): BoardProfile {
  const profile = loaded.ok ? loaded.profiles.boards.get(id) : undefined;
  if (!profile) throw new RangeError(`there is no profile ${id}`);
  return profile;
}

const cu16 = profileOf('kerong-cu16');
const failedIn = ({ findings }: Examined): readonly CheckId[] =>
  findings.filter(({ result }) => result === 'failed').map(({ id }) => id);
const findingOn = ({ findings }: Examined, wanted: CheckId) => findings.find(({ id }) => id === wanted);

describe('with nobody at the doors', () => {
  test('a sound board passes, and what nobody did is never called passed', async () => {
    const examined = await new Twin(cu16).examine({ technician: absentTechnician, channel: 3 });
    expect(failedIn(examined)).toEqual([]);
    for (const id of ['items', 'closes', 'power-on'] as const) {
      expect(findingOn(examined, id)?.result).toBe('not-done');
    }
    expect(findingOn(examined, 'polarity')?.detail).toContain('nobody looked at the door');
  });

  test('a relay board has no verdict, because nothing shows that a door opened', async () => {
    const profile = profileOf('eletechsup-r421a08');
    const examined = await new Twin(profile).examine({ technician: absentTechnician, channel: 1 });
    expect(failedIn(examined)).toEqual([]);
    expect(findingOn(examined, 'opens')?.result).toBe('not-done');
    expect(findingOn(examined, 'pulse')?.result).toBe('passed');
    const context = { profile, port: 'p', address: 1, technician: 'absent', startedAt: 't' } as const;
    expect(verdictOn(examined, context).verdict).toBe('incomplete');
  });

  test('a wrong polarity is told from the direction of the change', async () => {
    const twin = new Twin(cu16);
    twin.board.setFault({ kind: 'inverted' });
    const examined = await twin.examine({ technician: absentTechnician, channel: 3 });
    expect(failedIn(examined)).toEqual(['polarity']);
    expect(findingOn(examined, 'polarity')?.detail).toContain(
      'read open before the pulse and closed after it',
    );
  });
});

describe('what a person says', () => {
  test('no is no: nothing is opened', async () => {
    const twin = new Twin(cu16);
    const examined = await twin.examine({ technician: twin.technician({ 'may-open': 'no' }) });
    expect(twin.requests.every(({ kind }) => kind === 'read-doors')).toBe(true);
    expect(findingOn(examined, 'opens')).toMatchObject({ result: 'not-done' });
  });

  test('another door that moved fails the check of the channel', async () => {
    const twin = new Twin(cu16);
    const examined = await twin.examine({ technician: twin.technician({ 'which-moved': 'other' }) });
    expect(failedIn(examined)).toEqual(['opens']);
  });

  test('a latch that let go while the door stayed shut is told apart', async () => {
    const twin = new Twin(cu16);
    const examined = await twin.examine({ technician: twin.technician({ 'which-moved': 'none' }) });
    expect(findingOn(examined, 'opens')?.detail).toBe('no door moved, although its latch let go');
  });

  test('a supply that was never off is not done, however often it is said', async () => {
    const twin = new Twin(cu16);
    const examined = await twin.examine({ technician: twin.technician({ 'power-cycle': 'done' }) });
    expect(findingOn(examined, 'power-on')?.result).toBe('not-done');
  });
});

describe('power that comes back', () => {
  test('fails where a door opened', async () => {
    const twin = new Twin(cu16);
    const person = twin.technician();
    const examined = await twin.examine({
      technician: {
        answer: (question, channel) => {
          if (question === 'power-cycle') twin.compartment(7).openByHand();
          return person.answer(question, channel);
        },
      },
    });
    expect(failedIn(examined)).toEqual(['power-on']);
    expect(findingOn(examined, 'power-on')?.detail).toBe('these channels changed: 7');
  });

  test('fails where the board does not come back', async () => {
    const twin = new Twin(cu16);
    const person = twin.technician();
    const examined = await twin.examine({
      technician: {
        answer: (question, channel) => {
          if (question === 'power-cycle') twin.board.setFault({ kind: 'silent' });
          return person.answer(question, channel);
        },
      },
    });
    expect(failedIn(examined)).toEqual(['power-on']);
  });
});

describe('the line', () => {
  test('a board that was named as a neighbour may answer', async () => {
    const { min } = cu16.address;
    const twin = new Twin(cu16, [min, min + 3]);
    expect(failedIn(await twin.examine({ neighbours: [min + 3] }))).toEqual([]);
  });

  test('an echo that the profile strips is there, or the profile is wrong', async () => {
    const stripping: BoardProfile = { ...cu16, echo: 'strip' };
    expect(failedIn(await new Twin(stripping).examine())).toEqual([]);
    const quiet = new Twin(stripping);
    quiet.bus.isEchoing = false;
    expect(failedIn(await quiet.examine())).toEqual(['echo']);
  });

  test('a port that does not open fails, and nothing else is claimed', async () => {
    const clock = new ManualClock();
    const transport = new ScriptedTransport(clock);
    transport.refusesOpening = true;
    const examined = await new Twin(cu16).examine({ transport, clock });
    expect(failedIn(examined)).toEqual(['port']);
    const others = examined.findings.filter(({ id }) => id !== 'port');
    expect(others.every(({ result }) => result !== 'passed')).toBe(true);
  });

  test('a person who stops the suite is heard before a door opens', async () => {
    const twin = new Twin(cu16);
    let stopped = false;
    const progress = (step: string): void => {
      stopped ||= step === 'asking other addresses';
    };
    const examined = await twin.examine({ progress, isStopped: () => stopped });
    expect(twin.requests.every(({ kind }) => kind === 'read-doors')).toBe(true);
    expect(findingOn(examined, 'opens')?.detail).toBe('the suite was stopped');
  });

  test('a lost line in the middle ends the suite', async () => {
    const twin = new Twin(cu16);
    twin.onPulse(() => twin.unplug());
    const examined = await twin.examine();
    expect(failedIn(examined)).toContain('port');
    expect(twin.requests.filter(({ kind }) => kind === 'unlock')).toHaveLength(1);
  });
});

describe('the report', () => {
  test('keeps to its schema and explains what failed', async () => {
    const twin = new Twin(cu16);
    twin.board.setFault({ kind: 'doubled' });
    const examined = await twin.examine();
    const context = {
      profile: cu16,
      port: '/dev/x',
      address: 0,
      technician: 'present',
      startedAt: 't',
    } as const;
    const verdict = boardVerdict.parse(verdictOn(examined, context));
    expect(verdict).toMatchObject({ verdict: 'failed', channel: null, profile: 'kerong-cu16' });
    const failed = verdict.checks.filter(({ result }) => result === 'failed');
    expect(failed).toMatchObject([
      { id: 'one-reply', remedy: expect.stringContaining('same address') as string },
    ]);
    expect(
      verdict.checks.filter(({ remedy, result }) => (remedy === null) === (result === 'failed')),
    ).toEqual([]);
  });

  test('the turnaround is shortest, median and longest of what was answered', () => {
    const read = { outcome: 'answered', foreignBoard: null, isEchoed: false, surplusCount: 0 } as const;
    const reads = [30, 10, 20].map((turnaroundMs) => {
      return { ...read, strangeByteCount: 0, turnaroundMs, longestPauseMs: 0, doors: null };
    });
    expect(turnaroundOf(reads)).toEqual({ minMs: 10, medianMs: 20, maxMs: 30 });
    expect(turnaroundOf([])).toBeNull();
  });
});

describe('what is heard', () => {
  const codec = createCodec('kerong-cu16', { channels: 16 });
  const ear: Ear = { codec, address: { min: 0, max: 9 }, echo: 'none' };
  const read = '02 00 30 03 35';
  const reply = '02 00 35 FF FF 00 00 03 38';
  const heard = (pieces: readonly (readonly [number, string])[], stalls: Exchange['stalls'] = []) =>
    hear(
      {
        request: { kind: 'read-doors', board: 0 },
        sent: bytesOf(read),
        sentAtMs: 100,
        pieces: pieces.map(([atMs, hex]) => ({ atMs, bytes: bytesOf(hex) })),
        stalls,
      },
      ear,
    );

  test('time is counted to the last byte, and pauses inside the reply only', () => {
    expect(
      heard([
        [103, 'FF'],
        [104, '02 00 35 FF'],
        [119, 'FF 00 00 03 38'],
      ]),
    ).toMatchObject({
      outcome: 'answered',
      turnaroundMs: 19,
      longestPauseMs: 15,
      strangeByteCount: 1,
    });
  });

  test('what this computer was held up is nobody’s delay', () => {
    const stalls = [
      { fromMs: 90, toMs: 105 },
      { fromMs: 110, toMs: 160 },
    ];
    expect(
      heard(
        [
          [108, '02 00 35'],
          [165, 'FF FF 00 00 03 38'],
        ],
        stalls,
      ),
    ).toMatchObject({
      turnaroundMs: 10,
      longestPauseMs: 7,
    });
  });

  test('an echo is no answer, in whatever pieces it comes', () => {
    expect(
      heard([
        [101, '02 00'],
        [102, '30 03 35'],
      ]),
    ).toMatchObject({ outcome: 'silent', isEchoed: true });
    expect(
      heard([
        [101, `${read} ${reply.slice(0, 8)}`],
        [102, reply.slice(9)],
      ]),
    ).toMatchObject({
      outcome: 'answered',
      isEchoed: true,
      strangeByteCount: 0,
    });
  });

  test('another board’s reply is foreign alone, and one too many beside the right one', () => {
    const foreign = '02 10 35 FF FF 00 00 03 48';
    expect(heard([[101, foreign]])).toMatchObject({ outcome: 'foreign', foreignBoard: 1, surplusCount: 0 });
    expect(
      heard([
        [101, reply],
        [102, foreign],
      ]),
    ).toMatchObject({ outcome: 'answered', surplusCount: 1 });
  });
});

describe('a probe', () => {
  const ear: Ear = {
    codec: createCodec('kerong-cu16', { channels: 16 }),
    address: cu16.address,
    echo: 'none',
  };

  test('does not blame a board for a reply that lay unread while this computer was held up', async () => {
    const clock = new ManualClock();
    const transport = new ScriptedTransport(clock);
    const line = await openProbeLine({ transport, clock, ear, gapMs: 0 });
    const asked = line.ask({ kind: 'read-doors', board: 0 }, 100);
    await clock.advance(50);
    clock.stall(400);
    // The timer is late, and the bytes that came meanwhile are read in the same turn of the loop.
    clock.after(0, () => transport.line.receive(bytesOf('02 00 35 FF FF 00 00 03 38')));
    await clock.advance(500);
    const { heard } = await asked;
    expect(heard.outcome).toBe('answered');
    expect(heard.turnaroundMs).toBeLessThan(100);
  });

  test('refuses as a defect to send noise that carries an order', async () => {
    const clock = new ManualClock();
    const transport = new ScriptedTransport(clock);
    const line = await openProbeLine({ transport, clock, ear, gapMs: 0 });
    await expect(line.disturb(bytesOf('00 02 02 31 03 38'), 10)).rejects.toThrow('an order to some board');
    expect(transport.frames).toEqual([]);
  });
});
