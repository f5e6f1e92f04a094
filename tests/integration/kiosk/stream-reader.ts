import assert from 'node:assert';

/** One server-sent event, or a comment line. */
export type Message = { readonly event: string; readonly data: unknown };

export type StreamReader = {
  readonly response: Response;
  /** The next event or comment; null when the server ended the stream. */
  next(): Promise<Message | null>;
  stop(): void;
};

/** Reads a live stream the way the page does: by `fetch`, so that it can send the secret. */
export async function readStream(url: string, headers: Record<string, string> = {}): Promise<StreamReader> {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  const reader = response.body?.getReader();
  assert(reader !== undefined, 'the answer has a body');
  const decoder = new TextDecoder();
  let pending = '';
  return {
    response,
    next: async () => {
      for (;;) {
        const end = pending.indexOf('\n\n');
        if (end >= 0) {
          const block = pending.slice(0, end);
          pending = pending.slice(end + 2);
          return parse(block);
        }
        const { done, value } = await reader.read();
        if (done) return null;
        pending += decoder.decode(value, { stream: true });
      }
    },
    stop: () => {
      abort.abort();
    },
  };
}

function parse(block: string): Message {
  if (block.startsWith(':')) return { event: 'comment', data: block.slice(1).trim() };
  const [event = '', data = ''] = block.split('\n');
  return { event: event.replace('event: ', ''), data: JSON.parse(data.replace('data: ', '')) };
}
