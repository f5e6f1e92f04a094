import type { StationEvent } from '#domain/events/station-events';
import type { SamplesOf } from './samples-of.ts';
import { at, board, compartment } from './values.ts';

export const stationSamples: SamplesOf<StationEvent> = {
  'epoch.begun': {
    type: 'epoch.begun',
    at,
    cause: 'rolled-back',
    previousEpoch: 'ff00ff00ff00ff00',
    previousSeq: 41,
    previousHash: 'cd'.repeat(32),
  },
  'station.started': { type: 'station.started', at, cause: 'power-up', softwareVersion: '0.1.0' },
  'board.lost': { type: 'board.lost', at, board },
  'board.restored': { type: 'board.restored', at, board },
  'records.purged': { type: 'records.purged', at, count: 12, upTo: '00ff00ff00ff00ff-30' },
  'records.pruned': { type: 'records.pruned', at, count: 256, upTo: '00ff00ff00ff00ff-256' },
  'fault.raised': {
    type: 'fault.raised',
    at,
    fault: 'board-silent',
    subject: 'left-0',
    compartments: [compartment],
  },
  'fault.cleared': { type: 'fault.cleared', at, fault: 'board-silent', subject: 'left-0' },
};
