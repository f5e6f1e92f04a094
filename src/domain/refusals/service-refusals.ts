/** About what attendants and technicians do. */
export const serviceRefusals = {
  'role-unfitting': {
    meaning: 'The badge belongs to staff who do other work here.',
    remedy: 'Let an attendant hand over parcels and a technician look after compartments.',
  },
  'compartment-unknown': {
    meaning: 'The station has no compartment of this label.',
    remedy: 'Read the label on the door again.',
  },
  'compartment-occupied': {
    meaning: 'A parcel is in the compartment, or its sensor sees something inside.',
    remedy:
      'Leave it shut. Where an open case asks for a look and no parcel is recorded, name the case number.',
  },
  'compartment-in-use': {
    meaning: 'Something is being done with this compartment, or with another one in the same visit.',
    remedy: 'Close the open door first, then try again.',
  },
} as const;
