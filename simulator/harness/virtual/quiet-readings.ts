import type { StationReadings } from '#contract/health';

/** A machine that is doing well; its numbers are no concern of a virtual world. */
export function quietReadings(): StationReadings {
  return {
    uptimeSeconds: 0,
    load: { processorCount: 1, oneMinute: 0, fiveMinutes: 0, fifteenMinutes: 0 },
    memory: { processBytes: 0, freeBytes: 0, totalBytes: 0 },
    disk: null,
    temperatureCelsius: null,
    buses: [],
    gpio: [],
  };
}
