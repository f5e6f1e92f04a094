import type { FastifyInstance, FastifyReply } from 'fastify';
import { streamEvents } from '#contract/http';
import type { KioskNotice, ScanNotice } from '#contract/http';
import type { StationState, Visit } from '#domain/state';
import type { VisitId } from '#domain/words';
import { uncounted } from './http-server.ts';
import { noticesBetween, noticesOf, scanNoticeOf } from './kiosk-notices.ts';
import { problemOf } from './problem.ts';
import { sendProblem } from './replies.ts';
import type { KioskRoom } from './room.ts';
import { admit } from './steps.ts';

/**
 * The two live streams: one visit for its person, and the kiosk for whoever looks at the idle screen. Neither
 * counts as a request: it is one however long it lives, and a page that reconnects must not be locked out.
 */
export function addLiveRoutes(app: FastifyInstance, room: KioskRoom): void {
  app.get<{ Params: { visit: string } }>('/visits/:visit/stream', uncounted, (request, reply) => {
    const visit = admit(room, request, request.params.visit);
    if (visit === null) return sendProblem(reply, problemOf('visit-secret-wrong'));
    return followVisit(room, reply, visit);
  });

  app.get('/kiosk/stream', uncounted, (_request, reply) => followKiosk(room, reply));
}

/** The present first, then every change; the last event shows the visit ended. */
function followVisit(room: KioskRoom, reply: FastifyReply, visit: VisitId): FastifyReply {
  const onClose = (): void => {
    stopWatching();
    stopScans();
  };
  const stream = room.streams.open(reply, { onClose });
  if (stream === null) return sendProblem(reply, problemOf('streams-full'));
  let shown: Visit | null = null;
  const show = (state: StationState): void => {
    const live = state.visit?.id === visit ? state.visit : null;
    // The state is a value: the very same visit means that nothing about it changed.
    if (live !== null && live === shown) return;
    shown = live;
    stream.send(streamEvents.visit, room.view(visit));
    if (live === null) stream.end();
  };
  const stopWatching = room.watch(show);
  const stopScans = followScans(room, (notice, holder) => {
    if (holder === visit) stream.send(streamEvents.scan, notice);
  });
  show(room.parts.control.state());
  return reply;
}

/** Tells each scan together with the visit that it belongs to; null while nobody has begun one. */
function followScans(
  room: KioskRoom,
  listener: (notice: ScanNotice, holder: VisitId | null) => void,
): () => void {
  const { scans, control } = room.parts;
  const stop = scans?.onScan((scanner, meaning) => {
    const notice = scanNoticeOf(scanner, meaning);
    if (notice !== null) listener(notice, control.state().visit?.id ?? null);
  });
  return () => stop?.();
}

/** Says first how things stand, then what changes. */
function followKiosk(room: KioskRoom, reply: FastifyReply): FastifyReply {
  const { control, clock } = room.parts;
  // Step-up ends by the passing of time alone, so that the screen is told at the next ping.
  const onPing = (): void => look(control.state());
  const onClose = (): void => {
    stopWatching();
    stopScans();
  };
  const stream = room.streams.open(reply, { onClose, onPing });
  if (stream === null) return sendProblem(reply, problemOf('streams-full'));
  const send = (notices: readonly KioskNotice[]): void => {
    for (const notice of notices) stream.send(streamEvents.kiosk, notice);
  };
  let seen = { state: control.state(), now: clock.now() };
  const look = (state: StationState): void => {
    const next = { state, now: clock.now() };
    send(noticesBetween(seen, next));
    seen = next;
  };
  const stopWatching = room.watch(look);
  const stopScans = followScans(room, (notice, holder) => {
    if (holder === null) send([notice]);
  });
  send(noticesOf(seen));
  return reply;
}
