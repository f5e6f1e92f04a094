import type { TroubleCode } from '../api.ts';
import type { HeightBand } from '../height-band.ts';
import type { TroubleWords } from './words.ts';

const texts = {
  codeTitle: 'Enter your pickup code',
  codeHelp: 'It is the number with nine digits in the message about your parcel.',
  codeProgress: '{typed} of {count} digits entered',
  checking: 'One moment …',
  keypad: 'Keypad',
  keyClear: 'Clear',
  keyBackspace: 'Delete last',
  keyLetters: 'ABC',
  keyDigits: '123',
  languageSwitch: 'Language',
  courierButton: 'I am a courier',
  help: 'Help',
  filing: 'Filing no.',
  linkUp: 'Online',
  linkDown: 'Offline. You can still collect your parcel.',
  doorsOpen: 'Still open: {doors}. Please push the door shut.',

  extensionTitle: 'Now the six extra digits',
  extensionHelp: 'They stand next to "if asked" in the same message.',
  extensionWhy:
    'Somebody entered a wrong code here today. To keep all parcels safe, we ask everyone for these digits.',
  startAgain: 'Start again',
  tryAgain: 'Try again',
  tryAgainIn: 'Try again in {seconds} s',

  door: 'Door',
  openingTitle: 'Your door is opening',
  openingTodo: 'Look for door {door}.',
  openTitle: 'Door {door} is open',
  openTodo: 'Take out your parcel, then push the door shut.',
  askingTitle: 'Did you take your parcel?',
  askingTodo: 'Door {door} is shut again.',
  unseenTitle: 'Please look at door {door}',
  unseenTodo: 'We asked it to open but cannot see whether it did. Is your parcel in your hands?',
  jammedTitle: 'Door {door} is stuck',
  jammedTodo:
    'Push the door inwards for a moment, then try again. Your parcel is safe and your code stays valid.',
  jammedLastTodo: 'It did not open this time. Your parcel is safe and your code stays valid.',
  jammedHelp: 'If it stays shut, call {hotline}.',
  keptTitle: 'Your code stays valid',
  keptTodo:
    'A parcel that is still inside is locked in. Enter the same code whenever you want to collect it.',
  took: 'I took it',
  stillInside: 'It is still inside',
  openAgain: 'Open again',
  finish: 'Finish',

  timeTitle: 'Still there?',
  timeLeft: 'This ends in {seconds} s.',
  moreTime: 'More time',

  thanksTitle: 'Thank you',
  thanksTodo: 'You have your parcel. Have a good day!',
  idleTitle: 'We stopped because nobody was here',
  idleTodo: 'A parcel that is still inside is safe. Enter your code again to collect it.',
  interruptedTitle: 'We had to stop',
  interruptedTodo: 'A parcel that is still inside is safe. Please enter your code again.',
  courierByeTitle: 'Signed out',
  courierByeTodo: 'Drive safely!',
  done: 'Done',

  badgeTitle: 'Scan your badge',
  badgeHelp: 'Or type its number and press "Sign in".',
  badgeField: 'Badge number',
  signIn: 'Sign in',
  back: 'Back',
  signOut: 'Sign out',

  depositTitle: 'Put in a parcel',
  waybillField: 'Waybill',
  waybillHint: 'Scan the label, or type the number',
  contactField: 'Phone of the recipient',
  contactHint: 'Type the number',
  nextField: 'Next',
  sizeTitle: 'Choose the size',
  sizeFree: '{count} free',
  sizeLarger: 'Uses {size}',
  sizeFull: 'Full',
  sizeHelp: 'One press on a size opens a door.',
  depositHelp: 'Scan the label, enter the phone number, choose a size.',
  waybillMissing: 'The waybill is missing. Scan the label or type the number.',
  contactMissing: "The recipient's phone number is missing or too short.",
  depositDone: 'The parcel is in door {door}. Ready for the next one.',
  depositCancelled: 'The last parcel was not put in.',
  offlineNotice: 'The station is offline. The recipient gets the code when the connection is back.',

  depositOpeningTitle: 'Door {door} is opening',
  depositOpeningTodo: 'Get the parcel ready.',
  depositOpenTitle: 'Door {door} is open',
  depositOpenTodo: 'Put the parcel in, then push the door shut.',
  depositAskingTitle: 'Is the parcel in door {door}?',
  depositAskingTodo: 'The door is shut. Please tell us what happened.',
  depositUnseenTitle: 'Please look at door {door}',
  depositUnseenTodo: 'We asked it to open but cannot see whether it did.',
  depositJammedTitle: 'Door {door} is stuck',
  depositJammedTodo: 'Push the door inwards for a moment, then try again, or cancel and use another one.',
  depositMoved: 'Door {from} did not open. Use door {door} instead.',
  withdrawOpenTodo: 'Take your parcel out again, then push the door shut.',
  withdrawAskingTitle: 'Did you take the parcel out?',
  withdrawn: 'Yes, I have it',
  parcelIsIn: 'The parcel is in',
  cancelDeposit: 'Cancel',
  cancelTitle: 'Is the parcel inside door {door}?',
  cancelTodo: 'We ask so that no parcel is forgotten.',
  cancelInside: 'Yes, inside',
  cancelOutside: 'No, I have it',

  heightAbove: '{cm} cm high',
  waitingTitle: 'The station is starting',
  waitingTodo: 'This takes a moment. Nothing to do for you.',
  lostTitle: 'No connection to the station',
  lostTodo: 'We keep trying. Doors that are open can be shut as usual.',
} as const;

const troubles: Record<TroubleCode, TroubleWords> = {
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
  'step-unfitting': {
    what: 'That is not possible any more.',
    todo: 'Please look at what the screen shows now.',
  },
  'reopen-limit': {
    what: 'This door was opened again too often.',
    todo: 'Finish and enter your code again. It stays valid.',
  },
  'compartment-unavailable': {
    what: 'This door does not answer at the moment.',
    todo: 'Your parcel is safe and your code stays valid. Try again later, or call us.',
  },
  'release-over': { what: 'This door is no longer being opened.', todo: 'There is nothing to do for you.' },
  'door-not-open': {
    what: 'The door does not stand open yet.',
    todo: 'Pull it gently, look inside, then say so again. Call for help if it stays shut.',
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

const heights: Record<HeightBand, string> = {
  floor: 'At the very bottom',
  knee: 'At knee height',
  chest: 'At chest height',
  head: 'At head height',
};

export const en = { texts, troubles, heights };
