import type { FastifyInstance } from 'fastify';
import type { StationState } from '#domain/state';
import { uncounted } from './http-server.ts';
import type { KioskRoom } from './room.ts';

/** Why doors cannot be opened now. */
type Unreadiness = 'station-starting' | 'no-board-answers';

/**
 * For supervisors: is the loop turning, and could a door be opened. They must get their answer also while
 * somebody floods the kiosk.
 */
export function addProbes(app: FastifyInstance, room: KioskRoom): void {
  const { control, ready } = room.parts;
  app.get('/livez', uncounted, () => ({ alive: true }));
  app.get('/readyz', uncounted, (_request, reply) => {
    const state = control.state();
    const reasons = findUnreadiness(state, ready());
    const { link, silentBoards } = state;
    return reply
      .code(reasons.length === 0 ? 200 : 503)
      .send({ ready: reasons.length === 0, reasons, link, silentBoards });
  });
}

/**
 * Ready means able to open doors. A missing broker leaves the station ready, and so does a silent board
 * beside one that answers: a restart by the supervisor would help neither.
 */
function findUnreadiness(state: StationState, isDeciding: boolean): readonly Unreadiness[] {
  if (!isDeciding) return ['station-starting'];
  const { compartments } = state.plan;
  const isDeaf =
    compartments.length > 0 && compartments.every(({ board }) => state.silentBoards.includes(board));
  return isDeaf ? ['no-board-answers'] : [];
}
