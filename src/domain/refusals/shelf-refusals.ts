/** About shelves of an attended station and the gate at its way out. */
export const shelfRefusals = {
  'shelves-absent': {
    meaning: 'This station has no shelves.',
    remedy: 'Put the parcel into a compartment.',
  },
  'position-unknown': {
    meaning: 'This station has no shelf position of that name.',
    remedy: 'Scan the label of the position where the parcel lies, for example 5-2-3001.',
  },
  'position-occupied': {
    meaning: 'Another parcel is recorded at this position.',
    remedy: 'Choose a free position; where nothing lies here, let an audit say so.',
  },
  'carrier-missing': {
    meaning: 'An attendant has to say which carrier brought the parcel.',
    remedy: 'Name the carrier, because its courier takes the parcel back if nobody collects it.',
  },
  'parcel-not-shelved': {
    meaning: 'No parcel of this waybill is recorded on a shelf here.',
    remedy: 'Check the label; the parcel may lie in a compartment, or may have been collected.',
  },
  'parcel-on-shelf': {
    meaning: 'What the code is for lies on an open shelf, not behind a door.',
    remedy: 'Take the parcel from its position and scan it at the gate with code and extension.',
  },
  'shelf-scan-needed': {
    meaning: 'The parcel that is to be taken back lies on an open shelf, so that no door opens.',
    remedy: 'Take it from its position and scan its label.',
  },
  'checkout-mismatch': {
    meaning: 'The code does not entitle to one of the scanned parcels, so that none was released.',
    remedy: 'Put that parcel back and scan the others again; the staff have been called.',
  },
  'gate-absent': {
    meaning: 'No gate of this station is opened by the controller.',
    remedy: 'The way out is free.',
  },
} as const;
