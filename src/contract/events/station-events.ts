import { z } from 'zod';
import { faults } from '#domain/faults';
import { kind, ofNothing } from './kind.ts';
import { compartment, faultCode } from './fields.ts';

const epochBegun = z
  .strictObject({
    cause: z.enum(['new-store', 'rolled-back', 'restored']),
    previousEpoch: z.string().nullable(),
    previousSeq: z.int().nullable(),
    previousHash: z.string().nullable(),
  })
  .meta({
    id: 'EpochBegun',
    description: 'The ledger counts anew; where the one before it ended (rule R22).',
  });

const stationStarted = z
  .strictObject({ cause: z.enum(['power-up', 'restart']), softwareVersion: z.string() })
  .meta({
    id: 'StationStarted',
    description: 'The controller came up and compared its ledger with the doors.',
  });

const boardChanged = z
  .strictObject({ board: z.string() })
  .meta({ id: 'BoardChanged', description: 'A lock board fell silent, or answers again.' });

const faultRaised = z
  .strictObject({ fault: faultCode, subject: z.string(), compartments: z.array(compartment) })
  .meta({ id: 'FaultRaised', description: 'A condition that somebody must remedy.' });

const faultCleared = z
  .strictObject({ fault: faultCode, subject: z.string() })
  .meta({ id: 'FaultCleared', description: 'The condition has gone.' });

const recordsPurged = z
  .strictObject({
    count: z.int().positive().describe('Events that lost their personal values.'),
    upTo: z.string().describe('Id of the newest of them.'),
  })
  .meta({
    id: 'RecordsPurged',
    description: 'Personal values of ended stays are gone; the chain is whole (rule R20).',
  });

const recordsPruned = z
  .strictObject({
    count: z.int().positive().describe('Events that left the log.'),
    upTo: z.string().describe('Id of the newest of them; the centre had acknowledged all of them.'),
  })
  .meta({
    id: 'RecordsPruned',
    description: 'Old events are gone from the station; a signed checkpoint stands for them (rule R20).',
  });

export const stationEvents = {
  'records.pruned': kind('records.pruned', recordsPruned, 'info', ofNothing, ({ count, upTo }) => ({
    count,
    upTo,
  })),
  'records.purged': kind('records.purged', recordsPurged, 'info', ofNothing, ({ count, upTo }) => ({
    count,
    upTo,
  })),
  'epoch.begun': kind(
    'epoch.begun',
    epochBegun,
    (event) => (event.previousEpoch === null ? 'info' : 'critical'),
    ofNothing,
    ({ cause, previousEpoch, previousSeq, previousHash }) => ({
      cause,
      previousEpoch,
      previousSeq,
      previousHash,
    }),
  ),
  'station.started': kind(
    'station.started',
    stationStarted,
    'info',
    ofNothing,
    ({ cause, softwareVersion }) => ({ cause, softwareVersion }),
  ),
  'board.lost': kind(
    'board.lost',
    boardChanged,
    'major',
    (event) => event.board,
    ({ board }) => ({ board }),
  ),
  'board.restored': kind(
    'board.restored',
    boardChanged,
    'info',
    (event) => event.board,
    ({ board }) => ({ board }),
  ),
  'fault.raised': kind(
    'fault.raised',
    faultRaised,
    (event) => faults[event.fault].severity,
    (event) => event.subject,
    ({ fault, subject, compartments }) => ({ fault, subject, compartments: [...compartments] }),
  ),
  'fault.cleared': kind(
    'fault.cleared',
    faultCleared,
    'info',
    (event) => event.subject,
    ({ fault, subject }) => ({ fault, subject }),
  ),
};
