import type { FastifyInstance } from 'fastify';
import { adjudicate, recordFinding } from '#contract/audit-http';
import type { AuditView } from '#contract/audit-http';
import { noBody } from '#contract/http';
import { needsVerdict } from '#domain/audits';
import type { Audit } from '#domain/audits';
import { isShelved } from '#domain/shelves';
import { staffVisit } from '#domain/staff';
import type { StationState } from '#domain/state';
import { storedIn } from '#domain/stay';
import type { CompartmentLabel } from '#domain/words';
import { problemOf } from './problem.ts';
import { sendProblem, sendRefusal, sendView } from './replies.ts';
import type { KioskRoom } from './room.ts';
import { admit } from './steps.ts';
import type { AddStaffStep } from './staff-visits.ts';

type VisitPath = { Params: { visit: string } };

/** The steps of a guided audit within a visit of the staff, and where it stands. */
export function addAudits(app: FastifyInstance, room: KioskRoom, addStep: AddStaffStep): void {
  addStep('audits', noBody, (visit) => ({ do: 'start-audit', visit }));
  addStep('audits/findings', recordFinding, (visit, body) => ({
    do: 'record-finding',
    visit,
    compartment: body.compartment as CompartmentLabel,
    seen: body.seen,
  }));
  addStep('audits/verdicts', adjudicate, (visit, body) => ({
    do: 'adjudicate',
    visit,
    compartment: body.compartment as CompartmentLabel,
    verdict: body.verdict,
  }));
  addStep('audits/finish', noBody, (visit) => ({ do: 'finish-audit', visit }));

  app.get<VisitPath>('/staff-visits/:visit/audits', (request, reply) => {
    const state = room.parts.control.state();
    const visit = admit(room, request, request.params.visit);
    if (visit === null) return sendProblem(reply, problemOf('visit-secret-wrong'));
    if (staffVisit(state, visit) === null) return sendRefusal(reply, { ok: false, refusal: 'visit-over' });
    return sendView(reply, 200, viewOfAudit(state));
  });
}

/** Of thousands of positions those where a parcel is recorded, and those where somebody found something. */
function positionsToCheck(state: StationState, { findings }: Audit) {
  const recorded = state.stays.filter(isShelved).map(({ compartment }) => compartment);
  const found = findings
    .map(({ compartment }) => compartment)
    .filter((label) => isShelved({ compartment: label }));
  const labels = [...new Set([...recorded, ...found])].toSorted();
  return labels.map((label) => ({ label, shown: 'unknown' as const }));
}

function viewOfAudit(state: StationState): AuditView {
  const [audit] = state.audits;
  if (audit === undefined) return { audit: null };
  const behindDoors = state.compartments.map(({ label, shown }) => ({ label, shown }));
  const doors = [...behindDoors, ...positionsToCheck(state, audit)].map(({ label, shown }) => {
    const finding = audit.findings.find(({ compartment }) => compartment === label);
    return {
      compartment: label,
      ledger: storedIn(state, label) === undefined ? ('empty' as const) : ('occupied' as const),
      shown,
      seen: finding?.seen ?? null,
      verdict: finding?.verdict ?? null,
      isOpen: finding !== undefined && needsVerdict(state, finding),
    };
  });
  return { audit: { id: audit.id, doors } };
}
