import type { CaseKind, CaseOutcome, Tier } from '../cases.ts';
import type { CaseNumber, CompartmentLabel, OperatorId, StayId, VisitId, Waybill } from '../words.ts';

/** Something that a person of the operator must answer and settle. */
export type CaseEvent =
  | {
      readonly type: 'case.opened';
      readonly case: CaseNumber;
      readonly kind: CaseKind;
      readonly stay: StayId | null;
      readonly compartment: CompartmentLabel | null;
      /** The visit during which it was opened, so that nobody has to tell their story twice (S1-13). */
      readonly visit: VisitId | null;
      /** As somebody typed it. */
      readonly waybill: Waybill | null;
    }
  | { readonly type: 'case.acknowledged'; readonly case: CaseNumber; readonly operator: OperatorId }
  | {
      readonly type: 'case.escalated';
      readonly case: CaseNumber;
      readonly kind: CaseKind;
      readonly tier: Tier;
    }
  | { readonly type: 'case.respond-overdue'; readonly case: CaseNumber; readonly kind: CaseKind }
  | { readonly type: 'case.resolve-overdue'; readonly case: CaseNumber; readonly kind: CaseKind }
  | {
      readonly type: 'case.resolved';
      readonly case: CaseNumber;
      readonly kind: CaseKind;
      readonly stay: StayId | null;
      readonly operator: OperatorId;
      readonly outcome: CaseOutcome;
    };
