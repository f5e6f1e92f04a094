import { strict as assert } from 'node:assert';
import { label } from '../unit/domain/play.ts';
import type { RecipientPlay } from '../unit/domain/recipient-play.ts';
import {
  allowedAndHandedIn,
  correctedAway,
  delegated,
  extendedInHand,
  findAbsent,
  forced,
  longOverdue,
  notified,
  pass,
  waybill,
} from './tale.ts';
import type { Tale } from './tale.ts';

const endedByAudit: readonly Tale[] = [
  { about: 'a parcel is gone before anybody was told', tell: (play) => void play.deposit(waybill) },
  { about: 'a parcel is gone within its time', tell: (play) => void notified(play) },
  {
    about: 'a parcel is gone after its time',
    tell: (play) => {
      notified(play);
      pass(play, 25);
    },
  },
  { about: 'a parcel that somebody has to take back is gone', tell: (play) => void longOverdue(play) },
  { about: 'a parcel on its way out is gone', tell: allowedAndHandedIn },
  {
    about: 'a parcel whose collection is late is gone',
    tell: (play) => {
      allowedAndHandedIn(play);
      pass(play, 25);
    },
  },
  {
    about: 'a parcel behind a forced door is gone',
    tell: (play) => {
      play.deposit(waybill);
      forced(play);
    },
  },
  { about: 'a parcel that a delegate could have taken is gone', tell: (play) => void delegated(play) },
];

const audits: readonly Tale[] = endedByAudit.map(({ about, tell }) => ({
  about,
  tell: (play: RecipientPlay) => {
    tell(play);
    findAbsent(play);
  },
}));

function extensionsBy(extraHours: number): readonly Tale[] {
  return [
    {
      about: `a parcel that is long overdue gets ${String(extraHours)} hours`,
      tell: (play: RecipientPlay) =>
        void play.yes({ do: 'extend-retention', stay: longOverdue(play), extraHours }),
    },
    {
      about: `every parcel gets ${String(extraHours)} hours`,
      tell: (play: RecipientPlay) => {
        longOverdue(play);
        play.yes({ do: 'extend-policy', cause: 'weather', extraHours });
      },
    },
    {
      about: `a parcel gets ${String(extraHours)} hours while it is taken back`,
      tell: (play: RecipientPlay) => {
        extendedInHand(play, extraHours);
      },
    },
  ];
}

const extensions: readonly Tale[] = [
  {
    about: 'a parcel that is overdue since an hour gets more time',
    tell: (play) => {
      const stay = notified(play);
      pass(play, 25);
      play.yes({ do: 'extend-retention', stay, extraHours: 200 });
    },
  },
  ...[1, 200].flatMap(extensionsBy),
];

const corrections: readonly Tale[] = [
  {
    about: 'a courier takes a parcel out again that the centre wants back',
    tell: (play) => {
      const stay = play.deposit(waybill);
      play.yes({ do: 'recall-parcel', stay });
      correctedAway(play, stay);
    },
  },
  {
    about: 'a courier looks again and says in which compartment the parcel really is',
    tell: (play) => {
      const stay = play.deposit(waybill);
      const { visit } = play.admit();
      play.yes({ do: 'reopen-deposit', visit, stay });
      play.openAndShut('empty');
      play.see('A02', 'closed', 'occupied');
      play.yes({ do: 'correct-deposit', visit, stay, compartment: label('A02') });
    },
  },
  {
    about: 'a courier takes a parcel out again of which the recipient was told already',
    tell: (play) => {
      correctedAway(play, notified(play));
    },
  },
  {
    about: 'a courier has the door opened twice and goes away with the parcel',
    tell: (play) => {
      const stay = play.deposit(waybill);
      const { visit } = play.admit();
      play.yes({ do: 'reopen-deposit', visit, stay });
      play.openAndShut('empty');
      play.yes({ do: 'reopen-deposit', visit, stay });
      pass(play, 2);
    },
  },
  {
    about: 'a courier takes a parcel out again behind a door that was forced meanwhile',
    tell: (play) => {
      const stay = play.deposit(waybill);
      forced(play);
      correctedAway(play, stay);
    },
  },
  {
    about: 'a courier takes both parcels out again that a delegate could have taken',
    tell: (play) => {
      const stay = delegated(play);
      correctedAway(play, stay);
      const other = play.state.stays[0]?.id;
      assert(other !== undefined);
      play.yes({ do: 'finish-visit', visit: play.visit });
      correctedAway(play, other);
    },
  },
  {
    about: 'a courier wants to take a parcel out, no sensor tells, and the courier goes away',
    tell: (play) => {
      const { visit } = play.admit();
      const { answer } = play.startDeposit(visit, waybill);
      assert(answer.ok && answer.stay !== null);
      play.openAndShut('unknown');
      play.yes({ do: 'cancel-deposit', visit, stay: answer.stay, parcelInside: 'yes' });
      pass(play, 1);
    },
  },
  ...(['no-movement', 'unseen'] as const).map((outcome) => ({
    about: `a courier who has taken a parcel out wants the door once more and sees ${outcome}`,
    tell: (play: RecipientPlay) => {
      const stay = play.deposit(waybill);
      const { visit } = play.admit();
      play.yes({ do: 'reopen-deposit', visit, stay });
      play.openAndShut('empty');
      play.yes({ do: 'reopen-deposit', visit, stay });
      while (play.state.intentions.length > 0) play.settle(outcome);
      play.yes({ do: 'cancel-deposit', visit, stay, parcelInside: 'no' });
    },
  })),
];

export const parcelTales: readonly Tale[] = [...audits, ...extensions, ...corrections];
