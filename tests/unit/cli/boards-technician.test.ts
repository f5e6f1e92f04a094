import { describe, expect, it } from 'vitest';
import type { Question } from '#bridge/conformance/technician';
import { askTechnician } from '#cli/boards-technician';

/** Says these words one after the other; null is the end of the input. */
async function answerTo(question: Question, ...words: readonly (string | null)[]) {
  const left = [...words];
  const asked: string[] = [];
  const technician = askTechnician((text) => {
    asked.push(text);
    return Promise.resolve(left.shift() ?? null);
  });
  return { answer: await technician.answer(question, 7), asked };
}

describe('a technician who is asked in sentences', () => {
  it.each([
    ['may-open', 'y', 'yes'],
    ['may-open', ' YES ', 'yes'],
    ['may-open', '', 'no'],
    ['may-open', 'n', 'no'],
    ['may-open', null, 'no'],
    ['which-moved', '', 'this'],
    ['which-moved', 'o', 'other'],
    ['which-moved', 'n', 'none'],
    ['which-moved', null, 'not-asked'],
    ['door-closed', '', 'done'],
    ['door-closed', 's', 'skip'],
    ['power-cycle', null, 'skip'],
  ] as const)('%s: %j means %s', async (question, word, meant) => {
    expect((await answerTo(question, word)).answer).toBe(meant);
  });

  it('is asked again after a word that means nothing, and nothing opens meanwhile', async () => {
    const { answer, asked } = await answerTo('may-open', 'perhaps', 'ja', 'y');
    expect(answer).toBe('yes');
    expect(asked).toHaveLength(3);
    expect(asked[0]).toContain('Channel 7 gets one pulse');
  });
});
