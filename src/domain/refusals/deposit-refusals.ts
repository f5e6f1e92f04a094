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
    remedy: 'Choose one of the sizes that the answer names if the parcel fits, or deliver it elsewhere.',
  },
  'deposit-in-progress': {
    meaning: 'The previous parcel of this visit is not finished.',
    remedy: 'Close its door, or say what happened to it.',
  },
  'link-needed': {
    meaning: 'The station is offline and its operator does not take deposits offline (rule R13).',
    remedy: 'Try again when the link is back, or deliver elsewhere.',
  },
  'waybill-collected': {
    meaning: 'A parcel with this waybill was collected here within the last 30 days.',
    remedy: 'Look at the number again; if it is right, ask the carrier, for a waybill is used once.',
  },
  'waybill-unknown': {
    meaning: 'The centre has not announced this parcel, and the operator takes announced parcels only.',
    remedy: 'Look at the number again, or deliver the parcel as the carrier says.',
  },
  'wrong-station': {
    meaning: 'The parcel is meant for another station.',
    remedy: 'Take it to the station that its task names.',
  },
  'too-early': {
    meaning: 'The time that was agreed with the recipient has not begun.',
    remedy: 'Come back when it has, or ask the recipient.',
  },
  'recipient-declined': {
    meaning: 'The recipient chose another way of delivery than a compartment.',
    remedy: 'Deliver it in the way that the answer names.',
  },
  'consent-missing': {
    meaning:
      'Nobody has recorded that the recipient agrees, and the sender did not name the locker (must M1).',
    remedy: 'Ask the recipient and say so here, or deliver to the address.',
  },
  'contact-missing': {
    meaning: 'The station does not know whom to tell of this parcel.',
    remedy: 'Type the phone number of the recipient.',
  },
  'contact-unrepeated': {
    meaning:
      'Nobody vouches for the phone number of an unannounced parcel, and it was not typed twice alike.',
    remedy: 'Type the number of the recipient a second time.',
  },
  'parcel-damaged': {
    meaning: 'A parcel that is visibly damaged must not be left in a compartment (must M2).',
    remedy: 'Keep it and report the damage to the carrier.',
  },
  'weight-differs': {
    meaning: 'The parcel weighs clearly something else than its waybill says (must M2).',
    remedy: 'Keep it and have the carrier check it.',
  },
  'fresh-goods': {
    meaning: 'Fresh goods must not be left in a compartment unless that was agreed (must M3).',
    remedy: 'Deliver them in person.',
  },
  'valuable-goods': {
    meaning: 'Valuable goods must not be left in a compartment unless that was agreed (must M3).',
    remedy: 'Deliver them in person.',
  },
  'reach-unavailable': {
    meaning: 'The recipient needs a compartment within reach, and none of this size is free (must M12).',
    remedy: 'Deliver it to the address, or try again later.',
  },
  'join-unfounded': {
    meaning: 'No other parcel of this recipient lies here, so that there is nothing to join.',
    remedy: 'Deposit the parcel into a compartment of its own.',
  },
  'correction-late': {
    meaning: 'The deposit is complete for too long, or was made by somebody else.',
    remedy: 'Call the operator, who can have it corrected.',
  },
  'correction-contradicted': {
    meaning: 'What the doors and sensors show does not fit what was said.',
    remedy: 'Shut the doors and look again; call the operator if it stays so.',
  },
  'reservation-unknown': {
    meaning: 'There is no such reservation any more.',
    remedy: 'Nothing has to be done.',
  },
  'window-over': {
    meaning: 'The time of the reservation is over already, or ends before it begins.',
    remedy: 'Give it a time that lies ahead.',
  },
} as const;
