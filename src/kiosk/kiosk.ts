import type { FastifyInstance } from 'fastify';
import { addCases } from './cases.ts';
import { addCourierVisits } from './courier-visits.ts';
import { addDelegates } from './delegates.ts';
import { addDeposits } from './deposits.ts';
import { addDropOffs } from './drop-offs.ts';
import { buildServer } from './http-server.ts';
import { addLiveRoutes } from './live-routes.ts';
import { addPage } from './page.ts';
import { addPickups } from './pickups.ts';
import { addProbes } from './probes.ts';
import { addRecalls } from './recalls.ts';
import { addReleases } from './releases.ts';
import { furnishRoom } from './room.ts';
import type { KioskParts, KioskRoom } from './room.ts';
import { addShelves } from './shelves.ts';
import { addStaffVisits } from './staff-visits.ts';
import { addStation } from './station.ts';
import { addSurveys } from './surveys.ts';
import { addVisits } from './visits.ts';
import { addWaybills } from './waybills.ts';

export type { KioskParts } from './room.ts';

export type Kiosk = {
  /**
   * Begins to listen and resolves to the address, for example `http://127.0.0.1:8080`. Port 0 takes a free
   * one.
   */
  listen(host?: string, port?: number): Promise<string>;
  /** Ends the streams, answers what is under way, and stops. */
  close(): Promise<void>;
  readonly app: FastifyInstance;
};

const requestsPerMinuteUsual = 600;

/**
 * The local HTTP interface of screen and courier, with the page. Listens on loopback unless told otherwise.
 */
export async function createKiosk(parts: KioskParts): Promise<Kiosk> {
  const app = buildServer({
    allowedHosts: parts.allowedHosts ?? [],
    requestsPerMinuteMax: parts.requestsPerMinuteMax ?? requestsPerMinuteUsual,
    clock: parts.clock,
    log: parts.log,
  });
  const room = furnishRoom(parts);
  app.addHook('preClose', (done) => {
    room.close();
    done();
  });
  addProbes(app, room);
  app.register(
    (scope, _options, done) => {
      addInterface(scope, room);
      done();
    },
    { prefix: '/api/v1' },
  );
  app.register((scope) => addPage(scope, parts.pageDirectory));
  await app.ready();
  return {
    listen: (host = '127.0.0.1', port = 0) => app.listen({ host, port }),
    close: () => app.close(),
    app,
  };
}

function addInterface(app: FastifyInstance, room: KioskRoom): void {
  addStation(app, room);
  addPickups(app, room);
  addCourierVisits(app, room);
  addWaybills(app, room);
  addDeposits(app, room);
  addDropOffs(app, room);
  addStaffVisits(app, room);
  addShelves(app, room);
  addRecalls(app, room);
  addVisits(app, room);
  addDelegates(app, room);
  addReleases(app, room);
  addCases(app, room);
  addSurveys(app, room);
  addLiveRoutes(app, room);
}
