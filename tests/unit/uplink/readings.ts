import type { BusReadings, StationReadings } from '#contract/health';

const exchanges = {
  requests: 0,
  answered: 0,
  timeouts: 0,
  garbledReplies: 0,
  strayReplies: 0,
  discardedBytes: 0,
  pushes: 0,
};

/** One bus with one board that was asked so often and failed to answer so often. */
export function busReadings(requests: number, timeouts: number): BusReadings {
  const line = { ...exchanges, requests, timeouts, answered: requests - timeouts };
  return {
    bus: 'left',
    isOpen: true,
    line: { ...line, echoesStripped: 0, writeFailures: 0, openFailures: 0, lost: 0, reopened: 0 },
    boards: [
      {
        board: 'left-0',
        isSilent: false,
        reads: requests,
        failedReads: timeouts,
        doubtedReads: 0,
        silences: 0,
        line,
      },
    ],
  };
}

/** A machine that is doing well. */
export function stationReadings(...buses: readonly BusReadings[]): StationReadings {
  return {
    uptimeSeconds: 3600,
    load: { processorCount: 4, oneMinute: 0.25, fiveMinutes: 0.2, fifteenMinutes: 0.1 },
    memory: { processBytes: 90_000_000, freeBytes: 500_000_000, totalBytes: 1_000_000_000 },
    disk: { freeBytes: 8_000_000_000, totalBytes: 16_000_000_000 },
    temperatureCelsius: 48.5,
    buses,
    gpio: [],
    scanners: [{ scanner: 'front', admitted: 3, rejected: 1, dropped: 2 }],
  };
}
