/** About a visit as a whole. */
export const visitRefusals = {
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
  'step-unfitting': {
    meaning: 'The step does not fit where the visit stands.',
    remedy: 'Read the visit again; it says what can be done next.',
  },
  'visit-stopped': {
    meaning: 'Another door than the right one opened; this visit opens nothing more.',
    remedy: 'Take nothing and put nothing in; shut the door that the answer names, and ask for help.',
  },
} as const;
