import type { DepositEvent } from '#domain/events/deposit-events';
import type { CompartmentLabel } from '#domain/words';
import type { SamplesOf } from './samples-of.ts';
import { at, courier, evidence, placement, secrets, visit } from './values.ts';

export const depositSamples: SamplesOf<DepositEvent> = {
  'deposit.started': {
    type: 'deposit.started',
    at,
    ...placement,
    visit,
    courier,
    carrier: 'SF',
    size: 'M',
    sealedContact: secrets.sealedContact,
    maskedContact: '138****1234',
    recipient: null,
  },
  'deposit.completed': { type: 'deposit.completed', at, ...placement, courier, evidence },
  'deposit.cancelled': { type: 'deposit.cancelled', at, ...placement, parcelInside: 'unknown' },
  'deposit.moved': { type: 'deposit.moved', at, ...placement, to: 'A08' as CompartmentLabel },
  'withdrawal.started': { type: 'withdrawal.started', at, ...placement, visit },
};
