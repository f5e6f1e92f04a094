/** What a sender, or somebody of the staff, may be told. */
export const sendingTroubles = {
  'drop-off-unknown': {
    what: 'This drop-off code is not known here.',
    todo: 'Check the digits, and check that your order names this station.',
  },
  'drop-off-used': {
    what: 'A parcel was already handed in with this code.',
    todo: 'Every parcel needs a code of its own. Ask the carrier for another one.',
  },
  'drop-off-in-progress': {
    what: 'The parcel before is not finished.',
    todo: 'Shut its door, or tell us what happened to it.',
  },
  'sending-refused': {
    what: 'We cannot accept parcels for sending at the moment.',
    todo: 'The camera does not work. Please take your parcel back and come again later.',
  },
  'prohibited-unread': {
    what: 'The list of what must not be sent was not confirmed.',
    todo: 'Please read the list and tick it.',
  },
  'identity-needed': {
    what: 'Nobody has checked yet who sends this parcel.',
    todo: 'Identify yourself in your order, or ask an attendant.',
  },
  'identity-insufficient': {
    what: 'A picture of a face is not enough.',
    todo: 'Please identify yourself in another way. Nobody may insist on your face.',
  },
  'inspection-needed': {
    what: 'The parcel has to be open for inspection.',
    todo: 'Leave it unsealed, and confirm that.',
  },
  'label-needed': {
    what: 'The label is missing.',
    todo: 'Stick it flat on the largest side, and confirm that.',
  },
  'weight-needed': { what: 'The parcel was not weighed.', todo: 'Please put it on the scale.' },
  'scale-unsteady': {
    what: 'The scale is still moving.',
    todo: 'Take your hands off the parcel and try again.',
  },
  'weight-mismatch': {
    what: 'The weight does not fit the order.',
    todo: 'Check that this is the right parcel, or have the order corrected.',
  },
  'parcel-not-seen': {
    what: 'We do not see a parcel behind this door.',
    todo: 'Put it in and shut the door, or say that you take it back.',
  },
  'role-unfitting': { what: 'Your badge does not allow this.', todo: 'Ask a colleague whose work it is.' },
  'compartment-unknown': { what: 'There is no such door here.', todo: 'Read the label on the door again.' },
  'compartment-occupied': {
    what: 'There is something behind this door.',
    todo: 'It stays shut. If a case asks for a look, enter its number.',
  },
  'compartment-in-use': {
    what: 'Another door is still open.',
    todo: 'Shut it first, then try again.',
  },
  'audit-running': { what: 'An audit is running already.', todo: 'Go on with it, or finish it.' },
  'audit-absent': { what: 'No audit is running.', todo: 'Start one first.' },
  'audit-unresolved': {
    what: 'Something differs and nobody has decided about it.',
    todo: 'Decide about this compartment, then finish.',
  },
  'audit-incomplete': {
    what: 'Not every compartment was looked into.',
    todo: 'Look into this compartment, then finish.',
  },
  'verdict-unfitting': {
    what: 'That does not fit what you saw.',
    todo: 'Look again, record it, then decide.',
  },
} as const;
