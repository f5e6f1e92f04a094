import { z } from 'zod';
import { implausibilities } from '#domain/sensors';
import type { ImplausibleCause } from '#domain/sensors';
import { compartment, stay } from './fields.ts';
import { kind, ofCompartment } from './kind.ts';

const sensorKind = z.enum(['door', 'occupancy']);
const sensor = { compartment, kind: sensorKind };
const causes = Object.keys(implausibilities) as [ImplausibleCause, ...ImplausibleCause[]];
const contents = z.enum(['occupied', 'empty']);

const sensorImplausible = z
  .strictObject({
    ...sensor,
    cause: z.enum(causes),
    score: z.int().describe('What is left of the trust, out of a hundred.'),
  })
  .meta({ id: 'SensorImplausible', description: 'A sensor showed what cannot be, or contradicted people.' });

const sensorStuck = z
  .strictObject(sensor)
  .meta({ id: 'SensorStuck', description: 'It counts as absent: people are asked instead.' });

const sensorRestored = z
  .strictObject(sensor)
  .meta({ id: 'SensorRestored', description: 'It agreed with people often enough and counts again.' });

const inventoryMismatch = z
  .strictObject({ compartment, ledger: contents, seen: contents, stay: stay.nullable() })
  .meta({ id: 'InventoryMismatch', description: 'The sensor inside does not show what the ledger says.' });

const inventoryReconciled = z
  .strictObject({ compartment })
  .meta({ id: 'InventoryReconciled', description: 'It was opened, shut, and is empty as the ledger says.' });

export const sensorEvents = {
  'sensor.implausible': kind('sensor.implausible', sensorImplausible, 'minor', ofCompartment, (event) => ({
    compartment: event.compartment,
    kind: event.kind,
    cause: event.cause,
    score: event.score,
  })),
  'sensor.stuck': kind('sensor.stuck', sensorStuck, 'major', ofCompartment, (event) => ({
    compartment: event.compartment,
    kind: event.kind,
  })),
  'sensor.restored': kind('sensor.restored', sensorRestored, 'info', ofCompartment, (event) => ({
    compartment: event.compartment,
    kind: event.kind,
  })),
  'inventory.mismatch': kind('inventory.mismatch', inventoryMismatch, 'major', ofCompartment, (event) => ({
    compartment: event.compartment,
    ledger: event.ledger,
    seen: event.seen,
    stay: event.stay,
  })),
  'inventory.reconciled': kind(
    'inventory.reconciled',
    inventoryReconciled,
    'info',
    ofCompartment,
    ({ compartment }) => ({ compartment }),
  ),
};
