/** About digits that were typed. */
export const codeRefusals = {
  'code-unknown': {
    meaning: 'The digits do not open anything here.',
    remedy: 'Check the digits; make sure that the message names this station; ask for help if it does.',
  },
  'extension-needed': {
    meaning:
      'A wrong code was entered here within 24 hours, so every code needs its six extra digits (rule R9).',
    remedy: 'Enter the code again together with the "if asked" digits of the same message.',
  },
  'try-later': {
    meaning: 'Attempts are paced; this one came too early.',
    remedy: 'Wait for the seconds that the answer names, then try again.',
  },
  'already-collected': {
    meaning: 'The code belongs to a parcel that was collected here within the last 30 days.',
    remedy: 'If nobody you know collected it, ask for help; the station keeps the evidence.',
  },
  'no-longer-here': {
    meaning: 'The code belongs to a parcel that left this station some other way.',
    remedy: 'The message from the carrier names the new place; otherwise ask for help.',
  },
  'code-revoked': {
    meaning: 'The recipient took this code back within the last 30 days.',
    remedy: 'Ask the recipient for another one; the parcel itself is not affected.',
  },
  'stay-unconfirmed': {
    meaning:
      'The ledger was restored, and nobody has confirmed yet that this parcel is still here (rule R23).',
    remedy: 'Wait until the link is back, or call the operator: staff confirm the parcel at the kiosk.',
  },
} as const;
