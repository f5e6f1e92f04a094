import type { DisableReason, StaffRole } from '../staff.ts';
import type { CaseNumber, CompartmentLabel, StaffId, VisitId } from '../words.ts';

/** What attendants and technicians do. */
export type ServiceCommand =
  /** A badge was shown; the shell has looked it up in the local list. */
  | { readonly do: 'admit-staff'; readonly staff: { readonly id: StaffId; readonly role: StaffRole } | null }
  | {
      readonly do: 'open-service';
      readonly visit: VisitId;
      readonly compartment: CompartmentLabel;
      /** The open case that sends somebody to look into a compartment whose sensor sees something. */
      readonly case: CaseNumber | null;
    }
  | {
      readonly do: 'disable-compartment';
      readonly visit: VisitId;
      readonly compartment: CompartmentLabel;
      readonly reason: DisableReason;
    }
  | { readonly do: 'enable-compartment'; readonly visit: VisitId; readonly compartment: CompartmentLabel };
