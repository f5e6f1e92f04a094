import type { CaseKind } from '../cases.ts';
import type { CaseNumber, CompartmentLabel, StayId } from '../words.ts';

/** Something that a person of the operator must answer and settle. */
export type CaseEvent = {
  readonly type: 'case.opened';
  readonly case: CaseNumber;
  readonly kind: CaseKind;
  readonly stay: StayId | null;
  readonly compartment: CompartmentLabel | null;
};
