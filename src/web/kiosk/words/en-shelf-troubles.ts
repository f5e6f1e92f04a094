/** What is told about the shelves of an attended station and the gate. */
export const shelfTroubles = {
  'shelves-absent': {
    what: 'There are no shelves at this station.',
    todo: 'Please put the parcel into a compartment.',
  },
  'position-unknown': {
    what: 'This is no shelf position of this station.',
    todo: 'Please scan the label on the shelf, for example 5-2-3001.',
  },
  'position-occupied': {
    what: 'Another parcel lies at this position.',
    todo: 'Please choose a free one.',
  },
  'carrier-missing': {
    what: 'Which carrier brought the parcel?',
    todo: 'Please choose the carrier.',
  },
  'parcel-not-shelved': {
    what: 'This parcel is not on a shelf here.',
    todo: 'Please check the label. It may lie in a compartment, or may have been collected.',
  },
  'parcel-on-shelf': {
    what: 'Your parcel lies on a shelf, not behind a door.',
    todo: 'Take it from its position and scan it at the gate, with your code and the six extra digits.',
  },
  'shelf-scan-needed': {
    what: 'This parcel lies on a shelf, so that no door opens.',
    todo: 'Please take it from its position and scan its label.',
  },
  'checkout-mismatch': {
    what: 'One of these parcels does not belong to this code.',
    todo: 'Please put it back. Our staff have been called; you can leave at any time.',
  },
  'gate-absent': {
    what: 'There is no gate to open here.',
    todo: 'The way out is free.',
  },
} as const;
