import type { TroubleCode } from '../api.ts';
import { sendingTroubles } from './en-sending-troubles.ts';
import { shelfTroubles } from './en-shelf-troubles.ts';
import type { TroubleWords } from './words.ts';

export const troubles: Record<TroubleCode, TroubleWords> = {
  ...sendingTroubles,
  ...shelfTroubles,
  'code-unknown': {
    what: 'This code does not open a door here.',
    todo: 'Check the digits, and check that your message names this station.',
  },
  'extension-needed': {
    what: 'The six extra digits are needed now.',
    todo: 'You find them next to "if asked" in the same message.',
  },
  'try-later': { what: 'One moment, please.', todo: 'You can try again in {seconds} s.' },
  'already-collected': {
    what: 'This parcel was already collected.',
    todo: 'If it was nobody you know, please call us. We keep a record.',
  },
  'no-longer-here': {
    what: 'This parcel is no longer here.',
    todo: 'The latest message from the carrier tells you where it is.',
  },
  'kiosk-busy': {
    what: 'Somebody else is just using the station.',
    todo: 'Please wait a moment, then try again.',
  },
  'visit-over': { what: 'Your time here has ended.', todo: 'Please begin again.' },
  'visit-stopped': {
    what: 'Another door opened by mistake.',
    todo: 'Please take nothing and put nothing in. Shut the open door; help has been called.',
  },
  'badge-unknown': {
    what: 'This badge is not known here.',
    todo: 'Check the number. If it is right, ask your dispatcher to add it.',
  },
  'waybill-malformed': {
    what: 'This is not a waybill number.',
    todo: 'Scan the label again, or type 8 to 34 letters and digits.',
  },
  'waybill-duplicate': {
    what: 'This parcel is already in the station.',
    todo: 'Check the number. Its door is {door}.',
  },
  'station-full': {
    what: 'No door of this size or larger is free.',
    todo: 'Choose a smaller size if the parcel fits, or deliver it elsewhere.',
  },
  'deposit-in-progress': {
    what: 'The parcel before is not finished.',
    todo: 'Shut its door, or tell us what happened to it.',
  },
  'link-needed': {
    what: 'The station is offline and takes no parcels now.',
    todo: 'Try again later, or deliver it elsewhere.',
  },
  'audit-needed': {
    what: 'This station is being checked and takes no parcels now. Pickups work.',
    todo: 'Deliver it elsewhere, or ask the staff when the check ends.',
  },
  'centre-needed': {
    what: 'This station was checked and waits for its centre. Pickups work.',
    todo: 'Try again when the station is online, or deliver it elsewhere.',
  },
  'stay-unconfirmed': {
    what: 'This station is being checked, and your parcel is not confirmed yet.',
    todo: 'Please try again soon, or call the hotline.',
  },
  'waybill-collected': {
    what: 'This parcel was already collected here.',
    todo: 'Look at the number again. A waybill is used only once.',
  },
  'waybill-unknown': {
    what: 'This parcel was not announced here.',
    todo: 'Look at the number again, or deliver it as your task says.',
  },
  'wrong-station': {
    what: 'This parcel belongs to another station.',
    todo: 'Take it to the station that your task names.',
  },
  'too-early': {
    what: 'It is too early for this parcel.',
    todo: 'Come back at the agreed time, or ask the recipient.',
  },
  'recipient-declined': {
    what: 'The recipient chose another way of delivery.',
    todo: 'Please deliver it as agreed: not into a locker.',
  },
  'consent-missing': {
    what: 'Has the recipient agreed to a locker?',
    todo: 'Ask by phone and say so here, or deliver it to the address.',
  },
  'contact-missing': { what: 'Whom shall we tell?', todo: 'Type the phone number of the recipient.' },
  'contact-unrepeated': {
    what: 'Please type the phone number once more.',
    todo: 'Nobody announced this parcel, so we compare both numbers.',
  },
  'parcel-damaged': {
    what: 'A damaged parcel may not go into a locker.',
    todo: 'Keep it and report the damage to your company.',
  },
  'weight-differs': {
    what: 'This parcel does not weigh what its waybill says.',
    todo: 'Keep it and have your company check it.',
  },
  'fresh-goods': { what: 'Fresh goods may not go into a locker.', todo: 'Please deliver them in person.' },
  'valuable-goods': {
    what: 'Valuable goods may not go into a locker.',
    todo: 'Please deliver them in person.',
  },
  'reach-unavailable': {
    what: 'The recipient needs a door within reach, and none is free.',
    todo: 'Deliver it to the address, or try again later.',
  },
  'join-unfounded': {
    what: 'No other parcel of this recipient is here.',
    todo: 'Choose a size; it gets a door of its own.',
  },
  'correction-late': {
    what: 'This door can no longer be opened again here.',
    todo: 'Please call us. We can put it right.',
  },
  'correction-contradicted': {
    what: 'That does not fit what the doors show.',
    todo: 'Shut all doors and look again, or call us.',
  },
  'reservation-unknown': { what: 'This reservation is gone.', todo: 'There is nothing to do for you.' },
  'window-over': { what: 'This time is over already.', todo: 'Choose a time that lies ahead.' },
  'step-unfitting': {
    what: 'That is not possible any more.',
    todo: 'Please look at what the screen shows now.',
  },
  'stay-unknown': {
    what: 'This parcel is not in the station.',
    todo: 'Ask for help if you expected it here.',
  },
  'recall-unknown': {
    what: 'There is no such parcel for you to take back here.',
    todo: 'Look at the list again; the recipient may have collected it.',
  },
  'recall-mismatch': {
    what: 'Stop: this is not the parcel to take back.',
    todo: 'Put it back into the same compartment and close the door. Somebody will look into it.',
  },
  'manifest-open': {
    what: 'You have taken parcels back and not counted them yet.',
    todo: 'Count the parcels in your hands and confirm the number.',
  },
  'manifest-mismatch': {
    what: 'Your count differs from the list.',
    todo: 'Compare with the list and count again. If it stays so, report the difference.',
  },
  'reopen-limit': {
    what: 'This door was opened again too often.',
    todo: 'Finish and enter your code again. It stays valid.',
  },
  'compartment-unavailable': {
    what: 'This door does not answer at the moment.',
    todo: 'Your parcel is safe and your code stays valid. Try again later, or call us.',
  },
  'reopen-late': {
    what: 'This door can no longer be opened again.',
    todo: 'Please call us and say what you left inside.',
  },
  'previous-door-open': {
    what: 'Door {door} is not shut yet.',
    todo: 'Please shut it first. Then the next door opens.',
  },
  'delegates-full': {
    what: 'Nobody else can get a code now.',
    todo: 'Take back a code that is no longer needed, or forward your own message.',
  },
  'delegate-forbidden': {
    what: 'Only the recipient can give somebody a code.',
    todo: 'Please ask them to do it with their own code.',
  },
  'code-revoked': {
    what: 'The recipient took this code back.',
    todo: 'Please ask them for another one.',
  },
  'release-over': { what: 'This door is no longer being opened.', todo: 'There is nothing to do for you.' },
  'door-not-open': {
    what: 'The door does not stand open yet.',
    todo: 'Pull it gently, look inside, then say so again. Call for help if it stays shut.',
  },
  'survey-unknown': { what: 'This survey is over.', todo: 'There is nothing to do. Thank you.' },
  'case-unknown': {
    what: 'There is no case with this number here.',
    todo: 'Check the six digits, or call us.',
  },
  'help-limit': {
    what: 'Many calls for help are open already.',
    todo: 'Please call us; the number stands on this screen.',
  },
  'station-starting': { what: 'The station is still starting.', todo: 'Please try again in a few seconds.' },
  'key-reused': { what: 'That did not work.', todo: 'Please try once more.' },
  'body-malformed': {
    what: 'Something in this entry is not right.',
    todo: 'Please check the number and try again.',
  },
  'rate-limited': { what: 'One moment, please.', todo: 'Please try again in a few seconds.' },
  'station-stopping': { what: 'The station is restarting.', todo: 'Please try again in a moment.' },
  'visit-secret-wrong': { what: 'Your time here has ended.', todo: 'Please begin again.' },
  'scan-misread': {
    what: 'The barcode could not be read well.',
    todo: 'Scan it once more, or type the number.',
  },
  'scan-unusable': {
    what: 'This barcode does nothing here.',
    todo: 'Scan the one in your message, on the label or on your badge, or type the number.',
  },
  unreachable: {
    what: 'The station does not answer.',
    todo: 'Please try again in a moment. If a door has opened, you can use it as usual.',
  },
  unexpected: { what: 'That did not work.', todo: 'Please try again, or call us.' },
};
