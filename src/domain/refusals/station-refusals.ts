/** About the station as a whole. */
export const stationRefusals = {
  'station-starting': {
    meaning: 'The station is not ready to open doors.',
    remedy: 'Wait a few seconds and try again.',
  },
  'key-reused': {
    meaning: 'The Idempotency-Key was used before for a different request (rule R17).',
    remedy: 'Use a new key for a new request.',
  },
} as const;
