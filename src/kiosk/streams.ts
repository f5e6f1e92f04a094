import type { FastifyReply } from 'fastify';
import type { Clock } from '#station/ports';

/** Shorter than the timeouts of proxies, so that a silent stream is told from a dead one. */
const pingMs = 15_000;
/** Half of the connections that the server accepts, so that streams never lock requests out. */
const streamCountMax = 32;
/** A reader that lets this much pile up is gone or stuck; it may come back and read the present. */
const backlogBytesMax = 64 * 1024;

/** One reader of server-sent events. */
type LiveStream = {
  send(event: string, payload: unknown): void;
  end(): void;
};

type StreamHooks = {
  /** Called once, whoever ended the stream. */
  readonly onClose: () => void;
  /** Called every 15 seconds, before the ping. */
  readonly onPing?: () => void;
};

export type Streams = {
  /** Takes the reply over for good; null when too many streams are open, and then the reply is untouched. */
  open(reply: FastifyReply, hooks: StreamHooks): LiveStream | null;
  endAll(): void;
};

/** Server-sent events by hand: one-way, text, and EventSource or fetch can read them. */
export function createStreams(clock: Clock): Streams {
  const open = new Set<LiveStream>();
  return {
    open: (reply, hooks) => {
      if (open.size >= streamCountMax) return null;
      const stream = openStream(reply, clock, {
        ...hooks,
        onClose: () => {
          open.delete(stream);
          hooks.onClose();
        },
      });
      open.add(stream);
      return stream;
    },
    endAll: () => {
      for (const stream of open) stream.end();
    },
  };
}

function openStream(reply: FastifyReply, clock: Clock, hooks: StreamHooks): LiveStream {
  reply.hijack();
  const { raw } = reply;
  // The connection is silent between pings for as long as the server waits at most for a request.
  raw.socket?.setTimeout(0);
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  raw.flushHeaders();

  const write = (text: string): void => {
    if (raw.writableEnded || raw.destroyed) return;
    if (raw.writableLength > backlogBytesMax) raw.destroy();
    else raw.write(text);
  };
  const ping = (): void => {
    cancelPing = clock.after(pingMs, ping);
    hooks.onPing?.();
    write(': ping\n\n');
  };
  let cancelPing = clock.after(pingMs, ping);
  raw.once('close', () => {
    cancelPing();
    hooks.onClose();
  });
  return {
    send: (event, payload) => {
      write(`event: ${event}\ndata: ${JSON.stringify(payload)}\n\n`);
    },
    end: () => {
      if (!raw.writableEnded) raw.end();
    },
  };
}
