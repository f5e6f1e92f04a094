import { z } from 'zod';
import { formatInstant, instant } from '../instant.ts';
import { kind, ofStay, placementOf } from './kind.ts';
import { placement } from './fields.ts';

const retentionStarted = z.strictObject({ ...placement, notifiedAt: instant }).meta({
  id: 'RetentionStarted',
  description: 'The centre confirmed the notice; the clocks of the stay run (rule R13).',
});

const parcelExpired = z
  .strictObject({ ...placement })
  .meta({ id: 'ParcelExpired', description: 'The allowed time is over; the code stays valid (rule R11).' });

const recallDue = z
  .strictObject({ ...placement, cause: z.enum(['overdue', 'rejected', 'damaged', 'wrong', 'ordered']) })
  .meta({ id: 'RecallDue', description: 'A courier of the carrier has to take the parcel back.' });

export const stayEvents = {
  'retention.started': kind('retention.started', retentionStarted, 'info', ofStay, (event) => ({
    ...placementOf(event),
    notifiedAt: formatInstant(event.notifiedAt.wallMs),
  })),
  'recall.due': kind('recall.due', recallDue, 'minor', ofStay, (event) => ({
    ...placementOf(event),
    cause: event.cause,
  })),
  'parcel.expired': kind('parcel.expired', parcelExpired, 'minor', ofStay, (event) => placementOf(event)),
};
