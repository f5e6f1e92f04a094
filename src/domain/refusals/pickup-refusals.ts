/** About the recipient's steps. */
export const pickupRefusals = {
  'reopen-limit': {
    meaning: 'The door was opened again as often as one visit allows.',
    remedy: 'Enter the code again; it stays valid while the parcel is inside.',
  },
  'reopen-late': {
    meaning: 'The parcel was collected too long ago for its door to be opened again for something forgotten.',
    remedy: 'Ask for help and say what you left inside; the operator can open the door.',
  },
  'previous-door-open': {
    meaning: 'The door that was opened before is not shut; doors open one after another.',
    remedy: 'Shut the door that the answer names, then open the next one.',
  },
  'delegates-full': {
    meaning: 'No further delegate can get a code now (rule R10).',
    remedy: 'Take back a code that is no longer needed, or forward your own message.',
  },
  'delegate-forbidden': {
    meaning: 'Only the recipient can give a code to somebody else or take one back.',
    remedy: 'Ask the recipient to do it with the code of their own message.',
  },
} as const;
