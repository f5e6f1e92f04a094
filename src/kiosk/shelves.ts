import assert from 'node:assert';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { noBody } from '#contract/http';
import { checkOut, moveParcel, placeParcel } from '#contract/shelf-http';
import type { CheckedOut, GateView, ShelvesView } from '#contract/shelf-http';
import type { Accepted } from '#domain/decision';
import { findCode } from '#domain/codes';
import { shelvedOf } from '#domain/entitlement';
import { freePosition, layerOf } from '#domain/shelves';
import type { StationState } from '#domain/state';
import { waitForStep } from './answer-floor.ts';
import { offeredOf, typedContact } from './deposit-command.ts';
import { problemOf } from './problem.ts';
import { sendProblem, sendRefusal, sendView } from './replies.ts';
import type { KioskRoom } from './room.ts';
import { admit, readRequest, serveStep } from './steps.ts';
import { recallNumbers } from './typed-code.ts';
import { tailOf } from './visit-view.ts';

const placementBody = placeParcel.extend({ contact: typedContact, contactRepeated: typedContact });

/** The shelves of an attended station: scan-in by couriers and attendants, scan-out by recipients. */
export function addShelves(app: FastifyInstance, room: KioskRoom): void {
  app.post('/shelves/placements', (request, reply) =>
    serveStep(room, request, reply, {
      claimed: null,
      scope: 'shelves/placements',
      schema: placementBody,
      key: 'required',
      status: 201,
      command: async (visit, body) => {
        const { waybill, position, size, carrier = null } = body;
        const offered = await offeredOf(room.parts, body);
        return { do: 'place-parcel', visit, waybill, position, size, carrier, ...offered };
      },
    }),
  );
  app.post('/shelves/moves', (request, reply) =>
    serveStep(room, request, reply, {
      claimed: null,
      scope: 'shelves/moves',
      schema: moveParcel,
      key: 'required',
      status: 200,
      command: (visit, body) => ({ do: 'move-shelved', visit, ...body }),
    }),
  );
  app.get('/shelves', (request, reply) => {
    if (admit(room, request, null) === null) return sendProblem(reply, problemOf('visit-secret-wrong'));
    const state = room.parts.control.state();
    const { actor } = state.visit ?? {};
    if (actor?.kind !== 'courier' && actor?.kind !== 'staff') {
      return sendRefusal(reply, { ok: false, refusal: 'visit-over' });
    }
    return sendView(reply, 200, viewOfShelves(state));
  });
  app.post('/shelves/releases', (request, reply) => serveCheckOut(room, request, reply));
  app.post('/gate/exits', (request, reply) => serveExit(room, request, reply));
}

/** Rule R12 as at the kiosk: every refusal of numbers leaves at a fixed step after its request. */
async function serveCheckOut(
  room: KioskRoom,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { parts } = room;
  const arrivedMs = parts.clock.now().monoMs;
  const read = readRequest(request, checkOut, 'required');
  if (!read.ok) return sendProblem(reply, read.problem);
  const { key, body } = read;
  const answer = await room.askOnce({
    key,
    scope: 'shelves/releases',
    body,
    command: () => {
      const { waybills } = body;
      return { do: 'check-out', waybills, ...recallNumbers(parts, body.code, body.extension) };
    },
  });
  if (answer.ok) return sendView(reply, 201, checkedOutOf(room, body, answer));
  await waitForStep(parts.clock, arrivedMs);
  return sendRefusal(reply, answer);
}

function checkedOutOf(
  room: KioskRoom,
  { code, extension, waybills }: { code: string; extension: string; waybills: readonly string[] },
  { visit }: Accepted,
): CheckedOut {
  assert(visit !== null, 'whoever checks out has a visit of a moment');
  const state = room.parts.control.state();
  const { knowledge } = recallNumbers(room.parts, code, extension);
  const left = knowledge.kind === 'active' ? shelvedOf(state, findCode(state, knowledge.code)) : [];
  return {
    visit,
    secret: room.memory.secretOf(visit),
    releasedCount: new Set(waybills).size,
    left: left.map((stay) => ({ position: stay.compartment, waybillTail: tailOf(stay) })),
    gate: gateOf(state),
  };
}

/** Rule R1: who wants to go out is asked for nothing. */
async function serveExit(
  room: KioskRoom,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const read = readRequest(request, noBody, 'required');
  if (!read.ok) return sendProblem(reply, read.problem);
  const { key, body } = read;
  const command = () => ({ do: 'open-gate' }) as const;
  const answer = await room.askOnce({ key, scope: 'gate/exits', body, command });
  if (!answer.ok) return sendRefusal(reply, answer);
  const view: GateView = { gate: gateOf(room.parts.control.state()) };
  return sendView(reply, 200, view);
}

function gateOf({ plan }: StationState): GateView['gate'] {
  return plan.shelves?.hasGate === true ? 'opening' : 'free';
}

function viewOfShelves(state: StationState): ShelvesView {
  const { plan, stays } = state;
  return {
    layers: (plan.shelves?.layers ?? []).map((planned) => ({
      shelf: planned.shelf,
      layer: planned.layer,
      heightMm: planned.heightMm,
      positionCount: planned.positionCount,
      taken: stays
        .filter(({ compartment }) => layerOf(plan, compartment) === planned)
        .map((stay) => ({ position: stay.compartment, waybillTail: tailOf(stay) })),
    })),
    next: { any: freePosition(state, false), inReach: freePosition(state, true) },
    hasGate: plan.shelves?.hasGate === true,
  };
}
