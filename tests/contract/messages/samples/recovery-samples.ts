import type { RecoveryEvent } from '#domain/events/recovery-events';
import type { SamplesOf } from './samples-of.ts';
import { at, courier, placement, secrets } from './values.ts';

export const recoverySamples: SamplesOf<RecoveryEvent> = {
  'epoch.acknowledged': { type: 'epoch.acknowledged', at },
  'audit.demanded': { type: 'audit.demanded', at, cause: 'long-absence' },
  'stay.confirmed': { type: 'stay.confirmed', at, ...placement },
  'stay.closed': { type: 'stay.closed', at, ...placement },
  'stay.restored': {
    type: 'stay.restored',
    at,
    ...placement,
    courier,
    carrier: 'SF',
    size: 'M',
    sealedContact: secrets.sealedContact,
    maskedContact: '138****1234',
    recipient: secrets.recipient,
  },
};
