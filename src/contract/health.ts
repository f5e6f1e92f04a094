import { z } from 'zod';
import { instant } from './instant.ts';

const count = z.int().min(0);
const byteCount = z.int().min(0);
const errorRate = z
  .number()
  .min(0)
  .max(1)
  .nullable()
  .describe('Requests without a usable reply among those since the report before; null if there were none.');

/** What happened on a line since the start of the process; all of it only grows. */
const exchangeCounters = {
  requests: count,
  answered: count,
  timeouts: count.describe('Replies that were owed and did not come in time.'),
  garbledReplies: count.describe('Timeouts during which bytes came that made no reply.'),
  strayReplies: count.describe('Whole frames that answered nothing that was asked.'),
  discardedBytes: count.describe('Bytes that belonged to no frame.'),
  pushes: count.describe('Frames that a board sent unasked.'),
};

const boardReadings = z.object({
  board: z.string(),
  isSilent: z.boolean(),
  reads: count,
  failedReads: count,
  doubtedReads: count.describe('Answered, and not believed because too many doors moved at once (rule R7).'),
  silences: count,
});

const boardOnLine = boardReadings.extend({ line: z.object(exchangeCounters) });

const busReadings = z.object({
  bus: z.string(),
  isOpen: z.boolean(),
  line: z.object({
    ...exchangeCounters,
    echoesStripped: count,
    writeFailures: count,
    openFailures: count,
    lost: count,
    reopened: count,
  }),
  boards: z.array(boardOnLine).readonly(),
});

const scannerReadings = z.object({
  scanner: z.string(),
  admitted: count.describe('Scans that reached the kiosk.'),
  rejected: count.describe('Scans of no use to the station, of which the person was told.'),
  dropped: count.describe('Noise, repetitions of what lies in view, and scans faster than a hand.'),
});

/** What the station's machine and its lines say of themselves, before the uplink adds what it knows. */
const stationReadings = z.object({
  uptimeSeconds: count.describe('Of the process.'),
  load: z.object({
    processorCount: count,
    oneMinute: z.number().min(0),
    fiveMinutes: z.number().min(0),
    fifteenMinutes: z.number().min(0),
  }),
  memory: z.object({ processBytes: byteCount, freeBytes: byteCount, totalBytes: byteCount }),
  disk: z
    .object({ freeBytes: byteCount, totalBytes: byteCount })
    .nullable()
    .describe('Where the ledger lies; null where it cannot be asked.'),
  temperatureCelsius: z.number().nullable().describe('Of the processor; null without a sensor.'),
  buses: z.array(busReadings).readonly(),
  gpio: z.array(boardReadings).readonly().describe('Boards of GPIO lines.'),
  scanners: z
    .array(scannerReadings)
    .readonly()
    .optional()
    .describe(
      'What each scanner has read since the start of the process; left out by stations that do not count.',
    ),
});
export type StationReadings = z.infer<typeof stationReadings>;
export type BusReadings = z.infer<typeof busReadings>;

/** Published retained on `health` at each connection and every 60 s. */
export const stationHealth = stationReadings
  .extend({
    at: instant,
    clock: z.enum(['trusted', 'bounded', 'unknown']).describe('How far the wall clock can be believed.'),
    outbox: z.object({
      length: count.describe('Events that the centre has not acknowledged.'),
      oldestAt: instant.nullable().describe('When the oldest of them happened.'),
    }),
    link: z.object({
      since: instant.describe('When this connection to the broker was made.'),
      lossCount: count.describe('Connections lost since the start of the process.'),
    }),
    interlocks: z
      .record(z.string(), count)
      .optional()
      .describe('How often each must of the law has stopped something here; left out where nothing counts.'),
    buses: z
      .array(busReadings.extend({ errorRate, boards: z.array(boardOnLine.extend({ errorRate })).readonly() }))
      .readonly(),
  })
  .meta({ id: 'StationHealth', description: 'How the machine, the lines and the link are doing.' });
export type StationHealth = z.infer<typeof stationHealth>;
