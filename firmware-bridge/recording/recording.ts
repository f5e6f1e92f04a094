import { z } from 'zod';
import { boardProfile } from '../profiles/schema.ts';
import { bytesOf, hexOf } from '#codecs/frame-text';

/**
 * A recording of a line: JSON lines, the first one says what was recorded, each further one is a piece of
 * bytes or an event of the connection. It holds no personal data: lock boards know none.
 */

const header = z.strictObject({
  format: z.literal('latchkey-recording'),
  version: z.literal(1),
  /** The path of the port, for people. */
  port: z.string(),
  /** RFC 3339 in UTC, by the clock of the computer that recorded. */
  startedAt: z.string(),
  /** Boards on the line, so that a twin can tell requests from noise without the files of today. */
  profiles: z.array(boardProfile).min(1),
});
export type RecordingHeader = z.infer<typeof header>;

const atMs = z.number().nonnegative();
const hex = z.string().refine((text) => bytesOf(text).ok);

const entry = z.discriminatedUnion('is', [
  /** Bytes that the computer wrote (`out`) or read (`in`), `atMs` after the recording began. */
  z.strictObject({ is: z.enum(['out', 'in']), atMs, hex }),
  z.strictObject({ is: z.enum(['opened', 'closed']), atMs }),
  z.strictObject({ is: z.literal('lost'), atMs, reason: z.string() }),
]);
type WrittenEntry = z.infer<typeof entry>;

export type RecordedBytes = {
  readonly is: 'out' | 'in';
  readonly atMs: number;
  readonly bytes: Uint8Array;
};
export type RecordingEntry = RecordedBytes | Exclude<WrittenEntry, { readonly hex: string }>;

export type Recording = { readonly header: RecordingHeader; readonly entries: readonly RecordingEntry[] };

export type ReadRecording =
  | { readonly ok: true; readonly recording: Recording }
  /** `line` counts from 1. */
  | { readonly ok: false; readonly line: number; readonly error: string };

export function writeHeader(content: Omit<RecordingHeader, 'format' | 'version'>): string {
  return JSON.stringify({ format: 'latchkey-recording', version: 1, ...content });
}

export function writeEntry(one: RecordingEntry): string {
  return JSON.stringify('bytes' in one ? { is: one.is, atMs: one.atMs, hex: hexOf(one.bytes) } : one);
}

/** Reads what the recorder wrote. A last line that broke off, as in a power cut, is left out. */
export function readRecording(text: string): ReadRecording {
  const lines = text.split('\n');
  // What follows the last line break was not written to its end; it is empty in a file that was closed.
  lines.pop();
  const first = parsed(lines[0] ?? '', header);
  if (!first.ok) return { ok: false, line: 1, error: `this is no recording: ${first.error}` };
  const entries: RecordingEntry[] = [];
  for (const [index, line] of lines.slice(1).entries()) {
    const read = parsed(line, entry);
    if (!read.ok) return { ok: false, line: index + 2, error: read.error };
    entries.push(withBytes(read.value));
  }
  return { ok: true, recording: { header: first.value, entries } };
}

type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

function parsed<T>(line: string, schema: z.ZodType<T>): Parsed<T> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { ok: false, error: 'this line is not JSON' };
  }
  const checked = schema.safeParse(value);
  if (checked.success) return { ok: true, value: checked.data };
  const [issue] = checked.error.issues;
  const place = issue?.path.join('.') ?? '';
  return { ok: false, error: `${place === '' ? 'entry' : place}: ${issue?.message ?? 'unknown shape'}` };
}

function withBytes(written: WrittenEntry): RecordingEntry {
  if (!('hex' in written)) return written;
  const read = bytesOf(written.hex);
  return { is: written.is, atMs: written.atMs, bytes: read.ok ? read.value : new Uint8Array(0) };
}
