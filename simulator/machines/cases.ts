import { isAgreed } from '#domain/audits';
import type { Audit } from '#domain/audits';
import { machine, statesOf } from './machine.ts';

/** The clocks of a case run without a link. */
export const helpCase = machine({
  name: 'case',
  title: 'Case',
  of: 'everything that somebody must answer and settle',
  states: {
    opened: 'Somebody has to answer.',
    unanswered: 'The time for an answer is over.',
    acknowledged: 'Somebody has answered.',
    unsettled: 'The time for a settlement is over.',
  },
  part: 'cases',
  read: ({ cases }) =>
    statesOf(
      cases,
      ({ number }) => number,
      ({ at, late }) => {
        if (late.settlement) return 'unsettled';
        if (at === 'acknowledged') return 'acknowledged';
        return late.answer ? 'unanswered' : 'opened';
      },
    ),
  rows: [
    [null, 'case.opened', 'opened'],
    ['acknowledged', 'case.resolved', null],
    ['acknowledged', 'case.resolve-overdue', 'unsettled'],
    ['opened', 'case.acknowledged', 'acknowledged'],
    ['opened', 'case.respond-overdue', 'unanswered'],
    ['unanswered', 'case.acknowledged', 'acknowledged'],
    ['unanswered', 'case.resolve-overdue', 'unsettled'],
    ['unsettled', 'case.resolved', null],
  ],
});

export const tier = machine({
  name: 'tier',
  title: 'Tier of a case',
  of: 'every case; it climbs and never comes down',
  states: {
    kiosk: 'The screen itself helps.',
    site: 'Somebody on site has to act.',
    operations: 'Operations have to act.',
    safety: 'Somebody is in danger.',
  },
  part: 'cases',
  read: ({ cases }) =>
    statesOf(
      cases,
      ({ number }) => number,
      (one) => one.tier,
    ),
  rows: [
    [null, 'case.opened', 'kiosk'],
    [null, 'case.opened', 'safety'],
    [null, 'case.opened', 'site'],
    ['kiosk', 'case.resolved', null],
    ['kiosk', 'case.escalated', 'operations'],
    ['kiosk', 'case.escalated', 'site'],
    ['operations', 'case.resolved', null],
    ['safety', 'case.resolved', null],
    ['site', 'case.resolved', null],
    ['site', 'case.escalated', 'operations'],
  ],
});

export const audit = machine({
  name: 'audit',
  title: 'Audit',
  of: 'a walk from door to door',
  states: {
    walking: 'Everything that was found is as recorded, or was decided.',
    undecided: 'Something was found otherwise than it is recorded; the audit cannot end.',
  },
  part: 'audits',
  read: ({ audits }) =>
    statesOf(
      audits,
      ({ id }) => id,
      (one) => (isUndecided(one) ? 'undecided' : 'walking'),
    ),
  rows: [
    [null, 'audit.started', 'walking'],
    ['undecided', ['audit.adjudicated', 'audit.finding'], 'walking'],
    ['walking', ['audit.finished', 'audit.demanded', 'epoch.begun'], null],
    ['undecided', ['audit.demanded', 'epoch.begun'], null],
    ['walking', 'audit.finding', 'undecided'],
  ],
});

function isUndecided({ findings }: Audit): boolean {
  return findings.some((finding) => finding.verdict === null && !isAgreed(finding));
}

export const survey = machine({
  name: 'survey',
  title: 'Survey',
  of: 'every invitation to say how it was',
  states: { invited: 'The newest invitations are kept; an answer uses one up.' },
  part: 'surveys',
  read: ({ surveys }) =>
    statesOf(
      surveys,
      (one) => one.code,
      () => 'invited',
    ),
  rows: [
    [null, 'survey.invited', 'invited'],
    ['invited', 'survey.answered', null],
    // Of too many that nobody answers, the oldest gives way to the newest.
    ['invited', 'survey.invited', null],
  ],
});
