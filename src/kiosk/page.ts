import { existsSync } from 'node:fs';
import { join } from 'node:path';
import helmet from '@fastify/helmet';
import serveFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { problemOf } from './problem.ts';
import { sendProblem } from './replies.ts';

/**
 * Everything comes from this box. The defaults of helmet that are left out would upgrade requests to TLS,
 * which a loopback page does not have.
 */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    objectSrc: ["'none'"],
  },
};

/** The built page; without one, the root says so and the interface works alone. */
export async function addPage(app: FastifyInstance, directory: string): Promise<void> {
  if (!existsSync(join(directory, 'index.html'))) {
    app.get('/', (_request, reply) => sendProblem(reply, problemOf('page-absent')));
    return;
  }
  await app.register(helmet, { contentSecurityPolicy, strictTransportSecurity: false });
  await app.register(serveFiles, {
    root: directory,
    // One route a file, found once: a request never becomes a path on the disk.
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', cachingOf(path));
    },
  });
}

/** Vite names assets by their content, so that they never change; all else is asked for again. */
function cachingOf(path: string): string {
  return path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}
