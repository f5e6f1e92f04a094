import type { DisableReason } from '../staff.ts';
import type { CaseNumber, CompartmentLabel, StaffId, VisitId } from '../words.ts';

/** Somebody of the staff looks after a compartment. */
export type ServiceEvent =
  | {
      readonly type: 'service.started';
      readonly visit: VisitId;
      readonly staff: StaffId;
      readonly compartment: CompartmentLabel;
      readonly case: CaseNumber | null;
    }
  | {
      readonly type: 'service.ended';
      readonly visit: VisitId;
      readonly staff: StaffId;
      readonly compartment: CompartmentLabel;
      /** Whether somebody said, before shutting it, that the compartment is empty (rule R3). */
      readonly isLookedInto: boolean;
    }
  | {
      readonly type: 'compartment.disabled';
      readonly compartment: CompartmentLabel;
      readonly staff: StaffId;
      readonly reason: DisableReason;
    }
  | {
      readonly type: 'compartment.enabled';
      readonly compartment: CompartmentLabel;
      readonly staff: StaffId;
    };
