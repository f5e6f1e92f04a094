import type { AuditSight, AuditVerdict } from '../audits.ts';
import type { AuditId, CompartmentLabel, Occupancy, StaffId, StayId } from '../words.ts';
import type { Placement } from './placement.ts';

/** What an auditor found, and what they decided about it. */
export type AuditEvent =
  | { readonly type: 'audit.started'; readonly audit: AuditId; readonly staff: StaffId }
  | {
      readonly type: 'audit.finding';
      readonly audit: AuditId;
      readonly staff: StaffId;
      readonly compartment: CompartmentLabel;
      readonly ledger: 'occupied' | 'empty';
      readonly seen: AuditSight;
      /** What the sensor showed at the same time, believed or not. */
      readonly shown: Occupancy;
      readonly stay: StayId | null;
    }
  | {
      readonly type: 'audit.adjudicated';
      readonly audit: AuditId;
      readonly staff: StaffId;
      readonly compartment: CompartmentLabel;
      readonly verdict: AuditVerdict;
    }
  | ({ readonly type: 'custody.confirmed'; readonly staff: StaffId } & Placement)
  /** The end of a stay whose parcel is not there and which nobody collected. */
  | ({ readonly type: 'parcel.adjudicated'; readonly staff: StaffId; readonly verdict: 'absent' } & Placement)
  | {
      readonly type: 'audit.finished';
      readonly audit: AuditId;
      readonly staff: StaffId;
      readonly checkedCount: number;
      /** How many compartments were not as the ledger said. */
      readonly differentCount: number;
    };
