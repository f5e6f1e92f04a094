import type { FastifyInstance } from 'fastify';
import type { StationView } from '#contract/http';
import { countFree } from '#domain/allocation';
import { isSteppedUp } from '#domain/guesses';
import { sendView } from './replies.ts';
import type { KioskRoom } from './room.ts';

/** What a screen shows before anybody has said anything. */
export function addStation(app: FastifyInstance, room: KioskRoom): void {
  const { control, clock, info } = room.parts;
  app.get('/station', (_request, reply) => {
    const state = control.state();
    const now = clock.now();
    const view: StationView = {
      station: state.plan.station,
      name: { ...info.name },
      address: info.address,
      hotline: info.hotline,
      filingId: info.filingId,
      languages: [...info.languages],
      retentionHours: state.policy.retentionHours,
      fee: state.policy.fee,
      free: countFree(state, now),
      clock: now.clock,
      link: state.link,
      isQuiet: state.isQuiet,
      stepUp: isSteppedUp(state.guesses, now),
    };
    return sendView(reply, 200, view);
  });
}
