import type { AuditSight, AuditVerdict } from '../audits.ts';
import type { CompartmentLabel, VisitId } from '../words.ts';

/** The steps of a guided audit; there is one at a time. */
export type AuditCommand =
  | { readonly do: 'start-audit'; readonly visit: VisitId }
  | {
      readonly do: 'record-finding';
      readonly visit: VisitId;
      readonly compartment: CompartmentLabel;
      readonly seen: AuditSight;
    }
  | {
      readonly do: 'adjudicate';
      readonly visit: VisitId;
      readonly compartment: CompartmentLabel;
      readonly verdict: AuditVerdict;
    }
  | { readonly do: 'finish-audit'; readonly visit: VisitId };
