/** About the courier's steps. */
export const depositRefusals = {
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
} as const;
