import { describe, expect, it } from 'vitest';
import type { Command } from '#domain/commands';
import { decide } from '#domain/decide';
import { checkDecision } from './checks.ts';
import { evolveAll } from '#domain/evolve';
import type { Play } from './play.ts';
import { standings, stepsOf, strangers } from './standings.ts';

type Who = 'nobody' | 'courier' | 'recipient' | 'sender' | 'staff';

/** What does not depend on where the visit stands: whose work a step is not. */
function usualAnswer(who: Who, step: Command['do']): string {
  if (who === 'nobody') return 'visit-over';
  if (/^(start|record|finish)-(audit|finding)$|adjudicate|service|compartment/.test(step)) {
    const isAbsent = step !== 'start-audit' ? 'audit-absent' : 'audit-running';
    return who === 'staff' ? isAbsent : 'visit-over';
  }
  if (/delegate/.test(step)) return who === 'recipient' ? 'step-unfitting' : 'delegate-forbidden';
  if (/deposit|occupied|recall|take-back|manifest/.test(step)) {
    const own = step === 'start-recall' ? 'recall-unknown' : 'step-unfitting';
    return who === 'courier' ? own : 'visit-over';
  }
  return 'step-unfitting';
}

/** What is answered otherwise in each standing; `yes` and refusals with the compartment that they name. */
const otherwise: Readonly<Record<string, { readonly who: Who } & Readonly<Record<string, unknown>>>> = {
  'nobody is at the kiosk': {
    who: 'nobody',
  },
  'a courier has begun nothing': {
    who: 'courier',
    yes: ['start-deposit', 'reopen-deposit', 'report-problem', 'take-back', 'extend-visit', 'finish-visit'],
    'correction-contradicted A02': ['correct-deposit'],
  },
  'the door of a deposit is about to open': {
    who: 'courier',
    'deposit-in-progress A01': [
      'start-deposit',
      'reopen-deposit',
      'start-recall',
      'take-back',
      'close-manifest',
      'finish-visit',
    ],
    yes: ['report-problem', 'extend-visit'],
  },
  'the door of a deposit stands open': {
    who: 'courier',
    'deposit-in-progress A01': [
      'start-deposit',
      'reopen-deposit',
      'start-recall',
      'take-back',
      'close-manifest',
      'finish-visit',
    ],
    yes: ['cancel-deposit', 'resize-deposit', 'report-occupied', 'report-problem', 'extend-visit'],
  },
  'the door of a deposit shut over nothing': {
    who: 'courier',
    'deposit-in-progress A01': [
      'start-deposit',
      'reopen-deposit',
      'start-recall',
      'take-back',
      'close-manifest',
      'finish-visit',
    ],
    yes: [
      'confirm-deposit',
      'cancel-deposit',
      'resize-deposit',
      'report-occupied',
      'report-problem',
      'extend-visit',
    ],
  },
  'the door of a deposit does not move': {
    who: 'courier',
    'deposit-in-progress A02': [
      'start-deposit',
      'reopen-deposit',
      'start-recall',
      'take-back',
      'close-manifest',
      'finish-visit',
    ],
    yes: ['report-problem', 'extend-visit'],
  },
  'the deposit is complete': {
    who: 'courier',
    yes: ['start-deposit', 'reopen-deposit', 'report-problem', 'take-back', 'extend-visit', 'finish-visit'],
    'correction-contradicted A02': ['correct-deposit'],
  },
  'another door opened for a courier': {
    who: 'courier',
    'visit-stopped A03': ['start-deposit', 'reopen-deposit', 'start-recall', 'take-back'],
    yes: ['extend-visit', 'finish-visit'],
  },
  'a courier looks again, and the door stands open': {
    who: 'courier',
    'deposit-in-progress A01': [
      'start-deposit',
      'reopen-deposit',
      'start-recall',
      'take-back',
      'close-manifest',
      'finish-visit',
    ],
    yes: ['report-problem', 'extend-visit'],
  },
  'a courier looked again, and nothing is seen': {
    who: 'courier',
    'deposit-in-progress A01': [
      'start-deposit',
      'start-recall',
      'take-back',
      'close-manifest',
      'finish-visit',
    ],
    yes: ['confirm-deposit', 'cancel-deposit', 'reopen-deposit', 'report-problem', 'extend-visit'],
    'correction-contradicted A02': ['correct-deposit'],
  },
  'two parcels wait for a recipient': {
    who: 'recipient',
    yes: ['open-parcel', 'reject-parcel', 'report-problem', 'extend-visit', 'finish-visit'],
  },
  'the door of a pickup is about to open': {
    who: 'recipient',
    yes: ['report-problem', 'extend-visit', 'finish-visit'],
  },
  'the door of a pickup stands open': {
    who: 'recipient',
    yes: ['reject-parcel', 'report-missing', 'report-problem', 'extend-visit', 'finish-visit'],
  },
  'the door of a pickup shut over the parcel': {
    who: 'recipient',
    yes: [
      'reopen-door',
      'confirm-pickup',
      'reject-parcel',
      'report-missing',
      'report-problem',
      'extend-visit',
      'finish-visit',
    ],
  },
  'the parcel was collected': {
    who: 'recipient',
    yes: ['reopen-door', 'report-problem', 'extend-visit', 'finish-visit'],
  },
  'the door of a pickup does not move': {
    who: 'recipient',
    yes: ['reopen-door', 'report-problem', 'extend-visit', 'finish-visit'],
  },
  'another door opened for a recipient': {
    who: 'recipient',
    'visit-stopped A03': ['reopen-door'],
    yes: ['report-problem', 'extend-visit', 'finish-visit'],
  },
  'the door of a drop-off is about to open': {
    who: 'sender',
    yes: ['extend-visit'],
    'drop-off-in-progress A01': ['finish-visit'],
  },
  'the door of a drop-off stands open': {
    who: 'sender',
    yes: ['cancel-drop-off', 'extend-visit'],
    'drop-off-in-progress A01': ['finish-visit'],
  },
  'the door of a drop-off shut over nothing': {
    who: 'sender',
    'parcel-not-seen A01': ['confirm-drop-off'],
    yes: ['cancel-drop-off', 'extend-visit'],
    'drop-off-in-progress A01': ['finish-visit'],
  },
  'the door of a recall is about to open': {
    who: 'courier',
    'deposit-in-progress A01': [
      'start-deposit',
      'reopen-deposit',
      'start-recall',
      'take-back',
      'close-manifest',
      'finish-visit',
    ],
    yes: ['report-problem', 'extend-visit'],
  },
  'the door of a recall stands open': {
    who: 'courier',
    'deposit-in-progress A01': [
      'start-deposit',
      'reopen-deposit',
      'start-recall',
      'take-back',
      'close-manifest',
      'finish-visit',
    ],
    yes: ['report-problem', 'scan-recalled', 'extend-visit'],
  },
  'the door of a recall shut over nothing': {
    who: 'courier',
    'deposit-in-progress A01': [
      'start-deposit',
      'reopen-deposit',
      'start-recall',
      'take-back',
      'close-manifest',
      'finish-visit',
    ],
    yes: ['report-problem', 'scan-recalled', 'reopen-recall', 'cancel-recall', 'extend-visit'],
  },
  'the door of a recall does not move': {
    who: 'courier',
    'deposit-in-progress A01': [
      'start-deposit',
      'reopen-deposit',
      'start-recall',
      'take-back',
      'close-manifest',
      'finish-visit',
    ],
    yes: ['report-problem', 'reopen-recall', 'cancel-recall', 'extend-visit'],
  },
  'a technician has begun nothing': {
    who: 'staff',
    yes: [
      'open-service',
      'disable-compartment',
      'enable-compartment',
      'start-audit',
      'extend-visit',
      'finish-visit',
    ],
  },
  'a technician stands before an open door': {
    who: 'staff',
    'compartment-in-use A02': ['open-service'],
    yes: ['disable-compartment', 'enable-compartment', 'start-audit', 'extend-visit', 'finish-visit'],
  },
  'a technician walks from door to door': {
    who: 'staff',
    yes: [
      'open-service',
      'disable-compartment',
      'enable-compartment',
      'record-finding',
      'finish-audit',
      'extend-visit',
      'finish-visit',
    ],
    'verdict-unfitting A02': ['adjudicate'],
  },
};

/** Decides without letting it happen, so that every step is asked for in the same standing. */
function answerTo(play: Play, step: Command): string {
  const decision = decide(play.state, step, play.now, play.chance);
  checkDecision(decision, evolveAll(play.state, decision.events), step, play.now);
  const { answer } = decision;
  if (answer.ok) return 'yes';
  expect(decision.effects).toEqual([]);
  return answer.compartment === undefined ? answer.refusal : `${answer.refusal} ${answer.compartment}`;
}

describe.each(Object.entries(otherwise))('I6 while %s', (name, { who, ...exceptions }) => {
  const make = standings[name];
  if (make === undefined) throw new TypeError(name);

  it('every step is answered as it fits, and a refusal opens nothing', () => {
    const { play, visit, stay } = make();
    const steps = stepsOf(visit, stay);
    const wanted = steps.map(({ do: step }) => {
      const found = Object.entries(exceptions).find(([, list]) => (list as readonly string[]).includes(step));
      return [step, found?.[0] ?? usualAnswer(who, step)];
    });
    expect(steps.map((step) => [step.do, answerTo(play, step)])).toEqual(wanted);
  });

  it('nobody acts under a visit that is not this one', () => {
    const { play, stay } = make();
    for (const step of stepsOf(strangers.visit, stay)) {
      expect([step.do, answerTo(play, step)]).toEqual([step.do, 'visit-over']);
    }
  });

  it('no step works on a parcel that is not here', () => {
    const { play, visit, stay } = make();
    const own = stepsOf(visit, stay).map((step) => answerTo(play, step));
    stepsOf(visit, strangers.stay).forEach((step, index) => {
      if (!('stay' in step)) return;
      const unknown = step.do === 'start-recall' ? 'recall-unknown' : 'step-unfitting';
      const blocked = own[index] === 'yes' ? 'deposit-in-progress A01' : own[index];
      const answer = answerTo(play, step);
      expect(answer).not.toBe('yes');
      expect([unknown, blocked]).toContain(answer);
    });
  });
});
