import { z } from 'zod';
import { disableReasons } from '#domain/staff';
import { compartment, staff, visit } from './fields.ts';
import { kind, ofCompartment } from './kind.ts';

const serviceStarted = z
  .strictObject({ visit, staff, compartment, case: z.string().nullable() })
  .meta({ id: 'ServiceStarted', description: 'A technician has a compartment without a parcel opened.' });

const serviceEnded = z
  .strictObject({
    visit,
    staff,
    compartment,
    isLookedInto: z.boolean().describe('Somebody said that it is empty before it was shut (rule R3).'),
  })
  .meta({ id: 'ServiceEnded', description: 'The technician has shut the compartment.' });

const compartmentDisabled = z
  .strictObject({ compartment, staff, reason: z.enum(disableReasons) })
  .meta({ id: 'CompartmentDisabled', description: 'Out of service; a parcel inside stays collectable.' });

const compartmentEnabled = z
  .strictObject({ compartment, staff })
  .meta({ id: 'CompartmentEnabled', description: 'The compartment is offered again.' });

export const serviceEvents = {
  'service.started': kind('service.started', serviceStarted, 'info', ofCompartment, (event) => ({
    visit: event.visit,
    staff: event.staff,
    compartment: event.compartment,
    case: event.case,
  })),
  'service.ended': kind('service.ended', serviceEnded, 'info', ofCompartment, (event) => ({
    visit: event.visit,
    staff: event.staff,
    compartment: event.compartment,
    isLookedInto: event.isLookedInto,
  })),
  'compartment.disabled': kind(
    'compartment.disabled',
    compartmentDisabled,
    'minor',
    ofCompartment,
    (event) => ({ compartment: event.compartment, staff: event.staff, reason: event.reason }),
  ),
  'compartment.enabled': kind('compartment.enabled', compartmentEnabled, 'info', ofCompartment, (event) => ({
    compartment: event.compartment,
    staff: event.staff,
  })),
};
