import type { FastifyInstance } from 'fastify';
import type { StationView } from '#contract/http';
import { countFree } from '#domain/allocation';
import { isSteppedUp } from '#domain/guesses';
import { isShelved } from '#domain/shelves';
import type { StationState } from '#domain/state';
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
      ...shelvesOf(state),
      clock: now.clock,
      link: state.link,
      isQuiet: state.isQuiet,
      stepUp: isSteppedUp(state.guesses, now),
    };
    return sendView(reply, 200, view);
  });
}

function shelvesOf({ plan: { shelves }, stays }: StationState): Pick<StationView, 'shelves'> {
  if (shelves === undefined) return {};
  const positionCount = shelves.layers.reduce((sum, layer) => sum + layer.positionCount, 0);
  const freeCount = positionCount - stays.filter(isShelved).length;
  return { shelves: { freeCount, hasGate: shelves.hasGate } };
}
