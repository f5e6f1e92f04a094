import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeEvent } from '#contract/event-encoder';
import { classAEvents } from '#contract/events';
import { sampleEnvelope, sampleEvents } from './sample-events.ts';

const frozen = readFileSync(new URL('./events-v1.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');

// Do not change this test and do not change a line of events-v1.jsonl: centres parse these bytes and hash
// them. A field more or less, or in another place, is a new version of the type.
describe('events, version 1', () => {
  it('has a frozen line for every type of version 1', () => {
    const types = frozen.map((line) => (JSON.parse(line) as { type: string }).type);
    const current = Object.values(classAEvents).map((kind) => kind.type);
    expect(types.toSorted()).toEqual(current.filter((type) => type.endsWith('.v1')).toSorted());
  });

  it.each(frozen.map((line) => [(JSON.parse(line) as { type: string }).type, line] as const))(
    'writes %s byte for byte as it was frozen',
    (type, line) => {
      const sample = Object.values(sampleEvents).find((event) => `latchkey.${event.type}.v1` === type);
      expect(sample).toBeDefined();
      if (sample !== undefined) expect(encodeEvent(sample, sampleEnvelope)).toBe(line);
    },
  );
});
