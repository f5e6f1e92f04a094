import { describe, expect, test } from 'vitest';
import { advance, type Exchange, type ExchangeInput, type Pace } from '#bridge/exchange';

const pace: Pace = { timeoutMs: 100, gapMs: 2, drainMs: 100, frameMs: 3 };
const request = { kind: 'read-doors', board: 1 } as const;
const reply = { kind: 'doors', board: 1, hooks: [true], items: null } as const;

const quiet: Exchange = { at: 'quiet' };
const sent: Exchange = { at: 'sent', request, expects: 'reply', deadlineAt: 1100, pace };
const sentPerhaps: Exchange = { ...sent, expects: 'perhaps' };
const answered: Exchange = {
  at: 'gap',
  outcome: { kind: 'answered', reply },
  quietAt: 1012,
  latestAt: 1412,
  pace,
};
const timedOut: Exchange = { at: 'gap', outcome: { kind: 'timed-out' }, quietAt: 1200, latestAt: 1600, pace };

const written = (expects: 'reply' | 'perhaps' | 'nothing', nowMs = 1000): ExchangeInput => ({
  kind: 'written',
  request,
  expects,
  pace,
  nowMs,
});
const at = (kind: 'heard' | 'strayed' | 'passed' | 'lost', nowMs: number): ExchangeInput => ({ kind, nowMs });
const replied = (nowMs: number): ExchangeInput => ({ kind: 'replied', reply, nowMs });

type Row = readonly [sentence: string, from: Exchange, input: ExchangeInput, to: Exchange];

const table: readonly Row[] = [
  ['a quiet line takes a request that is owed a reply', quiet, written('reply'), sent],
  ['a quiet line takes a request that may be answered', quiet, written('perhaps'), sentPerhaps],
  [
    'a request that nobody answers keeps the line until its frame is out, and for the gap',
    quiet,
    written('nothing'),
    { at: 'gap', outcome: { kind: 'not-owed' }, quietAt: 1005, latestAt: 1405, pace },
  ],
  ['a quiet line ignores bytes', quiet, at('heard', 1000), quiet],
  ['a quiet line ignores a stray frame', quiet, at('strayed', 1000), quiet],
  ['a quiet line ignores the time', quiet, at('passed', 1000), quiet],
  ['a second request is not taken while one is in flight', sent, written('reply', 1001), sent],
  ['bytes before the end of a reply change nothing', sent, at('heard', 1005), sent],
  ['a stray frame does not end the wait', sent, at('strayed', 1005), sent],
  ['a timer that is early does not end the wait', sent, at('passed', 1099), sent],
  ['the reply opens the gap', sent, replied(1010), answered],
  ['the deadline opens the drain', sent, at('passed', 1100), timedOut],
  [
    'a missing reply that nobody owed needs no drain',
    sentPerhaps,
    at('passed', 1100),
    { at: 'gap', outcome: { kind: 'not-owed' }, quietAt: 1102, latestAt: 1502, pace },
  ],
  ['nothing is written in the gap', answered, written('reply', 1011), answered],
  ['the gap lasts', answered, at('passed', 1011), answered],
  ['the gap ends', answered, at('passed', 1012), quiet],
  ['bytes in the gap start its silence anew', answered, at('heard', 1011), { ...answered, quietAt: 1013 }],
  [
    'a whole stray frame after an answer asks for a whole timeout of silence',
    answered,
    at('strayed', 1011),
    { ...answered, quietAt: 1111 },
  ],
  ['a second reply in the gap changes no outcome', answered, replied(1011), { ...answered, quietAt: 1013 }],
  ['the late reply does not shorten the drain', timedOut, at('strayed', 1150), timedOut],
  [
    'the late reply at the end of the drain is followed by a gap',
    timedOut,
    at('strayed', 1199),
    {
      ...timedOut,
      quietAt: 1201,
    },
  ],
  [
    'a babbling board holds the line no longer than the limit',
    timedOut,
    at('heard', 1599),
    {
      ...timedOut,
      quietAt: 1600,
    },
  ],
  ['a line that never falls silent is taken back', { ...timedOut, quietAt: 1600 }, at('passed', 1600), quiet],
  ['a lost line forgets the request in flight', sent, at('lost', 1001), quiet],
  ['a lost line forgets the gap', timedOut, at('lost', 1101), quiet],
  ['a lost line stays quiet', quiet, at('lost', 1), quiet],
];

describe('the exchange machine', () => {
  test.each(table)('%s', (_, from, input, to) => {
    expect(advance(from, input)).toEqual(to);
  });

  test('an input that changes nothing gives the very same state', () => {
    const idle = table.filter(([, from, , to]) => JSON.stringify(from) === JSON.stringify(to));
    expect(idle.length).toBeGreaterThan(5);
    for (const [sentence, from, input] of idle) {
      if (sentence.includes('late reply') || input.kind === 'lost') continue;
      expect(advance(from, input), sentence).toBe(from);
    }
  });
});
