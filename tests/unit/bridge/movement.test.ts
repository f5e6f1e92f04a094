import { describe, expect, test } from 'vitest';
import type { Door } from '#domain/words';
import { isSettled, outcomeOf, see, watchFrom } from '#hardware/movement';

type Row = readonly [before: Door, seen: readonly Door[], outcome: string];

const table: readonly Row[] = [
  ['closed', ['open'], 'opened'],
  ['closed', ['closed', 'closed', 'open'], 'opened'],
  ['closed', ['unknown', 'open'], 'opened'],
  ['closed', ['closed', 'closed'], 'no-movement'],
  ['closed', ['closed', 'unknown'], 'unseen'],
  ['closed', ['unknown'], 'unseen'],
  ['closed', [], 'unseen'],
  ['open', ['open'], 'unseen'],
  ['open', ['closed'], 'unseen'],
  ['open', ['closed', 'open'], 'opened'],
  ['unknown', ['open'], 'unseen'],
  ['unknown', ['closed', 'open'], 'opened'],
  ['unknown', ['closed'], 'no-movement'],
  ['unknown', [], 'unseen'],
];

describe('R7 what may be said about a pulse', () => {
  test.each(table)('R7 %s before, then %j: %s', (before, seen, outcome) => {
    expect(outcomeOf(seen.reduce(see, watchFrom(before)))).toBe(outcome);
  });

  test('the watch ends when the door stands open, and goes on while it is closed or unread', () => {
    expect(isSettled(see(watchFrom('closed'), 'open'))).toBe(true);
    expect(isSettled(see(watchFrom('open'), 'open'))).toBe(true);
    expect(isSettled(see(watchFrom('closed'), 'closed'))).toBe(false);
    expect(isSettled(see(watchFrom('closed'), 'unknown'))).toBe(false);
    expect(isSettled(watchFrom('open'))).toBe(false);
  });
});
