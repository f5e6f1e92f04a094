import { describe, expect, it } from 'vitest';
import { stationOf, topicTable, topicsOf } from '#contract/topics';

describe('topics', () => {
  it('tell the station they belong to', () => {
    const topics = topicsOf('north-gate');
    expect(stationOf(topics.events)).toBe('north-gate');
    expect(stationOf(topics.compartment('A07'))).toBe('north-gate');
  });

  it.each(['latchkey/v2/north-gate/events', 'other/v1/north-gate/events', 'latchkey/v1/No/events', ''])(
    'are not of this contract: %s',
    (topic) => {
      expect(stationOf(topic)).toBeNull();
    },
  );

  it('are all in the table for integrators', () => {
    const topics = topicsOf('s-1');
    const named = [
      topics.state,
      topics.description,
      topics.compartment('{label}'),
      topics.fault('{id}'),
      topics.case('{number}'),
      topics.health,
      topics.events,
      topics.reported('{document}'),
      topics.acks,
      topics.replays,
      topics.desired('{document}'),
    ].map((topic) => topic.replace('latchkey/v1/s-1/', ''));
    expect(topicTable.map(({ path }) => path)).toEqual(named);
  });
});
