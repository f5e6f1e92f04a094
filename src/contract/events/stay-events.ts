import { z } from 'zod';
import { formatInstant, instant } from '../instant.ts';
import { kind, ofNothing, ofStay, placementOf } from './kind.ts';
import { placement, recallCause } from './fields.ts';

const retentionStarted = z
  .strictObject({ ...placement, notifiedAt: instant, retentionHours: z.number().positive() })
  .meta({
    id: 'RetentionStarted',
    description: 'The centre confirmed the notice; the clocks of the stay run (rule R13).',
  });

const extraHours = z.number().positive().describe('The whole addition to what was promised at the deposit.');

const retentionExtended = z
  .strictObject({ ...placement, extraHours })
  .meta({ id: 'RetentionExtended', description: 'The centre gave this parcel more time.' });

const policyExtended = z
  .strictObject({ cause: z.enum(['weather', 'disruption']), extraHours })
  .meta({ id: 'PolicyExtended', description: 'Every parcel in the station got more time.' });

const reminderDue = z
  .strictObject({
    ...placement,
    hours: z.number().describe('From the end of the retention on; negative before it.'),
  })
  .meta({ id: 'ReminderDue', description: 'The centre reminds the recipient; said once for each step.' });

const parcelExpired = z
  .strictObject({ ...placement })
  .meta({ id: 'ParcelExpired', description: 'The allowed time is over; the code stays valid (rule R11).' });

const recallDue = z
  .strictObject({ ...placement, cause: recallCause })
  .meta({ id: 'RecallDue', description: 'A courier of the carrier has to take the parcel back.' });

export const stayEvents = {
  'retention.started': kind('retention.started', retentionStarted, 'info', ofStay, (event) => ({
    ...placementOf(event),
    notifiedAt: formatInstant(event.notifiedAt.wallMs),
    retentionHours: event.retentionHours,
  })),
  'retention.extended': kind('retention.extended', retentionExtended, 'info', ofStay, (event) => ({
    ...placementOf(event),
    extraHours: event.extraHours,
  })),
  'policy.extended': kind('policy.extended', policyExtended, 'info', ofNothing, (event) => ({
    cause: event.cause,
    extraHours: event.extraHours,
  })),
  'reminder.due': kind('reminder.due', reminderDue, 'info', ofStay, (event) => ({
    ...placementOf(event),
    hours: event.hours,
  })),
  'recall.due': kind('recall.due', recallDue, 'minor', ofStay, (event) => ({
    ...placementOf(event),
    cause: event.cause,
  })),
  'parcel.expired': kind('parcel.expired', parcelExpired, 'minor', ofStay, (event) => placementOf(event)),
};
