import type { AuditEvent } from '#domain/events/audit-events';
import type { AuditId, StaffId } from '#domain/words';
import type { SamplesOf } from './samples-of.ts';
import { at, compartment, placement, stay } from './values.ts';

const audit = 'audit-1' as AuditId;
const staff = 'staff-1' as StaffId;

export const auditSamples: SamplesOf<AuditEvent> = {
  'audit.started': { type: 'audit.started', at, audit, staff },
  'audit.finding': {
    type: 'audit.finding',
    at,
    audit,
    staff,
    compartment,
    ledger: 'occupied',
    seen: 'empty',
    shown: 'empty',
    stay,
  },
  'audit.adjudicated': {
    type: 'audit.adjudicated',
    at,
    audit,
    staff,
    compartment,
    verdict: 'parcel-absent',
  },
  'custody.confirmed': { type: 'custody.confirmed', at, ...placement, staff },
  'parcel.adjudicated': { type: 'parcel.adjudicated', at, ...placement, staff, verdict: 'absent' },
  'audit.finished': { type: 'audit.finished', at, audit, staff, checkedCount: 8, differentCount: 1 },
};
