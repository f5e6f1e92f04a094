import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { noBody } from '#contract/http';
import { beginDropOff, cancelDropOff, startDropOff } from '#contract/sending-http';
import type { InputsView } from '#contract/sending-http';
import { isDropOffCode, readDropOffCode } from '#domain/code';
import type { Command } from '#domain/commands';
import type { Weighing } from '#domain/sending';
import type { StayId, VisitId } from '#domain/words';
import { waitForStep } from './answer-floor.ts';
import { sendProblem, sendRefusal, sendView } from './replies.ts';
import type { KioskParts, KioskRoom } from './room.ts';
import { readRequest, sendStarted, serveStep } from './steps.ts';

type StayPath = { Params: { stay: StayId } };

/** Hashed where digits are none, so that every answer costs the same; no code of the centre is written so. */
const noCode = '-------------';

/** A drop-off code becomes a sender's visit, and the visit a parcel in a compartment. */
export function addDropOffs(app: FastifyInstance, room: KioskRoom): void {
  const { parts } = room;
  app.post('/drop-offs', async (request, reply) => {
    const arrivedMs = parts.clock.now().monoMs;
    const read = readRequest(request, beginDropOff, 'required');
    if (!read.ok) return sendProblem(reply, read.problem);
    const { key, body } = read;
    const command = (): Command => enterDropOffCode(parts, body.code);
    const answer = await room.askOnce({ key, scope: 'drop-offs', body, command });
    if (answer.ok) return sendStarted(room, reply, 'sender', answer);
    await waitForStep(parts.clock, arrivedMs);
    return sendRefusal(reply, answer);
  });

  app.get('/inputs', (_request, reply) => {
    const view: InputsView = { camera: parts.control.state().camera, scale: parts.scale?.read() ?? null };
    return sendView(reply, 200, view);
  });

  app.post<{ Params: { visit: string } }>('/visits/:visit/drop-offs', (request, reply) =>
    serveStep(room, request, reply, {
      claimed: request.params.visit,
      scope: 'visits/drop-offs',
      schema: startDropOff,
      key: 'required',
      status: 201,
      command: (visit, body) => declare(parts, visit, body),
    }),
  );

  addDropOffSteps(app, room);
}

/** The sender's steps with a parcel that is on its way in. */
function addDropOffSteps(app: FastifyInstance, room: KioskRoom): void {
  app.post<StayPath>('/drop-offs/:stay/confirm', (request, reply) => {
    const { stay } = request.params;
    return serveStep(room, request, reply, {
      claimed: null,
      scope: `drop-offs/confirm ${stay}`,
      schema: noBody,
      key: 'required',
      status: 200,
      command: (visit) => ({ do: 'confirm-drop-off', visit, stay }),
    });
  });

  app.post<StayPath>('/drop-offs/:stay/cancel', (request, reply) => {
    const { stay } = request.params;
    return serveStep(room, request, reply, {
      claimed: null,
      scope: `drop-offs/cancel ${stay}`,
      schema: cancelDropOff,
      key: 'required',
      status: 200,
      command: (visit, { parcelInside }) => ({ do: 'cancel-drop-off', visit, stay, parcelInside }),
    });
  });
}

function enterDropOffCode({ vault }: KioskParts, typed: string): Command {
  const digits = readDropOffCode(typed);
  const code = vault.dropOffMacOf(digits ?? noCode);
  return { do: 'begin-drop-off', wellFormed: digits !== null && isDropOffCode(digits), code };
}

function declare(parts: KioskParts, visit: VisitId, body: z.output<typeof startDropOff>): Command {
  const { size, prohibitedVersion, isUnsealed, isLabelled, grams } = body;
  const weighing = weigh(parts, grams);
  return { do: 'start-drop-off', visit, size, prohibitedVersion, isUnsealed, isLabelled, weighing };
}

/** Where the station has a scale nobody's word counts, not even while the scale is silent. */
function weigh({ scale, control }: KioskParts, typedGrams: number | null): Weighing | 'unsteady' | null {
  if (scale !== undefined) {
    const shown = scale.read();
    if (shown === null || shown.grams <= 0) return null;
    return shown.isSteady ? { grams: shown.grams, weighedBy: 'scale' } : 'unsteady';
  }
  if (typedGrams === null) return null;
  const isStaff = control.state().visit?.actor.kind === 'staff';
  return { grams: typedGrams, weighedBy: isStaff ? 'attendant' : 'sender' };
}
