import { describe, expect, it } from 'vitest';
import { topicsOf } from '#contract/topics';

// Do not change this test: permissions at brokers are written for these topics. Add a version.
describe('topics, version 1', () => {
  it('are what stands here', () => {
    const topics = topicsOf('north-gate');
    expect([
      topics.state,
      topics.description,
      topics.compartment('A07'),
      topics.fault('board-silent.left-0'),
      topics.case('204817'),
      topics.events,
      topics.acks,
      topics.replays,
      topics.desired('parcels'),
      topics.reported('parcels'),
    ]).toEqual([
      'latchkey/v1/north-gate/state',
      'latchkey/v1/north-gate/description',
      'latchkey/v1/north-gate/compartments/A07',
      'latchkey/v1/north-gate/faults/board-silent.left-0',
      'latchkey/v1/north-gate/cases/204817',
      'latchkey/v1/north-gate/events',
      'latchkey/v1/north-gate/acks',
      'latchkey/v1/north-gate/replays',
      'latchkey/v1/north-gate/desired/parcels',
      'latchkey/v1/north-gate/reported/parcels',
    ]);
  });
});
