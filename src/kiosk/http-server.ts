import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { fastify } from 'fastify';
import type {
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RouteShorthandOptions,
} from 'fastify';
import type { Problem, TransportProblem } from '#contract/http';
import type { Clock, Log } from '#station/ports';
import { malformedField } from './body.ts';
import { findForeign } from './origin.ts';
import { problemOf } from './problem.ts';
import { sendProblem } from './replies.ts';
import { RequestLimit } from './request-limit.ts';

export type ServerSettings = {
  readonly allowedHosts: readonly string[];
  readonly requestsPerMinuteMax: number;
  readonly clock: Clock;
  readonly log: Log;
};

/** No request of the kiosk comes near this; a contact and a waybill take some hundred bytes. */
const bodyBytesMax = 16 * 1024;
/** A whole request must arrive within this time; Node waits for ever by default. */
const requestMs = 10_000;
/** A connection on which nothing moves during a request is dropped; streams are exempt. */
const connectionMs = 15_000;
const keepAliveMs = 30_000;
const connectionCountMax = 64;
/** How often Node looks for requests that are too slow; its default of 30 s would make the limits 40 s. */
const slownessCheckMs = 2_000;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route answers also while somebody floods the kiosk. */
    readonly isUncounted?: true;
  }
}

/** For routes whose requests are not counted. */
export const uncounted: RouteShorthandOptions = { config: { isUncounted: true } };

/**
 * The HTTP server with its limits and its manners, without routes. It does not log requests, because paths
 * and bodies may hold what must never be written down.
 */
export function buildServer(settings: ServerSettings): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: bodyBytesMax,
    requestTimeout: requestMs,
    connectionTimeout: connectionMs,
    keepAliveTimeout: keepAliveMs,
    // Node derives the limit for headers from the one for requests only if both are given at creation.
    http: {
      requestTimeout: requestMs,
      headersTimeout: requestMs,
      connectionsCheckingInterval: slownessCheckMs,
    },
    // Bodies are checked by the contract's schemas and sent as text, so that the framework's own compilers, 2
    // MB of them, are never loaded.
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
    // A HEAD route beside every GET would open streams that nobody reads.
    exposeHeadRoutes: false,
    return503OnClosing: false,
    frameworkErrors: (_error, _request, reply) =>
      void sendProblem(reply as FastifyReply, problemOf('route-unknown')),
    clientErrorHandler: answerBrokenRequest,
  });
  app.server.maxConnections = connectionCountMax;
  // A form of another origin can send text without asking first; JSON it cannot.
  app.removeContentTypeParser('text/plain');
  guardEveryRequest(app, settings);
  app.setErrorHandler((error: FastifyError, request, reply) =>
    answerError(settings.log, error, request, reply),
  );
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, problemOf('route-unknown')));
  return app;
}

/** Reached only by a route with a JSON schema; there is none. */
function noCompiler(): never {
  assert.fail('a route asked for a schema compiler');
}

/** One hook for all that every request must pass, because each hook costs the hot path. */
function guardEveryRequest(app: FastifyInstance, settings: ServerSettings): void {
  const allowedHosts = new Set(settings.allowedHosts.map((host) => host.toLowerCase()));
  const limit = new RequestLimit(settings.requestsPerMinuteMax);
  let isStopping = false;
  app.addHook('preClose', (done) => {
    isStopping = true;
    done();
  });
  const findWrong = ({ raw, routeOptions }: FastifyRequest): Problem | null => {
    if (isStopping) return problemOf('station-stopping');
    const foreign = findForeign(raw.headers, allowedHosts);
    if (foreign !== null) return problemOf(foreign);
    if (routeOptions.config.isUncounted) return null;
    const waitMs = limit.count(raw.socket.remoteAddress ?? '', settings.clock.now().monoMs);
    return waitMs > 0 ? { ...problemOf('rate-limited'), waitS: Math.ceil(waitMs / 1_000) } : null;
  };
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
    const wrong = findWrong(request);
    if (wrong === null) done();
    else sendProblem(reply, wrong);
  });
}

/** What fastify found wrong with a request, by its code; anything below 500 that is not named is the body. */
const knownErrors: Readonly<Record<string, TransportProblem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type-unsupported',
};

function answerError(
  log: Log,
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = knownErrors[error.code];
  if (known !== undefined) return sendProblem(reply, problemOf(known));
  if (error.statusCode !== undefined && error.statusCode < 500)
    return sendProblem(reply, malformedField(null));
  log.error(
    { route: request.routeOptions.url, error: error.name, frames: framesOf(error) },
    'a request met a defect',
  );
  return sendProblem(reply, problemOf('defect'));
}

/** Where an error came from, without its message, which may quote what a person typed (threat T17). */
function framesOf(error: Error): readonly string[] {
  const lines = error.stack?.split('\n') ?? [];
  return lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim());
}

/** Bytes that are not HTTP, or came too slowly: there is no request and no reply, only a socket. */
function answerBrokenRequest(_error: Error, socket: Socket): void {
  if (!socket.writable) return;
  const body = JSON.stringify(problemOf('connection-malformed'));
  socket.end(
    'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/problem+json\r\n' +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
