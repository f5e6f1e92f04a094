import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import helmet from '@fastify/helmet';
import send from '@fastify/send';
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
  for (const path of filesOf(directory)) {
    app.get(path === '/index.html' ? '/' : path, async (request, reply) => {
      const { statusCode, headers, stream } = await send(request.raw, path, {
        root: directory,
        cacheControl: false,
      });
      return reply.code(statusCode).headers(headers).header('cache-control', cachingOf(path)).send(stream);
    });
  }
}

/** One route a file, found once: a request never becomes a path on the disk. */
function filesOf(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `/${relative(directory, join(entry.parentPath, entry.name))}`);
}

/** Vite names assets by their content, so that they never change; all else is asked for again. */
function cachingOf(path: string): string {
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}
