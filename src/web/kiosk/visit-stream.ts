import { splitEventText } from './event-text.ts';
import { wait } from './page-clock.ts';

export type StreamWatch = {
  readonly message: (text: string) => void;
  readonly connected: () => void;
  readonly lost: () => void;
  /** The server will not serve this stream; following it has ended. */
  readonly refused: (status: number) => void;
};

export type StreamHeaders = Readonly<Record<string, string>>;

const firstPauseMs = 250;
const pauseMsMax = 4_000;

/**
 * Follows a live stream until the returned function is called, and reconnects with growing pauses. It reads
 * by `fetch`, because `EventSource` cannot send the visit's secret in a header and a secret has no place in
 * an address (rule R32).
 */
export function followStream(address: string, headers: StreamHeaders, watch: StreamWatch): () => void {
  const stop = new AbortController();
  void follow(address, headers, watch, stop.signal);
  return () => stop.abort();
}

async function follow(
  address: string,
  headers: StreamHeaders,
  watch: StreamWatch,
  stop: AbortSignal,
): Promise<void> {
  let pauseMs = firstPauseMs;
  while (!stop.aborted) {
    const end = await readOnce(address, headers, watch, stop);
    if (stop.aborted) return;
    if (typeof end === 'number') {
      watch.refused(end);
      return;
    }
    watch.lost();
    pauseMs = end === 'dropped' ? firstPauseMs : Math.min(pauseMs * 2, pauseMsMax);
    await wait(pauseMs);
  }
}

/** `dropped`: the stream had been open · `unreachable`: it never was · a status: the server said no. */
async function readOnce(
  address: string,
  headers: StreamHeaders,
  watch: StreamWatch,
  stop: AbortSignal,
): Promise<'dropped' | 'unreachable' | number> {
  let opened = false;
  try {
    const response = await fetch(address, {
      headers: { ...headers, accept: 'text/event-stream' },
      cache: 'no-store',
      signal: stop,
    });
    if (response.status >= 400 && response.status < 500 && response.status !== 429) return response.status;
    if (!response.ok || response.body === null) return 'unreachable';
    opened = true;
    watch.connected();
    await readMessages(response.body, watch.message);
  } catch {
    // A broken connection and a stopped one both end here; the caller tells them apart.
  }
  return opened ? 'dropped' : 'unreachable';
}

async function readMessages(
  body: ReadableStream<Uint8Array>,
  message: (text: string) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let pending = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const split = splitEventText(pending, decoder.decode(value, { stream: true }));
    pending = split.rest;
    split.messages.forEach(message);
  }
}
