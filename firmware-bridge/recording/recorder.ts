import type { BridgeClock } from '../clock.ts';
import type { BoardProfile } from '../profiles/schema.ts';
import type { Connection, ConnectionListener, Transport } from '../transport.ts';
import { writeEntry, writeHeader, type RecordingEntry } from './recording.ts';

export type RecorderOptions = {
  readonly clock: BridgeClock;
  readonly profiles: readonly BoardProfile[];
  /** RFC 3339 in UTC. */
  readonly startedAt: string;
  /** Takes one line without its line break. Called in the order of events, before the bytes go further. */
  readonly write: (line: string) => void;
};

/**
 * Writes down every byte that goes through a transport, with its time, and changes nothing. A frame is noted
 * before it is handed to the line: what was sent by a process that died right then is in the recording.
 */
export function recordTransport(transport: Transport, options: RecorderOptions): Transport {
  const { clock, write } = options;
  const startMs = clock.nowMs();
  const note = (entry: WithoutTime<RecordingEntry>): void => {
    // A thousandth of a millisecond is finer than any clock here, and keeps the lines short.
    const atMs = Math.round((clock.nowMs() - startMs) * 1000) / 1000;
    write(writeEntry({ ...entry, atMs }));
  };
  write(writeHeader({ port: transport.name, startedAt: options.startedAt, profiles: [...options.profiles] }));
  return {
    name: transport.name,
    async open(listener) {
      const connection = await transport.open(recordedListener(listener, note));
      note({ is: 'opened' });
      return recordedConnection(connection, note);
    },
  };
}

type WithoutTime<Entry> = Entry extends unknown ? Omit<Entry, 'atMs'> : never;
type Note = (entry: WithoutTime<RecordingEntry>) => void;

function recordedListener(listener: ConnectionListener, note: Note): ConnectionListener {
  return {
    received(bytes) {
      note({ is: 'in', bytes });
      listener.received(bytes);
    },
    lost(reason) {
      note({ is: 'lost', reason });
      listener.lost(reason);
    },
  };
}

function recordedConnection(connection: Connection, note: Note): Connection {
  return {
    write(bytes) {
      note({ is: 'out', bytes });
      connection.write(bytes);
    },
    async close() {
      await connection.close();
      note({ is: 'closed' });
    },
  };
}
