import { z } from 'zod';
import { auditSights, auditVerdicts } from '#domain/audits';
import { compartment, placement, stay } from './fields.ts';
import { kind, ofCompartment, ofStay, placementOf } from './kind.ts';

const audit = z.string().describe('One walk from door to door.');
const staff = z.string().describe('The auditor, by the id of the local list; never a name.');

const auditStarted = z
  .strictObject({ audit, staff })
  .meta({ id: 'AuditStarted', description: 'Somebody compares the ledger with what is inside.' });

const auditFinding = z
  .strictObject({
    audit,
    staff,
    compartment,
    ledger: z.enum(['occupied', 'empty']),
    seen: z.enum(auditSights),
    shown: z.enum(['occupied', 'empty', 'unknown']).describe('What the sensor showed at the same time.'),
    stay: stay.nullable(),
  })
  .meta({ id: 'AuditFinding', description: 'What the auditor saw; it changes nothing by itself.' });

const auditAdjudicated = z
  .strictObject({ audit, staff, compartment, verdict: z.enum(auditVerdicts) })
  .meta({ id: 'AuditAdjudicated', description: 'What the auditor decided about what they saw.' });

const custodyConfirmed = z
  .strictObject({ ...placement, staff })
  .meta({ id: 'CustodyConfirmed', description: 'Somebody saw the parcel whose custody was doubted.' });

const parcelAdjudicated = z
  .strictObject({ ...placement, staff, verdict: z.literal('absent') })
  .meta({ id: 'ParcelAdjudicated', description: 'The end of a stay whose parcel is not there.' });

const auditFinished = z
  .strictObject({ audit, staff, checkedCount: z.int(), differentCount: z.int() })
  .meta({ id: 'AuditFinished', description: 'Every difference that was found has been decided about.' });

export const auditEvents = {
  'audit.started': kind(
    'audit.started',
    auditStarted,
    'info',
    (event) => event.audit,
    (event) => ({ audit: event.audit, staff: event.staff }),
  ),
  'audit.finding': kind('audit.finding', auditFinding, 'info', ofCompartment, (event) => ({
    audit: event.audit,
    staff: event.staff,
    compartment: event.compartment,
    ledger: event.ledger,
    seen: event.seen,
    shown: event.shown,
    stay: event.stay,
  })),
  'audit.adjudicated': kind('audit.adjudicated', auditAdjudicated, 'minor', ofCompartment, (event) => ({
    audit: event.audit,
    staff: event.staff,
    compartment: event.compartment,
    verdict: event.verdict,
  })),
  'custody.confirmed': kind('custody.confirmed', custodyConfirmed, 'info', ofStay, (event) => ({
    ...placementOf(event),
    staff: event.staff,
  })),
  'parcel.adjudicated': kind('parcel.adjudicated', parcelAdjudicated, 'critical', ofStay, (event) => ({
    ...placementOf(event),
    staff: event.staff,
    verdict: event.verdict,
  })),
  'audit.finished': kind(
    'audit.finished',
    auditFinished,
    'info',
    (event) => event.audit,
    (event) => ({
      audit: event.audit,
      staff: event.staff,
      checkedCount: event.checkedCount,
      differentCount: event.differentCount,
    }),
  ),
};
