import { strict as assert } from 'node:assert';
import { nothingDeclared, nothingKnown } from '#domain/advice';
import type { Command } from '#domain/commands';
import type { StayId, VisitId } from '#domain/words';
import { label, Play } from './play.ts';
import { RecipientPlay } from './recipient-play.ts';
import { admitStaff, allow, declare, enter } from './sender.ts';

/** Where a visit may stand, and every step that somebody may ask for there. */

export type Standing = { readonly play: Play; readonly visit: VisitId; readonly stay: StayId };
const none = 'none' as VisitId;
const noStay = 'none' as StayId;

function courier(waybill = 'SF1234567890123'): Standing {
  const play = new Play();
  const { visit } = play.admit();
  const { answer } = play.startDeposit(visit, waybill);
  assert(answer.ok && answer.stay !== null);
  return { play, visit, stay: answer.stay };
}

function recipient(count = 1): Standing & { readonly play: RecipientPlay } {
  const play = new RecipientPlay();
  const stay = play.depositFor('anna', 'SF1000000001');
  if (count > 1) play.depositFor('anna', 'SF1000000002');
  play.enterCodeOf(stay);
  return { play, visit: play.visit, stay };
}

function sender(): Standing {
  const play = new Play();
  allow(play);
  const visit = enter(play);
  const { answer } = declare(play, visit);
  assert(answer.ok && answer.stay !== null);
  return { play, visit, stay: answer.stay };
}

function recalling(): Standing {
  const play = new Play();
  const stay = play.deposit();
  play.yes({ do: 'recall-parcel', stay });
  const { visit } = play.admit();
  play.yes({ do: 'start-recall', visit, stay });
  return { play, visit, stay };
}

function technician(): Standing {
  const play = new Play();
  const stay = play.deposit();
  return { play, visit: admitStaff(play, 'technician'), stay };
}

function after(
  standing: Standing,
  ...deeds: readonly ((play: Play, standing: Standing) => void)[]
): Standing {
  for (const deed of deeds) deed(standing.play, standing);
  return standing;
}

const open = (play: Play): void => void play.settle('opened');
const jam = (play: Play): void => {
  for (let pulse = 1; pulse <= 3; pulse += 1) play.settle('no-movement');
};
const shut = (occupancy: 'occupied' | 'empty') => (play: Play) =>
  void play.see(play.state.visit?.task?.compartment ?? 'A01', 'closed', occupancy);
const strangeDoor = (play: Play): void => void play.see('A03', 'open', 'empty');

export const standings: Readonly<Record<string, () => Standing>> = {
  'nobody is at the kiosk': () => {
    const play = new Play();
    return { play, visit: none, stay: play.deposit() };
  },
  'a courier has begun nothing': () => {
    const play = new Play();
    const stay = play.deposit();
    return { play, visit: play.admit().visit, stay };
  },
  'the door of a deposit is about to open': () => courier(),
  'the door of a deposit stands open': () => after(courier(), open),
  'the door of a deposit shut over nothing': () => after(courier(), open, shut('empty')),
  'the door of a deposit does not move': () => after(courier(), jam),
  'the deposit is complete': () => after(courier(), open, shut('occupied')),
  'another door opened for a courier': () => after(courier(), strangeDoor),
  'a courier looks again, and the door stands open': () =>
    after(courier(), open, shut('occupied'), (play, { visit, stay }) => {
      play.issueCode(stay);
      play.yes({ do: 'reopen-deposit', visit, stay });
      play.settle('opened');
    }),
  'a courier looked again, and nothing is seen': () =>
    after(courier(), open, shut('occupied'), (play, { visit, stay }) => {
      play.issueCode(stay);
      play.yes({ do: 'reopen-deposit', visit, stay });
      play.settle('opened');
      play.see('A01', 'closed', 'empty');
    }),
  'two parcels wait for a recipient': () => recipient(2),
  'the door of a pickup is about to open': () => recipient(),
  'the door of a pickup stands open': () => after(recipient(), open),
  'the door of a pickup shut over the parcel': () => after(recipient(), open, shut('occupied')),
  'the parcel was collected': () => after(recipient(), open, shut('empty')),
  'the door of a pickup does not move': () => after(recipient(), jam),
  'another door opened for a recipient': () =>
    after(recipient(2), (play, { stay, visit }) => {
      play.yes({ do: 'open-parcel', visit, stay });
      play.see('A03', 'open', 'empty');
    }),
  'the door of a drop-off is about to open': () => sender(),
  'the door of a drop-off stands open': () => after(sender(), open),
  'the door of a drop-off shut over nothing': () => after(sender(), open, shut('empty')),
  'the door of a recall is about to open': () => recalling(),
  'the door of a recall stands open': () => after(recalling(), open),
  'the door of a recall shut over nothing': () => after(recalling(), open, shut('empty')),
  'the door of a recall does not move': () => after(recalling(), jam),
  'a technician has begun nothing': () => technician(),
  'a technician stands before an open door': () =>
    after(technician(), (play, { visit }) => {
      play.yes({ do: 'open-service', visit, compartment: label('A02'), case: null });
      play.settle('opened');
    }),
  'a technician walks from door to door': () =>
    after(technician(), (play, { visit }) => void play.yes({ do: 'start-audit', visit })),
};

/** Every step that a visit may ask for, with its own ids or with strange ones. */
export function stepsOf(visit: VisitId, stay: StayId): readonly Command[] {
  const about = { visit, stay };
  const compartment = label('A02');
  return [
    {
      do: 'start-deposit',
      visit,
      waybill: 'SF7777777777777',
      size: 'S',
      contact: { sealed: 's', masked: '138******78' },
      declared: { ...nothingDeclared, consent: { channel: 'phone', ref: null }, contactRepeat: 'same' },
      knowledge: nothingKnown,
    },
    { do: 'confirm-deposit', ...about },
    { do: 'cancel-deposit', ...about, parcelInside: 'no' },
    { do: 'resize-deposit', ...about, size: null },
    { do: 'report-occupied', ...about },
    { do: 'reopen-deposit', ...about },
    { do: 'correct-deposit', ...about, compartment },
    { do: 'open-parcel', ...about },
    { do: 'reopen-door', ...about },
    { do: 'confirm-pickup', visit, taken: true },
    { do: 'reject-parcel', ...about, reason: 'unwanted', photos: [] },
    { do: 'report-missing', ...about },
    { do: 'report-problem', ...about, kind: 'wet', photos: [] },
    { do: 'delegate-code', visit, maskedContact: '139******00', drawn: null },
    { do: 'revoke-delegate', visit, delegate: 'none' as never },
    { do: 'start-recall', ...about },
    { do: 'take-back', visit, waybill: 'SF1234567890123' },
    { do: 'scan-recalled', ...about, waybill: 'SF1234567890123' },
    { do: 'reopen-recall', ...about },
    { do: 'cancel-recall', ...about },
    { do: 'close-manifest', visit, countedCount: 0, isDeclared: false },
    { do: 'confirm-drop-off', ...about },
    { do: 'cancel-drop-off', ...about, parcelInside: 'no' },
    { do: 'open-service', visit, compartment, case: null },
    { do: 'disable-compartment', visit, compartment, reason: 'defect' },
    { do: 'enable-compartment', visit, compartment },
    { do: 'start-audit', visit },
    { do: 'record-finding', visit, compartment, seen: 'empty' },
    { do: 'adjudicate', visit, compartment, verdict: 'empty' },
    { do: 'finish-audit', visit },
    { do: 'extend-visit', visit },
    { do: 'finish-visit', visit },
  ];
}

export const strangers = { visit: none, stay: noStay };
