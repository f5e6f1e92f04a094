import { beforeEach, expect, test } from 'vitest';
import type { Command } from '#domain/commands';
import type { Answer } from '#domain/decision';
import type { VisitId } from '#domain/words';
import type { KeptAnswer } from '#station/ports';
import { createRepeatGuard } from '#kiosk/repeat-guard';
import type { RepeatGuard, Wish } from '#kiosk/repeat-guard';

const finish: Command = { do: 'finish-visit', visit: 'v1' as VisitId };
const yes: Answer = { ok: true, visit: 'v1' as VisitId, stay: null };

let asked: { command: Command; key: string | undefined; answer: (answer: Answer | Error) => void }[];
let kept: Map<string, KeptAnswer>;
let askOnce: RepeatGuard;

beforeEach(() => {
  asked = [];
  kept = new Map();
  askOnce = createRepeatGuard(
    {
      ask: (command, once) =>
        new Promise((resolve, reject) => {
          const answer = (given: Answer | Error): void => {
            if (given instanceof Error) return reject(given);
            if (once !== undefined) kept.set(once.key, { ...once, answer: given });
            resolve(given);
          };
          asked.push({ command, key: once?.key, answer });
        }),
    },
    (key) => kept.get(key) ?? null,
    (text) => `print of ${text}`,
  );
});

function wish(changed: Partial<Wish> = {}): Wish {
  return { key: 'k1', scope: 'visits/finish v1', body: {}, command: () => finish, ...changed };
}

/** Lets everything happen that waits for nothing else. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('R17 the key and a fingerprint over route, visit and body travel with the question', async () => {
  const answer = askOnce(wish({ body: { taken: true } }));
  await settle();
  asked[0]?.answer(yes);
  expect(await answer).toEqual(yes);
  expect(kept.get('k1')).toEqual({
    key: 'k1',
    fingerprint: 'print of visits/finish v1\n{"taken":true}',
    answer: yes,
  });
});

test('R17 a second request with the same key waits for the first and gets its answer', async () => {
  const answers = [askOnce(wish()), askOnce(wish()), askOnce(wish())];
  await settle();
  expect(asked).toHaveLength(1);
  asked[0]?.answer(yes);
  expect(await Promise.all(answers)).toEqual([yes, yes, yes]);
  expect(asked).toHaveLength(1);
});

test('R17 requests with different keys do not wait for each other', async () => {
  void askOnce(wish({ key: 'k1' }));
  void askOnce(wish({ key: 'k2' }));
  await settle();
  expect(asked.map(({ key }) => key)).toEqual(['k1', 'k2']);
});

test.each([
  ['route', wish({ scope: 'visits/extend v1' })],
  ['visit', wish({ scope: 'visits/finish v2' })],
  ['body', wish({ body: { other: true } })],
])(
  'R17 a key used before for another %s is refused, also while the first is under way',
  async (_name, other) => {
    const first = askOnce(wish());
    const second = askOnce(other);
    await settle();
    asked[0]?.answer(yes);
    expect(await first).toEqual(yes);
    expect(await second).toEqual({ ok: false, refusal: 'key-reused' });
    expect(await askOnce(other)).toEqual({ ok: false, refusal: 'key-reused' });
    expect(asked).toHaveLength(1);
  },
);

test('R17 a refusal is an answer and is repeated as it was', async () => {
  const refusal: Answer = { ok: false, refusal: 'try-later', waitS: 7 };
  const first = askOnce(wish());
  await settle();
  asked[0]?.answer(refusal);
  await first;
  expect(await askOnce(wish())).toEqual(refusal);
});

test('after a question that failed, the next request with the key asks again', async () => {
  const first = askOnce(wish());
  const second = askOnce(wish());
  await settle();
  asked[0]?.answer(new Error('the disk is gone'));
  await expect(first).rejects.toThrow('the disk is gone');
  await settle();
  asked[1]?.answer(yes);
  expect(await second).toEqual(yes);
});

test('a command is not even built for a repetition', async () => {
  kept.set('k1', { key: 'k1', fingerprint: 'print of visits/finish v1\n{}', answer: yes });
  let builtCount = 0;
  const command = (): Command => {
    builtCount += 1;
    return finish;
  };
  expect(await askOnce(wish({ command }))).toEqual(yes);
  expect(builtCount).toBe(0);
});

test('without a key every request is a question of its own', async () => {
  const answers = [askOnce(wish({ key: null })), askOnce(wish({ key: null }))];
  await settle();
  for (const { answer } of asked) answer(yes);
  expect(await Promise.all(answers)).toEqual([yes, yes]);
  expect(asked.map(({ key }) => key)).toEqual([undefined, undefined]);
});
