import type { DomainEvent } from './events.ts';
import type { Moment } from './moment.ts';
import { isConfirmed } from './recovery.ts';
import type { StationState } from './state.ts';
import type { AuditId, CompartmentLabel, StaffId, StayId } from './words.ts';

/** What an auditor sees in a compartment with their own eyes. */
export const auditSights = ['parcel', 'empty', 'unclear'] as const;
export type AuditSight = (typeof auditSights)[number];

/** What an auditor decides about a compartment that they have looked into. */
export const auditVerdicts = ['parcel-present', 'parcel-absent', 'empty', 'unknown'] as const;
export type AuditVerdict = (typeof auditVerdicts)[number];

export type Finding = {
  readonly compartment: CompartmentLabel;
  readonly ledger: 'occupied' | 'empty';
  readonly seen: AuditSight;
  readonly stay: StayId | null;
  /** Null until somebody has decided what to do about it. */
  readonly verdict: AuditVerdict | null;
};

/** A walk from door to door that compares the ledger with what is inside; it outlives the auditor's visit. */
export type Audit = {
  readonly id: AuditId;
  readonly staff: StaffId;
  readonly startedAt: Moment;
  readonly findings: readonly Finding[];
};

/** Whether the ledger and the auditor say the same. */
export function isAgreed({ ledger, seen }: Pick<Finding, 'ledger' | 'seen'>): boolean {
  return ledger === 'occupied' ? seen === 'parcel' : seen === 'empty';
}

/**
 * What was found otherwise than it is recorded, and not decided yet. A restored ledger is agreed with by
 * nobody who merely sees a parcel: it may be another one, so that its label has to be read (rule R23).
 */
export function needsVerdict(state: StationState, finding: Finding): boolean {
  if (finding.verdict !== null) return false;
  return !isAgreed(finding) || (finding.stay !== null && !isConfirmed(state, finding.stay));
}

export function auditsAfter(all: readonly Audit[], event: DomainEvent): readonly Audit[] {
  switch (event.type) {
    case 'audit.started': {
      const { audit: id, staff, at: startedAt } = event;
      return [...all, { id, staff, startedAt, findings: [] }];
    }
    case 'audit.finding': {
      const { audit, compartment, ledger, seen, stay } = event;
      return changeFindings(all, audit, (findings) => [
        ...findings.filter((finding) => finding.compartment !== compartment),
        { compartment, ledger, seen, stay, verdict: null },
      ]);
    }
    case 'audit.adjudicated':
      return changeFindings(all, event.audit, (findings) =>
        findings.map((finding) =>
          finding.compartment === event.compartment ? { ...finding, verdict: event.verdict } : finding,
        ),
      );
    // What was seen before the copy was made, or before a long absence, says nothing about now.
    case 'epoch.begun':
    case 'audit.demanded':
      return all.length === 0 ? all : [];
    case 'audit.finished':
      return all.filter(({ id }) => id !== event.audit);
    default:
      return all;
  }
}

function changeFindings(
  all: readonly Audit[],
  id: AuditId,
  how: (findings: readonly Finding[]) => readonly Finding[],
): readonly Audit[] {
  return all.map((audit) => (audit.id === id ? { ...audit, findings: how(audit.findings) } : audit));
}
