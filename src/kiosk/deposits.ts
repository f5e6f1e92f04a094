import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { cancelDeposit, correctDeposit, resizeDeposit } from '#contract/deposit-http';
import { noBody } from '#contract/http';
import type { Command } from '#domain/commands';
import type { CompartmentLabel, StayId, VisitId } from '#domain/words';
import type { KioskRoom } from './room.ts';
import { serveStep } from './steps.ts';

/**
 * The courier's steps with a parcel that is on its way in. The path names the stay; which visit asks follows
 * from the secret, and whether the stay belongs to that visit is for the core to say.
 */
export function addDeposits(app: FastifyInstance, room: KioskRoom): void {
  const addStep = <Schema extends z.ZodType>(
    name: string,
    schema: Schema,
    command: (about: { visit: VisitId; stay: StayId }, body: z.output<Schema>) => Command,
  ): void => {
    app.post<{ Params: { stay: StayId } }>(`/deposits/:stay/${name}`, (request, reply) => {
      const { stay } = request.params;
      return serveStep(room, request, reply, {
        claimed: null,
        scope: `deposits/${name} ${stay}`,
        schema,
        key: 'required',
        status: 200,
        command: (visit, body) => command({ visit, stay }, body),
      });
    });
  };

  addStep('confirm', noBody, (about) => ({ do: 'confirm-deposit', ...about }));
  addStep('cancel', cancelDeposit, (about, { parcelInside }) => ({
    do: 'cancel-deposit',
    ...about,
    parcelInside,
  }));
  addStep('resize', resizeDeposit, (about, body) => ({
    do: 'resize-deposit',
    ...about,
    size: body?.size ?? null,
  }));
  addStep('occupied', noBody, (about) => ({ do: 'report-occupied', ...about }));
  addStep('reopen', noBody, (about) => ({ do: 'reopen-deposit', ...about }));
  addStep('correct', correctDeposit, (about, { compartment }) => ({
    do: 'correct-deposit',
    ...about,
    compartment: compartment as CompartmentLabel,
  }));
}
