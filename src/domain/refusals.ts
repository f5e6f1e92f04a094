/**
 * Every expected "no" of the station, as data. The code is stable and part of the contract; the texts for
 * screens live with the pages, the meaning and the remedy here feed `docs/refusals.md`.
 */
export const refusals = {
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
  'kiosk-busy': {
    meaning: 'Somebody else is using the kiosk; one visit at a time (rule R8).',
    remedy: 'Let the visit end; it ends by itself when nobody touches the kiosk.',
  },
  'visit-over': {
    meaning: 'The visit has ended.',
    remedy: 'Begin again with the code or the badge.',
  },
  'badge-unknown': {
    meaning: 'The badge is not on the list of couriers of this station.',
    remedy: 'Check the badge with the carrier; the list is changed by operations.',
  },
  'waybill-malformed': {
    meaning: 'What was typed or scanned cannot be a waybill number.',
    remedy: 'Scan the label again or type the number with its letters, 8 to 34 characters.',
  },
  'waybill-duplicate': {
    meaning: 'A parcel with this waybill is already in the station.',
    remedy: 'Look at the number again; the answer names the compartment.',
  },
  'station-full': {
    meaning: 'No compartment of this size or larger is free and working.',
    remedy: 'Choose another size if the parcel fits, or deliver it elsewhere.',
  },
  'deposit-in-progress': {
    meaning: 'The previous parcel of this visit is not finished.',
    remedy: 'Close its door, or say what happened to it.',
  },
  'link-needed': {
    meaning: 'The station is offline and its operator does not take deposits offline (rule R13).',
    remedy: 'Try again when the link is back, or deliver elsewhere.',
  },
  'step-unfitting': {
    meaning: 'The step does not fit where the visit stands.',
    remedy: 'Read the visit again; it says what can be done next.',
  },
  'reopen-limit': {
    meaning: 'The door was opened again as often as one visit allows.',
    remedy: 'Enter the code again; it stays valid while the parcel is inside.',
  },
  'compartment-unavailable': {
    meaning:
      'The lock board of this compartment does not answer; the parcel stays safe and the code stays valid.',
    remedy: 'Try again later or ask for help; the operator has been told.',
  },
  'release-over': {
    meaning: 'This compartment is not being released: nobody waits for somebody to look inside.',
    remedy: 'Nothing has to be done; the red notice disappears by itself.',
  },
  'door-not-open': {
    meaning: 'The door does not read open, so nobody can have looked inside.',
    remedy: 'Wait until the door opens; pull gently if it sticks; ask for help if it does not open.',
  },
  'station-starting': {
    meaning: 'The station is not ready to open doors.',
    remedy: 'Wait a few seconds and try again.',
  },
  'key-reused': {
    meaning: 'The Idempotency-Key was used before for a different request (rule R17).',
    remedy: 'Use a new key for a new request.',
  },
} as const;

export type RefusalCode = keyof typeof refusals;

/** An expected no: a value, never thrown. */
export type Refusal = {
  readonly ok: false;
  readonly refusal: RefusalCode;
  /** Seconds until another attempt makes sense, with `try-later`. */
  readonly waitS?: number;
  /** The compartment that the refusal is about, where saying so helps. */
  readonly compartment?: string;
};
