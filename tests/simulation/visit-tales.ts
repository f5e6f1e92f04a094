import { strict as assert } from 'node:assert';
import type { RecipientPlay } from '../unit/domain/recipient-play.ts';
import { label } from '../unit/domain/play.ts';
import { admitStaff, allow, declare } from '../unit/domain/sender.ts';
import {
  allowedAndHandedIn,
  contradicted,
  delegated,
  depositUnseen,
  first,
  forced,
  hourMs,
  restart,
  rejectedUnseen,
  shutAfterSaying,
  takeBackAll,
  waybill,
} from './tale.ts';
import type { Tale } from './tale.ts';

/** How many invitations are kept at most. */
const invitedCountMax = 256;

export const visitTales: readonly Tale[] = [
  {
    about: 'power fails at the open door of somebody who rejects the parcel',
    tell: (play) => {
      shutAfterSaying(play, () => {
        restart(play);
      });
    },
  },
  ...(['no-movement', 'unseen'] as const).map((outcome) => ({
    about: `the door of a rejected parcel is opened again and shows ${outcome}`,
    tell: (play: RecipientPlay) => {
      shutAfterSaying(play, () => {
        play.see(first, 'closed', 'unknown');
        play.yes({ do: 'reopen-door', visit: play.visit });
        while (play.state.intentions.length > 0) play.settle(outcome);
        play.do({ do: 'confirm-pickup', visit: play.visit, taken: false });
        restart(play);
      });
    },
  })),
  {
    about: 'a recipient who did not find the parcel rejects it',
    tell: (play) => {
      const stay = depositUnseen(play);
      play.yes({ do: 'confirm-deposit', visit: play.visit, stay });
      play.yes({ do: 'finish-visit', visit: play.visit });
      play.issueCode(stay);
      play.enterCodeOf(stay);
      const { visit } = play;
      play.settle('unseen');
      play.yes({ do: 'report-missing', visit, stay });
      play.yes({ do: 'reopen-door', visit, stay });
      play.settle('unseen');
      play.yes({ do: 'reject-parcel', visit, stay, reason: 'unwanted', photos: [] });
      play.yes({ do: 'confirm-pickup', visit, taken: false });
    },
  },
  {
    about: 'a sensor contradicts people until it counts as absent, and agrees until it counts again',
    tell: (play) => {
      const shown = [
        ...Array.from({ length: 7 }, () => 'empty' as const),
        ...Array.from({ length: 4 }, () => 'occupied' as const),
      ];
      shown.forEach((one, index) => {
        contradicted(play, `SF00000000000${String(10 + index)}`, one);
      });
    },
  },
  {
    about: 'a recipient rejects one of two parcels unseen and has the door of the other opened',
    tell: (play) => {
      const { visit, other } = rejectedUnseen(play);
      play.yes({ do: 'open-parcel', visit, stay: other });
    },
  },
  ...(['no-movement', 'unseen'] as const).map((outcome) => ({
    about: `a recipient rejects one of two parcels unseen, wants to see it, goes away and sees ${outcome}`,
    tell: (play: RecipientPlay) => {
      const { visit, rejected } = rejectedUnseen(play);
      play.yes({ do: 'reopen-door', visit, stay: rejected });
      while (outcome === 'no-movement' && play.state.intentions.length > 0) play.settle(outcome);
      play.yes({ do: 'finish-visit', visit });
    },
  })),
  ...([true, false] as const).map((isTaken) => ({
    about: `a recipient looks at a parcel that was rejected unseen and ${isTaken ? 'takes it' : 'misses it'}`,
    tell: (play: RecipientPlay) => {
      const { visit, rejected } = rejectedUnseen(play);
      play.yes({ do: 'reopen-door', visit, stay: rejected });
      play.openAndShut('unknown');
      if (isTaken) play.yes({ do: 'confirm-pickup', visit, taken: true });
      else play.yes({ do: 'report-missing', visit, stay: rejected });
    },
  })),
  {
    about: 'a recipient says how it was',
    tell: (play) => {
      play.enterCodeOf(play.deposit(waybill));
      play.openAndShut('empty');
      play.yes({ do: 'finish-visit', visit: play.visit });
      const code = play.state.surveys[0]?.code;
      assert(code !== undefined);
      play.yes({ do: 'answer-survey', code, score: 5, tags: [] });
    },
  },
  {
    about: 'more recipients than are remembered never say how it was',
    tell: (play) => {
      for (let count = 0; count <= invitedCountMax; count += 1) {
        play.enterCodeOf(play.deposit(`SF${String(5_000_000_000 + count)}`));
        play.openAndShut('empty');
        play.yes({ do: 'finish-visit', visit: play.visit });
      }
      assert(play.state.surveys.length === invitedCountMax);
    },
  },
  {
    about: 'an auditor finds the parcel behind a door that was forced',
    tell: (play) => {
      play.deposit(waybill);
      forced(play);
      const visit = admitStaff(play, 'technician');
      play.yes({ do: 'start-audit', visit });
      play.yes({ do: 'record-finding', visit, compartment: label(first), seen: 'parcel' });
      play.yes({ do: 'adjudicate', visit, compartment: label(first), verdict: 'parcel-present' });
    },
  },
  {
    about: 'a courier takes back what a delegate could have taken, counting after each parcel',
    tell: (play) => {
      delegated(play);
      takeBackAll(play);
    },
  },
  {
    about: 'a courier collects two parcels on their way out, counting after each',
    tell: (play) => {
      allowedAndHandedIn(play);
      allow(play, { code: 'another' as never, waybill: 'SF9900000002' as never });
      const visit = play.yes({ do: 'begin-drop-off', wellFormed: true, code: 'another' as never }).visit;
      assert(visit !== null);
      assert(declare(play, visit).answer.ok);
      play.openAndShut('occupied');
      play.yes({ do: 'finish-visit', visit });
      play.do({ do: 'record-sendings', sendings: [], numbered: [] });
      takeBackAll(play);
    },
  },
  {
    about: 'the centre says that a parcel lies where somebody was looked for',
    tell: (play) => {
      const stay = play.deposit(waybill);
      play.yes({ do: 'report-inside' });
      for (let minute = 0; minute < 6; minute += 1) {
        while (play.state.intentions.length > 0) play.settle('no-movement');
        play.wait(hourMs);
        play.do({ do: 'pass-time' });
      }
      while (play.state.intentions.length > 0) play.settle('no-movement');
      play.see(first, 'closed', 'empty');
      play.see('A02', 'closed', 'occupied');
      play.yes({ do: 'correct-deposit', visit: null, stay, compartment: label('A02') });
      play.do({ do: 'pass-time' });
    },
  },
  {
    about: 'somebody calls for help while a door that no sensor shows is being opened for cleaning',
    tell: (play) => {
      const visit = admitStaff(play, 'technician');
      play.yes({ do: 'open-service', visit, compartment: label('C01'), case: null });
      play.yes({ do: 'report-inside' });
      const pending = play.state.intentions.find(({ compartment }) => compartment === 'C01');
      assert(pending !== undefined);
      play.do({ do: 'settle-unlock', intention: pending.id, outcome: 'unseen' });
    },
  },
  {
    about: 'somebody calls for help beside a compartment that was opened for cleaning and looked into',
    tell: (play) => {
      const visit = admitStaff(play, 'technician');
      play.yes({ do: 'open-service', visit, compartment: label(first), case: null });
      play.settle('opened');
      play.yes({ do: 'confirm-empty', compartment: label(first) });
      play.yes({ do: 'report-inside' });
    },
  },
];
