import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import rateLimit from '@fastify/rate-limit';
import { fastify } from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TransportProblem } from '#contract/http';
import type { Log } from '#station/ports';
import { malformedField } from './body.ts';
import { findForeign } from './origin.ts';
import { problemOf } from './problem.ts';
import { sendProblem } from './replies.ts';

export type ServerSettings = {
  readonly allowedHosts: readonly string[];
  readonly requestsPerMinuteMax: number;
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

/** Too many requests of one address; thrown by the plugin, answered as a problem. */
class RateExceeded extends Error {
  readonly waitS: number;
  constructor(waitS: number) {
    super('rate exceeded');
    this.waitS = waitS;
  }
}

/**
 * The HTTP server with its limits and its manners, without routes. It does not log requests, because paths
 * and bodies may hold what must never be written down.
 */
export async function buildServer(settings: ServerSettings): Promise<FastifyInstance> {
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
  guardEveryRequest(app, new Set(settings.allowedHosts.map((host) => host.toLowerCase())));
  app.setErrorHandler((error: FastifyError, request, reply) =>
    answerError(settings.log, error, request, reply),
  );
  await limitRate(app, settings.requestsPerMinuteMax);
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (_request, reply) =>
    sendProblem(reply, problemOf('route-unknown')),
  );
  return app;
}

/** Reached only by a route with a JSON schema; there is none. */
function noCompiler(): never {
  assert.fail('a route asked for a schema compiler');
}

/** One hook for all that every request must pass, because each hook costs the hot path. */
function guardEveryRequest(app: FastifyInstance, allowedHosts: ReadonlySet<string>): void {
  let isStopping = false;
  app.addHook('preClose', (done) => {
    isStopping = true;
    done();
  });
  app.addHook('onRequest', (request, reply, done) => {
    const { headers } = request.raw;
    const wrong = isStopping ? 'station-stopping' : findForeign(headers, allowedHosts);
    reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
    if (wrong === null) done();
    else sendProblem(reply, problemOf(wrong));
  });
}

async function limitRate(app: FastifyInstance, requestsPerMinuteMax: number): Promise<void> {
  await app.register(rateLimit, {
    max: requestsPerMinuteMax,
    timeWindow: 60_000,
    // Counters in the headers would make equal refusals differ (rule R12).
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    addHeaders: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
      'retry-after': false,
    },
    errorResponseBuilder: (_request, { ttl }) => new RateExceeded(Math.ceil(ttl / 1000)),
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
  if (error instanceof RateExceeded) {
    return sendProblem(reply, { ...problemOf('rate-limited'), waitS: error.waitS });
  }
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
