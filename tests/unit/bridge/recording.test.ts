import { describe, expect, test } from 'vitest';
import type { Answers, Question, Technician } from '#bridge/conformance/technician';
import { recordTransport } from '#bridge/recording/recorder';
import { readRecording, type Recording } from '#bridge/recording/recording';
import type { Transport } from '#bridge/transport';
import { loadProfiles, profilesDirectory } from '#config/profiles';
import { hexOf } from '#codecs/frame-text';
import { RecordedLine } from '#simulator/wires/recorded-line';
import { Twin } from './examined-twin.ts';
import { profile as cu16 } from './board-farm.ts';
import { ManualClock } from './manual-clock.ts';
import { bytesOf, ScriptedTransport } from './scripted-transport.ts';

const loaded = await loadProfiles(profilesDirectory());
const profiles = loaded.ok ? [...loaded.profiles.boards.values()] : [];
const startedAt = '2026-11-22T08:00:00.000Z';

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function readBack(lines: readonly string[]): Recording {
  const read = readRecording(textOf(lines));
  if (!read.ok) throw new RangeError(`${String(read.line)}: ${read.error}`);
  return read.recording;
}

describe('a recorder', () => {
  test('writes every byte with its direction and its time, before it goes further', async () => {
    const clock = new ManualClock();
    const line = new ScriptedTransport(clock);
    const lines: string[] = [];
    const heard: string[] = [];
    const recorded = recordTransport(line, {
      clock,
      profiles: [cu16],
      startedAt,
      write: (one) => lines.push(one),
    });
    line.onWrite = (_, connection) => {
      expect(lines.at(-1)).toContain('"is":"out"');
      clock.after(7.25, () => connection.receive(bytesOf('02 00 35')));
    };
    const connection = await recorded.open({
      received: (bytes) => {
        expect(lines.at(-1)).toContain('"is":"in"');
        heard.push(hexOf(bytes));
      },
      lost: (reason) => heard.push(reason),
    });
    connection.write(bytesOf('02 00 30 03 35'));
    await clock.advance(10);
    line.line.lose('the line hung up');
    await connection.close();
    expect(heard).toEqual(['02 00 35', 'the line hung up']);
    expect(lines.slice(1).map((one) => JSON.parse(one) as unknown)).toEqual([
      { is: 'opened', atMs: 0 },
      { is: 'out', atMs: 0, hex: '02 00 30 03 35' },
      { is: 'in', atMs: 7.25, hex: '02 00 35' },
      { is: 'lost', atMs: 10, reason: 'the line hung up' },
      { is: 'closed', atMs: 10 },
    ]);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      port: 'scripted',
      startedAt,
      profiles: [{ id: cu16.id }],
    });
  });

  test('notes a frame that the line refused, and hands the refusal on', async () => {
    const clock = new ManualClock();
    const line = new ScriptedTransport(clock);
    const lines: string[] = [];
    const recorded = recordTransport(line, {
      clock,
      profiles: [cu16],
      startedAt,
      write: (one) => lines.push(one),
    });
    const connection = await recorded.open({ received: () => undefined, lost: () => undefined });
    line.line.refusesWrites = true;
    expect(() => connection.write(bytesOf('02 00 30 03 35'))).toThrow('EAGAIN');
    expect(lines.at(-1)).toContain('02 00 30 03 35');
  });
});

describe('the reader of recordings', () => {
  const head = JSON.stringify({
    format: 'latchkey-recording',
    version: 1,
    port: 'p',
    startedAt,
    profiles: [cu16],
  });

  test('leaves out a last line that broke off', () => {
    const read = readRecording(`${head}\n{"is":"out","atMs":1,"hex":"02 00"}\n{"is":"in","at`);
    expect(read.ok && read.recording.entries.map(({ is }) => is)).toEqual(['out']);
  });

  test.each([
    ['', 1, 'this is no recording'],
    ['{"format":"other"}\n', 1, 'this is no recording'],
    [`${head}\nnot JSON\n`, 2, 'not JSON'],
    [`${head}\n{"is":"out","atMs":1,"hex":"0"}\n`, 2, 'hex'],
    [`${head}\n{"is":"out","atMs":-1,"hex":"00"}\n`, 2, 'atMs'],
  ])('says in which line %j is wrong', (text, line, error) => {
    expect(readRecording(text)).toMatchObject({
      ok: false,
      line,
      error: expect.stringContaining(error) as string,
    });
  });
});

/** Writes down what a person answers, in order, or says the same again. */
function remembering(answers: Answers[Question][], person: Technician): Technician {
  return {
    answer: async <Asked extends Question>(question: Asked, channel: number): Promise<Answers[Asked]> => {
      const answer = await person.answer(question, channel);
      answers.push(answer);
      return answer;
    },
  };
}

function repeating(answers: readonly Answers[Question][]): Technician {
  const left = [...answers];
  return {
    answer: <Asked extends Question>(): Promise<Answers[Asked]> =>
      Promise.resolve(left.shift() as Answers[Asked]),
  };
}

describe.each(profiles.map((profile) => [profile.id, profile] as const))('a recorded %s', (_, profile) => {
  test('earns the verdict of the board that was recorded', async () => {
    const lines: string[] = [];
    const answers: Answers[Question][] = [];
    const live = new Twin(profile);
    const { findings } = await live.examine({
      technician: remembering(answers, live.technician()),
      transport: recordTransport(live, {
        clock: live.clock,
        profiles: [profile],
        startedAt,
        write: (line) => lines.push(line),
      }),
    });
    expect(findings.filter(({ result }) => result === 'failed')).toEqual([]);
    const later = new Twin(profile);
    const replayed = await later.examine({
      technician: repeating(answers),
      transport: transportTo(readBack(lines), later.clock),
    });
    expect(replayed.findings).toEqual(findings);
    expect(later.written).toEqual([]);
  });
});

function transportTo(recording: Recording, clock: ManualClock): Transport {
  return {
    name: 'recorded',
    open: (listener) => {
      const line = new RecordedLine(recording, clock, (bytes) => listener.received(bytes));
      return Promise.resolve({ write: (bytes) => line.receive(bytes), close: () => Promise.resolve() });
    },
  };
}

describe('a recorded line', () => {
  const read = '02 00 30 03 35';
  const unlock = '02 00 31 03 36';
  const closed = '02 00 35 FF FF 00 00 03 38';
  const open = '02 00 35 FE FF 00 00 03 37';
  const told: readonly (readonly ['out' | 'in', number, string])[] = [
    ['out', 0, read],
    ['in', 9, closed],
    ['out', 100, unlock],
    ['out', 900, `FF FF ${read}`],
    ['in', 912, open.slice(0, 8)],
    ['in', 915, open.slice(9)],
    ['out', 2000, read],
    ['in', 2009, closed],
  ];
  const recording: Recording = {
    header: { format: 'latchkey-recording', version: 1, port: 'p', startedAt, profiles: [cu16] },
    entries: told.map(([is, atMs, hex]) => ({ is, atMs, bytes: bytesOf(hex) })),
  };

  async function hear(...asked: readonly string[]) {
    const clock = new ManualClock();
    const heard: { readonly atMs: number; readonly hex: string }[] = [];
    const startMs = clock.nowMs();
    const line = new RecordedLine(recording, clock, (bytes) =>
      heard.push({ atMs: clock.nowMs() - startMs, hex: hexOf(bytes) }),
    );
    for (const hex of asked) {
      line.receive(bytesOf(hex));
      await clock.advance(100);
    }
    return { heard, texts: heard.map(({ hex }) => hex), counters: line.counters() };
  }

  test('says what was said, as late as it was said, in the same pieces', async () => {
    const { heard } = await hear(read, unlock, read);
    expect(heard).toEqual([
      { atMs: 9, hex: closed },
      { atMs: 212, hex: '02 00 35' },
      { atMs: 215, hex: 'FE FF 00 00 03 37' },
    ]);
  });

  test('opens no door before it was opened, however often it is read', async () => {
    const { texts } = await hear(read, read, read, read);
    expect(texts).toEqual([closed, closed, closed, closed]);
  });

  test('repeats the last answer when the recording is over, and no order', async () => {
    const { texts, counters } = await hear(unlock, read, read, read, read, unlock);
    expect(texts.slice(2)).toEqual([closed, closed, closed]);
    expect(counters).toEqual({ playedCount: 5, unknownCount: 1 });
  });

  test('meets with silence what was never asked', async () => {
    const { heard, counters } = await hear('02 10 30 03 45', 'FF FF');
    expect(heard).toEqual([]);
    expect(counters).toEqual({ playedCount: 0, unknownCount: 1 });
  });

  test('understands requests that come byte by byte', async () => {
    const { texts } = await hear(...read.split(' '));
    expect(texts).toEqual([closed]);
  });
});
