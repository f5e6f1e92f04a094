import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { allowDropOff, changeAvailability, openService, startStaffVisit } from '#contract/sending-http';
import type { ServedCompartments } from '#contract/sending-http';
import { handOver, rejectShelved } from '#contract/shelf-http';
import { findCompartment } from '#domain/compartment';
import type { Command } from '#domain/commands';
import { staffVisit } from '#domain/staff';
import type { StationState } from '#domain/state';
import { stayIn } from '#domain/stay';
import type { CaseNumber, CompartmentLabel, VisitId } from '#domain/words';
import { addAudits } from './audits.ts';
import { problemOf } from './problem.ts';
import { sendProblem, sendRefusal, sendView } from './replies.ts';
import type { KioskRoom } from './room.ts';
import { admit, readRequest, sendStarted, serveStep } from './steps.ts';
import { recallNumbers } from './typed-code.ts';

type VisitPath = { Params: { visit: string } };

/** A badge of the staff becomes a visit; what the role allows is for the core to say. */
export function addStaffVisits(app: FastifyInstance, room: KioskRoom): void {
  app.post('/staff-visits', async (request, reply) => {
    const read = readRequest(request, startStaffVisit, 'optional');
    if (!read.ok) return sendProblem(reply, read.problem);
    const { key, body } = read;
    const command = (): Command => ({ do: 'admit-staff', staff: room.parts.staff.findByBadge(body.badge) });
    const answer = await room.askOnce({ key, scope: 'staff-visits', body, command });
    return answer.ok ? sendStarted(room, reply, 'staff', answer) : sendRefusal(reply, answer);
  });

  app.get<VisitPath>('/staff-visits/:visit/compartments', (request, reply) => {
    const state = room.parts.control.state();
    const visit = admit(room, request, request.params.visit);
    if (visit === null) return sendProblem(reply, problemOf('visit-secret-wrong'));
    if (staffVisit(state, visit) === null) return sendRefusal(reply, { ok: false, refusal: 'visit-over' });
    return sendView(reply, 200, viewOfCompartments(state));
  });

  addStaffSteps(app, room);
}

/** Adds a step that only a visit of the staff may take; `name` follows the visit in its path. */
export type AddStaffStep = <Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  command: (visit: VisitId, body: z.output<Schema>) => Command,
) => void;

function addStaffSteps(app: FastifyInstance, room: KioskRoom): void {
  const addStep: AddStaffStep = (name, schema, command) => {
    app.post<VisitPath>(`/staff-visits/:visit/${name}`, (request, reply) =>
      serveStep(room, request, reply, {
        claimed: request.params.visit,
        scope: `staff-visits/${name}`,
        schema,
        key: 'required',
        status: 200,
        command,
      }),
    );
  };

  addStep('drop-offs', allowDropOff, (visit, body) => ({ do: 'allow-drop-off', visit, ...body }));
  addStep('openings', openService, (visit, body) => ({
    do: 'open-service',
    visit,
    compartment: body.compartment as CompartmentLabel,
    case: body.case as CaseNumber | null,
  }));
  addStep('availability', changeAvailability, (visit, { compartment: label, disabled }) => {
    const compartment = label as CompartmentLabel;
    return disabled === null
      ? { do: 'enable-compartment', visit, compartment }
      : { do: 'disable-compartment', visit, compartment, reason: disabled };
  });
  addStep('handovers', handOver, (visit, body) => ({
    do: 'hand-over',
    visit,
    waybill: body.waybill,
    proof:
      'identity' in body
        ? { by: 'identity', identity: body.identity }
        : { by: 'code', ...recallNumbers(room.parts, body.code, body.extension) },
  }));
  addStep('rejections', rejectShelved, (visit, { waybill, reason, photos = [] }) => ({
    do: 'reject-shelved',
    visit,
    waybill,
    reason,
    photos,
  }));
  addAudits(app, room, addStep);
}

function viewOfCompartments(state: StationState): ServedCompartments {
  const compartments = state.plan.compartments.map(({ label, size, heightMm, board }) => {
    const seen = findCompartment(state, label);
    return {
      compartment: label,
      size,
      heightMm,
      door: seen?.door ?? 'unknown',
      occupancy: seen?.occupancy ?? 'unknown',
      holdsParcel: stayIn(state, label) !== undefined,
      quarantine: seen?.quarantine ?? null,
      disabled: seen?.disabled?.reason ?? null,
      isReachable: !state.silentBoards.includes(board),
      cases: state.cases.filter((one) => one.compartment === label).map(({ number }) => number),
    };
  });
  return { compartments };
}
