import type { SensorEvent } from '#domain/events/sensor-events';
import type { SamplesOf } from './samples-of.ts';
import { at, compartment, stay } from './values.ts';

export const sensorSamples: SamplesOf<SensorEvent> = {
  'sensor.implausible': {
    type: 'sensor.implausible',
    at,
    compartment,
    kind: 'occupancy',
    cause: 'contradicted',
    score: 80,
  },
  'sensor.stuck': { type: 'sensor.stuck', at, compartment, kind: 'occupancy' },
  'sensor.restored': { type: 'sensor.restored', at, compartment, kind: 'door' },
  'inventory.mismatch': {
    type: 'inventory.mismatch',
    at,
    compartment,
    ledger: 'occupied',
    seen: 'empty',
    stay,
  },
  'inventory.reconciled': { type: 'inventory.reconciled', at, compartment },
};
