import { z } from 'zod';
import { compartment, placement, purpose, stay, visit } from './fields.ts';
import { kind, ofCompartment, ofStay, ofVisit, placementOf } from './kind.ts';

const openNotDetected = z
  .strictObject({ compartment, attempt: z.int().describe('Which pulse was in vain: 1 to 3 (rule R6).') })
  .meta({ id: 'DoorOpenNotDetected', description: 'A pulse was sent and the door was seen not to move.' });

const lockDegrading = z
  .strictObject({ compartment, jamCount: z.int().describe('Jams within 30 days, this one included.') })
  .meta({ id: 'LockDegrading', description: 'Three pulses in vain; a lock that keeps failing is retired.' });

const doorAjar = z
  .strictObject({
    compartment,
    step: z.int().describe('1 after 20 s, 2 after 60 s, 3 when it is a fault.'),
    visit: visit.nullable(),
  })
  .meta({ id: 'DoorAjar', description: 'A door has been standing open.' });

const doorAjarResolved = z
  .strictObject({ compartment, step: z.int().describe('The last step that was reported.') })
  .meta({ id: 'DoorAjarResolved', description: 'The door that stood open was seen to close.' });

const doorMistaken = z
  .strictObject({ compartment, expected: compartment, visit: visit.nullable() })
  .meta({ id: 'DoorMistaken', description: 'A pulse for the expected compartment opened this one.' });

const forcedOpen = z
  .strictObject({ compartment, stay: stay.nullable().describe('The parcel that was inside, if any.') })
  .meta({ id: 'SecurityForcedOpen', description: 'A door opened that this station did not open.' });

const uncommandedOpen = z
  .strictObject({
    compartment,
    stay: stay.nullable(),
    believed: z.boolean().describe('False where the board itself is doubted (rule R7).'),
  })
  .meta({ id: 'SafetyUncommandedOpen', description: 'A door opened while the station was off.' });

const doubtCause = z.enum(['forced-open', 'wrong-door', 'uncommanded-open', 'sensor-disagrees']);
const custodyDoubted = z
  .strictObject({ ...placement, cause: doubtCause })
  .meta({ id: 'CustodyDoubted', description: 'Nobody can say for sure that the parcel is still inside.' });

const visitInterrupted = z
  .strictObject({
    visit,
    phase: z.enum(['choosing', 'opening', 'open', 'asking', 'unseen', 'jammed']),
    purpose: purpose.nullable(),
    compartment: compartment.nullable(),
  })
  .meta({ id: 'VisitInterrupted', description: 'The process ended in the middle of a visit.' });

/** An open door is first a courtesy, then a nuisance, then a parcel that anybody can take. */
function ajarSeverity({ step }: { readonly step: number }): 'info' | 'minor' | 'major' {
  if (step <= 1) return 'info';
  return step === 2 ? 'minor' : 'major';
}

export const physicalEvents = {
  'door.open-not-detected': kind(
    'door.open-not-detected',
    openNotDetected,
    'minor',
    ofCompartment,
    ({ compartment, attempt }) => ({ compartment, attempt }),
  ),
  'lock.degrading': kind(
    'lock.degrading',
    lockDegrading,
    'minor',
    ofCompartment,
    ({ compartment, jamCount }) => ({ compartment, jamCount }),
  ),
  'door.ajar': kind('door.ajar', doorAjar, ajarSeverity, ofCompartment, ({ compartment, step, visit }) => ({
    compartment,
    step,
    visit,
  })),
  'door.ajar-resolved': kind(
    'door.ajar-resolved',
    doorAjarResolved,
    'info',
    ofCompartment,
    ({ compartment, step }) => ({ compartment, step }),
  ),
  'door.mistaken': kind('door.mistaken', doorMistaken, 'critical', ofCompartment, (event) => ({
    compartment: event.compartment,
    expected: event.expected,
    visit: event.visit,
  })),
  'security.forced-open': kind(
    'security.forced-open',
    forcedOpen,
    ({ stay }) => (stay === null ? 'major' : 'critical'),
    ofCompartment,
    ({ compartment, stay }) => ({ compartment, stay }),
  ),
  'safety.uncommanded-open': kind(
    'safety.uncommanded-open',
    uncommandedOpen,
    ({ stay }) => (stay === null ? 'major' : 'critical'),
    ofCompartment,
    ({ compartment, stay, believed }) => ({ compartment, stay, believed }),
  ),
  'custody.doubted': kind('custody.doubted', custodyDoubted, 'major', ofStay, (event) => ({
    ...placementOf(event),
    cause: event.cause,
  })),
  'visit.interrupted': kind('visit.interrupted', visitInterrupted, 'minor', ofVisit, (event) => ({
    visit: event.visit,
    phase: event.phase,
    purpose: event.purpose,
    compartment: event.compartment,
  })),
};
