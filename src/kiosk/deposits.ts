import type { FastifyInstance } from 'fastify';
import { cancelDeposit, noBody } from '#contract/http';
import type { StayId } from '#domain/words';
import type { KioskRoom } from './room.ts';
import { serveStep } from './steps.ts';

/**
 * The courier's steps with a parcel that is on its way in. The path names the stay; which visit asks follows
 * from the secret, and whether the stay belongs to that visit is for the core to say.
 */
export function addDeposits(app: FastifyInstance, room: KioskRoom): void {
  app.post<{ Params: { stay: StayId } }>('/deposits/:stay/confirm', (request, reply) => {
    const { stay } = request.params;
    return serveStep(room, request, reply, {
      claimed: null,
      scope: `deposits/confirm ${stay}`,
      schema: noBody,
      key: 'required',
      status: 200,
      command: (visit) => ({ do: 'confirm-deposit', visit, stay }),
    });
  });

  app.post<{ Params: { stay: StayId } }>('/deposits/:stay/cancel', (request, reply) => {
    const { stay } = request.params;
    return serveStep(room, request, reply, {
      claimed: null,
      scope: `deposits/cancel ${stay}`,
      schema: cancelDeposit,
      key: 'required',
      status: 200,
      command: (visit, { parcelInside }) => ({ do: 'cancel-deposit', visit, stay, parcelInside }),
    });
  });
}
