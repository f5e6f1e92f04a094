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
  'audit-needed': {
    meaning:
      'The ledger was restored or away for long; nothing is taken in before an audit (rules R22, R23).',
    remedy: 'Deliver elsewhere meanwhile; staff end this by an audit of every compartment. Pickups go on.',
  },
  'centre-needed': {
    meaning:
      'The ledger was restored and audited, and the tracking centre has not heard of it yet (rule R22).',
    remedy: 'Deliver elsewhere meanwhile; this ends by itself when the link is back. Pickups go on.',
  },
} as const;
