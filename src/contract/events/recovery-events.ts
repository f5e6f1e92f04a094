import { z } from 'zod';
import { sizes } from '#domain/words';
import { maskedContact, placement } from './fields.ts';
import { kind, ofNothing, ofStay, placementOf } from './kind.ts';

const epochAcknowledged = z
  .strictObject({})
  .meta({ id: 'EpochAcknowledged', description: 'The centre has the beginning of this epoch (rule R22).' });

const auditDemanded = z.strictObject({ cause: z.enum(['long-absence', 'centre']) }).meta({
  id: 'AuditDemanded',
  description: 'Somebody looks into every compartment before the next deposit.',
});

const stayConfirmed = z
  .strictObject(placement)
  .meta({ id: 'StayConfirmed', description: 'By the books of the centre this restored stay goes on (R23).' });

const stayClosed = z
  .strictObject(placement)
  .meta({ id: 'StayClosed', description: 'By the books of the centre it ended after the copy was made.' });

const stayRestored = z
  .strictObject({
    ...placement,
    courier: z.string().nullable(),
    carrier: z.string(),
    size: z.enum(sizes),
    maskedContact,
  })
  .meta({
    id: 'StayRestored',
    description: 'A stay that the ledger had lost, from the books of the centre; its code is issued anew.',
  });

export const recoveryEvents = {
  'epoch.acknowledged': kind('epoch.acknowledged', epochAcknowledged, 'info', ofNothing, () => ({})),
  'audit.demanded': kind('audit.demanded', auditDemanded, 'major', ofNothing, ({ cause }) => ({ cause })),
  'stay.confirmed': kind('stay.confirmed', stayConfirmed, 'info', ofStay, placementOf),
  'stay.closed': kind('stay.closed', stayClosed, 'minor', ofStay, placementOf),
  'stay.restored': kind(
    'stay.restored',
    stayRestored,
    'major',
    ofStay,
    (event) => ({
      ...placementOf(event),
      courier: event.courier,
      carrier: event.carrier,
      size: event.size,
      maskedContact: event.maskedContact,
    }),
    ['maskedContact'],
  ),
};
