/** About parcels that go back, and about what the centre says of a parcel. */
export const recallRefusals = {
  'stay-unknown': {
    meaning: 'No parcel of this stay is in the station.',
    remedy: 'Compare with the events of the station: it was collected, taken back, or never put in.',
  },
  'recall-unknown': {
    meaning: 'This courier has no such parcel to take back here.',
    remedy: 'Read the list again: the parcel may have been collected, or belongs to another carrier.',
  },
  'recall-mismatch': {
    meaning: 'The label that was scanned belongs to another parcel than the one to be taken back.',
    remedy: 'Put it back into this compartment and close the door; the case that is open now goes on.',
  },
  'manifest-open': {
    meaning: 'Parcels were taken back in this visit, and nobody has counted them yet.',
    remedy: 'Count the parcels in hand and close the list.',
  },
  'manifest-mismatch': {
    meaning: 'The count in hand differs from the parcels that were taken back in this visit.',
    remedy: 'Compare with the list and count again; what stays unexplained is declared and becomes a case.',
  },
} as const;
