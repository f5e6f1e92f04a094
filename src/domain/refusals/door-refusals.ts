/** About a compartment and its door. */
export const doorRefusals = {
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
} as const;
