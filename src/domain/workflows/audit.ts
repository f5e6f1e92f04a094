import { isAgreed, needsVerdict } from '../audits.ts';
import type { Audit, AuditVerdict, Finding } from '../audits.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import { findCompartment } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import { clearFault } from '../fault-list.ts';
import type { Moment } from '../moment.ts';
import { endRecovery } from './recovery.ts';
import { isConfirmed } from '../recovery.ts';
import { quarantine } from '../quarantine.ts';
import type { RefusalCode } from '../refusals.ts';
import { isShelved, layerOf } from '../shelves.ts';
import { staffVisit } from '../staff.ts';
import type { StationState } from '../state.ts';
import { placementOf, stayIn, storedIn } from '../stay.ts';
import type { AuditId, CompartmentLabel, StaffId, VisitId } from '../words.ts';
import { accept, refuse } from './verdict.ts';

type Do<Name extends Command['do']> = Extract<Command, { do: Name }>;

export function startAudit(
  state: StationState,
  { visit: id }: Do<'start-audit'>,
  now: Moment,
  chance: Chance,
): Decision {
  const visit = staffVisit(state, id);
  if (visit === null) return refuse('visit-over');
  if (state.audits.length > 0) return refuse('audit-running');
  const audit = chance.id() as AuditId;
  return accept([{ type: 'audit.started', at: now, audit, staff: visit.actor.staff }], { visit: id });
}

/** What the auditor saw stands beside what the ledger says; nothing is set right by that. */
export function recordFinding(
  state: StationState,
  { visit, compartment, seen }: Do<'record-finding'>,
  now: Moment,
): Decision {
  const running = runningAudit(state, visit);
  if (typeof running === 'string') return refuse(running);
  const known = findCompartment(state, compartment);
  const isPlace = known !== undefined || layerOf(state.plan, compartment) !== undefined;
  if (!isPlace) return refuse('compartment-unknown');
  const stay = storedIn(state, compartment)?.id ?? null;
  // On a shelf there is no sensor that could stand beside what the auditor saw.
  const shown = known?.shown ?? 'unknown';
  const { audit, staff } = running;
  const about = { audit: audit.id, staff, compartment, seen, shown, stay };
  const ledger = stay === null ? 'empty' : 'occupied';
  return accept([{ type: 'audit.finding', at: now, ...about, ledger }], { visit });
}

/** Which verdicts a finding allows: nobody decides about what they have not seen in this audit. */
function allows({ ledger, seen }: Finding, verdict: AuditVerdict): boolean {
  if (verdict === 'unknown') return true;
  if (verdict === 'parcel-present') return ledger === 'occupied' && seen === 'parcel';
  return seen === 'empty' && ledger === (verdict === 'parcel-absent' ? 'occupied' : 'empty');
}

export function adjudicate(
  state: StationState,
  { visit, compartment, verdict }: Do<'adjudicate'>,
  now: Moment,
): Decision {
  const running = runningAudit(state, visit);
  if (typeof running === 'string') return refuse(running);
  const { audit, staff } = running;
  const finding = audit.findings.find((one) => one.compartment === compartment);
  const isSame = finding?.stay === (storedIn(state, compartment)?.id ?? null);
  if (finding === undefined || !isSame || !allows(finding, verdict)) {
    return refuse('verdict-unfitting', { compartment });
  }
  const decided: DomainEvent = {
    type: 'audit.adjudicated',
    at: now,
    audit: audit.id,
    staff,
    compartment,
    verdict,
  };
  return accept([decided, ...consequences(state, compartment, verdict, staff, now)], { visit });
}

function consequences(
  state: StationState,
  label: CompartmentLabel,
  verdict: AuditVerdict,
  staff: StaffId,
  now: Moment,
): readonly DomainEvent[] {
  const stay = storedIn(state, label);
  switch (verdict) {
    case 'parcel-present':
      if (stay === undefined || (stay.doubt === null && isConfirmed(state, stay.id))) return [];
      return [{ type: 'custody.confirmed', at: now, ...placementOf(stay), staff }];
    case 'parcel-absent':
      if (stay === undefined) return [];
      return [{ type: 'parcel.adjudicated', at: now, ...placementOf(stay), staff, verdict: 'absent' }];
    case 'empty':
      return restore(state, label, now);
    case 'unknown':
      if (findCompartment(state, label) === undefined) return [];
      return quarantine(state, label, 'contents-unclear', now);
  }
}

/** A person has looked: what took the compartment out of use is over, and its faults with it. */
function restore(state: StationState, label: CompartmentLabel, now: Moment): readonly DomainEvent[] {
  const cause = findCompartment(state, label)?.quarantine ?? null;
  if (cause === null || stayIn(state, label) !== undefined) return [];
  const released: DomainEvent = { type: 'compartment.released', at: now, compartment: label, cause };
  const after = evolveAll(state, [released]);
  const mended = after.faults.filter(
    ({ code, compartments }) =>
      code === 'wrong-door' &&
      compartments.includes(label) &&
      compartments.every((one) => findCompartment(after, one)?.quarantine !== 'wrong-door'),
  );
  return [
    released,
    ...clearFault(after, 'compartment-failing', label, now),
    ...mended.flatMap(({ subject }) => clearFault(after, 'wrong-door', subject, now)),
  ];
}

export function finishAudit(state: StationState, { visit }: Do<'finish-audit'>, now: Moment): Decision {
  const running = runningAudit(state, visit);
  if (typeof running === 'string') return refuse(running);
  const { audit, staff } = running;
  const open = audit.findings.find((finding) => needsVerdict(state, finding));
  if (open !== undefined) return refuse('audit-unresolved', { compartment: open.compartment });
  const unseen = state.recovery === null ? undefined : unseenIn(state, audit);
  if (unseen !== undefined) return refuse('audit-incomplete', { compartment: unseen });
  const differentCount = audit.findings.filter((finding) => !isAgreed(finding)).length;
  const counts = { checkedCount: audit.findings.length, differentCount };
  const finished: DomainEvent = { type: 'audit.finished', at: now, audit: audit.id, staff, ...counts };
  return accept(endRecovery(state, [finished], now), { visit });
}

/**
 * Rule R23: after a restore somebody looks behind every door, not only behind those that they suspect, and at
 * every position of the shelves where a parcel is recorded.
 */
function unseenIn(state: StationState, { findings }: Audit): CompartmentLabel | undefined {
  const seen = new Set(findings.map(({ compartment }) => compartment));
  const doors = state.plan.compartments.map(({ label }) => label);
  const shelved = state.stays.filter(isShelved).map(({ compartment }) => compartment);
  return [...doors, ...shelved].find((label) => !seen.has(label));
}

function runningAudit(
  state: StationState,
  id: VisitId,
): { readonly audit: Audit; readonly staff: StaffId } | Extract<RefusalCode, 'visit-over' | 'audit-absent'> {
  const visit = staffVisit(state, id);
  if (visit === null) return 'visit-over';
  const [audit] = state.audits;
  return audit === undefined ? 'audit-absent' : { audit, staff: visit.actor.staff };
}
