import { strict as assert } from 'node:assert';
import type { Size, StayId } from '#domain/words';
import { planned } from '../unit/domain/play.ts';
import { parcelFor } from '../unit/domain/recipient-play.ts';
import type { RecipientPlay } from '../unit/domain/recipient-play.ts';
import { admitStaff, allow, handIn } from '../unit/domain/sender.ts';

/** Stories for the turns that chance rarely takes; each begins with empty compartments. */
export type Tale = { readonly about: string; readonly tell: (play: RecipientPlay) => void };

export const doorsOfTales = [
  planned('A01', 'S'),
  planned('A02', 'S'),
  planned('A03', 'M'),
  planned('B01', 'L', { occupancySensor: false }),
  planned('C01', 'XL', { doorSensor: false, occupancySensor: false }),
];

export const hourMs = 3_600_000;
export const waybill = 'SF1234567890123';

/** Where the first parcel of every tale lies. */
export const first = 'A01';

export function pass(play: RecipientPlay, hours: number): void {
  play.wait(hours * hourMs);
  play.do({ do: 'pass-time' });
}

export function notified(play: RecipientPlay): StayId {
  const stay = play.deposit(waybill);
  play.yes({ do: 'record-notified', stay, notifiedAtMs: 0 });
  return stay;
}

/** A courier has to take the parcel back because its time is over. */
export function longOverdue(play: RecipientPlay): StayId {
  const stay = notified(play);
  pass(play, 25);
  pass(play, 72);
  return stay;
}

export function allowedAndHandedIn(play: RecipientPlay): void {
  allow(play);
  handIn(play);
}

/** An auditor finds nothing where the ledger names parcels. */
export function findAbsent(play: RecipientPlay): void {
  const visit = admitStaff(play, 'technician');
  play.yes({ do: 'start-audit', visit });
  for (const { compartment } of play.state.stays) {
    play.yes({ do: 'record-finding', visit, compartment, seen: 'empty' });
    play.yes({ do: 'adjudicate', visit, compartment, verdict: 'parcel-absent' });
  }
}

export function twoOfOne(play: RecipientPlay): StayId {
  const stay = play.depositFor('anna', 'SF1000000001');
  play.depositFor('anna', 'SF1000000002');
  return stay;
}

/** The recipient gives somebody a code of their own. */
export function delegated(play: RecipientPlay): StayId {
  const stay = twoOfOne(play);
  play.enterCodeOf(stay);
  assert(play.delegate().answer.ok);
  play.yes({ do: 'finish-visit', visit: play.visit });
  return stay;
}

/** The courier looks again and takes the parcel out. */
export function correctedAway(play: RecipientPlay, stay: StayId): void {
  const { visit } = play.admit();
  play.yes({ do: 'reopen-deposit', visit, stay });
  play.openAndShut('empty');
  if (play.task !== null) play.yes({ do: 'cancel-deposit', visit, stay, parcelInside: 'no' });
}

export function forced(play: RecipientPlay): void {
  play.see(first, 'open', 'occupied');
  play.see(first, 'closed', 'occupied');
}

/** Somebody hurries: while the courier stands at the open door, the centre gives the parcel more time. */
export function extendedInHand(play: RecipientPlay, extraHours: number): void {
  const stay = longOverdue(play);
  const { visit } = play.admit();
  play.yes({ do: 'start-recall', visit, stay });
  play.settle('opened');
  play.yes({ do: 'extend-retention', stay, extraHours });
  play.yes({ do: 'scan-recalled', visit, stay, waybill });
  play.see(first, 'closed', 'empty');
}

/** A deposit of which no sensor tells anything; what happens next is the courier's word. */
export function depositUnseen(play: RecipientPlay): StayId {
  const { visit } = play.admit();
  const { answer } = play.startDeposit(visit, waybill, 'XL');
  assert(answer.ok && answer.stay !== null);
  play.settle('unseen');
  return answer.stay;
}

export function shutAfterSaying(play: RecipientPlay, end: () => void): void {
  const stay = play.deposit(waybill);
  play.enterCodeOf(stay);
  play.settle('opened');
  play.yes({ do: 'reject-parcel', visit: play.visit, stay, reason: 'unwanted', photos: [] });
  end();
}

export function restart(play: RecipientPlay): void {
  play.reboot(1_000);
  const readings = doorsOfTales.map(({ label, doorSensor, occupancySensor }) => {
    const isFull = play.state.stays.some(({ compartment }) => compartment === label);
    const occupancy = isFull ? ('occupied' as const) : ('empty' as const);
    return {
      compartment: label,
      door: doorSensor ? ('closed' as const) : ('unknown' as const),
      occupancy: occupancySensor ? occupancy : ('unknown' as const),
    };
  });
  const start = { do: 'start-station', cause: 'power-up', softwareVersion: '0' } as const;
  play.yes({ ...start, beginning: null, readings, silentBoards: [] });
}

/** The sensor stays as it is while a courier and then a recipient say what is true. */
export function contradicted(play: RecipientPlay, label: string, shown: 'empty' | 'occupied'): void {
  const { visit } = play.admit();
  const { answer } = play.startDeposit(visit, label, 'M');
  assert(answer.ok && answer.stay !== null);
  const { stay } = answer;
  play.settle('opened');
  play.see('A03', 'closed', shown);
  if (play.task !== null) play.yes({ do: 'confirm-deposit', visit, stay });
  play.issueCode(stay);
  play.yes({ do: 'finish-visit', visit });
  play.enterCodeOf(stay);
  play.settle('opened');
  play.see('A03', 'closed', 'empty');
  if (play.task !== null) play.yes({ do: 'confirm-pickup', visit: play.visit, taken: true });
  play.do({ do: 'finish-visit', visit: play.visit });
}

/** One of several parcels of the same recipient; `joins`: beside the one before. */
function depositFor(play: RecipientPlay, size: Size, joins: boolean): StayId {
  const { visit } = play.admit();
  const number = `SF10000000${String(play.state.stays.length).padStart(2, '0')}`;
  const { answer } = play.startDeposit(visit, number, size, parcelFor('anna', number, { joins }));
  assert(answer.ok && answer.stay !== null);
  play.openAndShut(size === 'L' ? 'unknown' : 'occupied');
  if (play.task !== null) play.yes({ do: 'confirm-deposit', visit, stay: answer.stay });
  play.giveCode(answer.stay);
  play.yes({ do: 'finish-visit', visit });
  return answer.stay;
}

/** A recipient with two parcels behind one door and one elsewhere rejects one of the two at the screen. */
export function rejectedUnseen(play: RecipientPlay) {
  const other = depositFor(play, 'L', false);
  const rejected = depositFor(play, 'L', true);
  depositFor(play, 'S', false);
  play.enterCodeOf(other);
  const { visit } = play;
  play.yes({ do: 'reject-parcel', visit, stay: rejected, reason: 'unwanted', photos: [] });
  return { visit, other, rejected };
}

/** A courier takes everything back that is to be taken back, and counts after each parcel. */
export function takeBackAll(play: RecipientPlay): void {
  for (const { id: stay } of play.state.stays) play.do({ do: 'recall-parcel', stay });
  const { visit } = play.admit();
  for (const { id: stay, waybill: own } of play.state.stays) {
    play.yes({ do: 'start-recall', visit, stay });
    play.settle('opened');
    play.yes({ do: 'scan-recalled', visit, stay, waybill: own });
    const compartment = play.task?.compartment ?? first;
    play.see(compartment, 'closed', 'empty');
    play.yes({ do: 'close-manifest', visit, countedCount: 1, isDeclared: false });
  }
}
