import { describe, expect, it } from 'vitest';
import type { Publication, PublishOutcome } from '#uplink/connection';
import { PublishGate } from '#uplink/publish-gate';

const publication = (payload: string): Publication => ({
  topic: 't',
  payload,
  retained: false,
  contentType: 'c',
});

function openGate(receiveMax: number) {
  const sent: string[] = [];
  const answers: ((outcome: PublishOutcome) => void)[] = [];
  const gate = new PublishGate(({ payload }, done) => {
    sent.push(payload);
    answers.push(done);
  }, receiveMax);
  return { gate, sent, answer: (outcome: PublishOutcome) => answers.shift()?.(outcome) };
}

describe('the publish gate', () => {
  it('R25 lets no more through than the broker receives, in order', async () => {
    const { gate, sent, answer } = openGate(2);
    const outcomes = ['a', 'b', 'c', 'd'].map((payload) => gate.publish(publication(payload)));
    expect(sent).toEqual(['a', 'b']);
    answer('puback');
    expect(sent).toEqual(['a', 'b', 'c']);
    answer('refused');
    answer('puback');
    answer('puback');
    expect(sent).toEqual(['a', 'b', 'c', 'd']);
    expect(await Promise.all(outcomes)).toEqual(['puback', 'refused', 'puback', 'puback']);
  });

  it('loses everything that waits when it is shut, and takes nothing more', async () => {
    const { gate, sent, answer } = openGate(1);
    const outcomes = ['a', 'b', 'c'].map((payload) => gate.publish(publication(payload)));
    gate.shut();
    answer('lost');
    expect(await Promise.all([...outcomes, gate.publish(publication('d'))])).toEqual([
      'lost',
      'lost',
      'lost',
      'lost',
    ]);
    expect(sent).toEqual(['a']);
  });
});
