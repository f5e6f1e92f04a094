import type { CaseOutcome } from '../cases.ts';
import type { CaseNumber, CompartmentLabel, OperatorId, VisitId } from '../words.ts';

/** Calls for help at the kiosk, and what the operator says about a case. */
export type CaseCommand =
  | {
      readonly do: 'call-help';
      readonly visit: VisitId | null;
      readonly compartment: CompartmentLabel | null;
      /** As it was typed. */
      readonly waybill: string | null;
    }
  | { readonly do: 'acknowledge-case'; readonly case: CaseNumber; readonly operator: OperatorId }
  | {
      readonly do: 'resolve-case';
      readonly case: CaseNumber;
      readonly operator: OperatorId;
      readonly outcome: CaseOutcome;
    };
