/** About handing a parcel in. */
export const sendingRefusals = {
  'drop-off-unknown': {
    meaning: 'The digits entitle nobody to hand a parcel in here.',
    remedy: 'Check the digits and that the order names this station; an attendant can help.',
  },
  'drop-off-used': {
    meaning: 'A parcel was handed in with this drop-off code already.',
    remedy: 'Every parcel has a code of its own; ask the carrier for another one.',
  },
  'drop-off-in-progress': {
    meaning: 'The parcel that is being handed in is not finished.',
    remedy: 'Close its door, or say what happened to it.',
  },
  'sending-refused': {
    meaning: 'The camera over the compartments does not work, so nothing may be accepted for sending (M8).',
    remedy: 'Take the parcel back and hand it in elsewhere or later; pickups and deposits go on.',
  },
  'prohibited-unread': {
    meaning: 'The list of what must not be sent was not shown and ticked in its present version (S4-1).',
    remedy: 'Read the list, then tick it.',
  },
  'identity-needed': {
    meaning: 'Nobody has identified the sender, which the law of this place demands before sending (M9).',
    remedy: 'Identify yourself in the order, or ask an attendant.',
  },
  'identity-insufficient': {
    meaning: 'A matched face alone is no proof of identity (M11).',
    remedy: 'Identify yourself in another way; nobody may insist on your face.',
  },
  'inspection-needed': {
    meaning: 'The parcel was not confirmed to be unsealed and inspected (M9).',
    remedy: 'Leave it open for inspection, and say so.',
  },
  'label-needed': {
    meaning: 'The label was not confirmed to be on the parcel.',
    remedy: 'Stick the label on, flat and on the largest side, and say so.',
  },
  'weight-needed': {
    meaning: 'The parcel was not weighed.',
    remedy: 'Put it on the scale, or let the attendant weigh it.',
  },
  'scale-unsteady': {
    meaning: 'The scale has not come to rest.',
    remedy: 'Take your hands off the parcel and try again.',
  },
  'weight-mismatch': {
    meaning: 'The weight clearly differs from the waybill (M2).',
    remedy: 'Check that this is the right parcel, or have the order corrected.',
  },
  'parcel-not-seen': {
    meaning: 'The sensor sees nothing in the compartment, so nothing can be accepted.',
    remedy: 'Put the parcel in and shut the door; the sensor decides.',
  },
} as const;
