/** About the recipient's steps. */
export const pickupRefusals = {
  'reopen-limit': {
    meaning: 'The door was opened again as often as one visit allows.',
    remedy: 'Enter the code again; it stays valid while the parcel is inside.',
  },
} as const;
