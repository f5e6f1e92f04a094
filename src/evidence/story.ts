import type { StoredEvent } from '#station/archive';

/** One event, read from its stored text; `kind` is its type without product and version. */
export type StoryEvent = {
  readonly id: string;
  readonly kind: string;
  /** RFC 3339 by the wall clock of the station; `clock` says how far to believe it. */
  readonly time: string;
  readonly clock: string;
  readonly data: Readonly<Record<string, unknown>>;
};

type Envelope = {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly clock: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** Reads an event that this station has written itself; the encoder is the only one who writes them. */
export function readStory({ body }: Pick<StoredEvent, 'body'>): StoryEvent {
  const { id, type, time, clock, data } = JSON.parse(body) as Envelope;
  return { id, kind: type.replace(/^latchkey\./, '').replace(/\.v\d+$/, ''), time, clock, data };
}

/** A field of an event that holds text; null where it holds none. */
export function textOf({ data }: StoryEvent, field: string): string | null {
  const value = data[field];
  return typeof value === 'string' ? value : null;
}

/** A field of an event that holds a list of texts; empty where it holds none. */
export function listOf({ data }: StoryEvent, field: string): readonly string[] {
  const value = data[field];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
