import { describe, expect, it } from 'vitest';
import type { SurveyCode, VisitId } from '#domain/words';
import { Play } from './play.ts';

/** A recipient at the open door of a parcel. */
function atTheDoor(play: Play, wrongCodes = 0): VisitId {
  const stay = play.deposit();
  play.events.length = 0;
  for (let count = 0; count < wrongCodes; count += 1) {
    play.enterWrongCode(count > 0);
    play.wait(11_000);
  }
  play.enterCodeOf(stay, wrongCodes > 0 ? 'right' : 'absent');
  play.settle('opened');
  return play.state.visit?.id ?? ('none' as VisitId);
}

function takes(play: Play): void {
  play.wait(4_000);
  play.see('A01', 'closed', 'empty');
}

const answer = (code: string, score: 1 | 5 = 5) =>
  ({ do: 'answer-survey', code: code as SurveyCode, score, tags: ['speed', 'speed'] }) as const;

describe('S2-9 what a visit costs', () => {
  it('S0-17 is measured at its end by what the station saw and what the page counted', () => {
    const play = new Play();
    const visit = atTheDoor(play, 2);
    takes(play);
    play.yes({ do: 'extend-visit', visit, page: { screens: 2, keys: 9 } });
    play.yes({ do: 'finish-visit', visit, page: { screens: 4, keys: 15 } });
    const effort = { screens: 4, keys: 15, seconds: 4, retries: 0, reopens: 0, wrongCodes: 2 };
    expect(play.last('visit.measured')).toMatchObject({ visit, effort });
    expect(play.count('experience.degraded')).toBe(0);
  });

  it('leaves open what the page did not tell, and counts a visit that nobody finished', () => {
    const play = new Play();
    atTheDoor(play);
    takes(play);
    play.wait(60_000);
    play.do({ do: 'pass-time' });
    expect(play.last('visit.measured').effort).toMatchObject({ screens: null, keys: null, seconds: 4 });
  });

  it('is not told as half a count where a restart cut the visit', () => {
    const play = new Play();
    const visit = atTheDoor(play);
    play.state = { ...play.state, effort: new Play().state.effort };
    play.yes({ do: 'finish-visit', visit });
    expect(play.count('visit.measured')).toBe(0);
    expect(play.count('survey.invited')).toBe(0);
  });

  it('S2-15 is too much with two reopenings, three wrong codes or more than 90 seconds', () => {
    const play = new Play();
    const visit = atTheDoor(play, 3);
    for (let count = 0; count < 2; count += 1) {
      play.wait(50_000);
      play.see('A01', 'closed', 'occupied');
      play.yes({ do: 'reopen-door', visit });
      play.settle('opened');
    }
    takes(play);
    play.yes({ do: 'finish-visit', visit });
    expect(play.last('experience.degraded').why).toEqual(['reopens', 'wrong-codes', 'slow']);
  });

  it('of a courier with a van full is never too much', () => {
    const play = new Play();
    const { visit } = play.admit();
    for (let count = 0; count < 10; count += 1) {
      play.wait(30_000);
      play.yes({ do: 'extend-visit', visit });
    }
    play.yes({ do: 'finish-visit', visit });
    expect(play.last('visit.measured').effort.seconds).toBe(300);
    expect(play.count('experience.degraded')).toBe(0);
  });
});

describe('S2-5 a survey', () => {
  it('S2-4 S2-8 is one for each completed visit, is answered once, and holds nobody up', () => {
    const play = new Play();
    const visit = atTheDoor(play);
    takes(play);
    expect(play.count('survey.invited')).toBe(0);
    play.yes({ do: 'finish-visit', visit });
    expect(play.count('survey.invited')).toBe(1);
    play.yes(answer(visit));
    expect(play.last('survey.answered')).toMatchObject({ score: 5, tags: ['speed'], questionSet: 'visit-1' });
    expect(play.no(answer(visit))).toBe('survey-unknown');
  });

  it('Incident 8: is not asked of whoever found nothing or called for help', () => {
    for (const trouble of ['not taken', 'help'] as const) {
      const play = new Play();
      const visit = atTheDoor(play);
      if (trouble === 'help') {
        play.yes({ do: 'call-help', visit, compartment: null, waybill: null });
        takes(play);
      } else {
        play.see('A01', 'closed', 'occupied');
        play.yes({ do: 'confirm-pickup', visit, taken: false });
      }
      play.yes({ do: 'finish-visit', visit });
      expect(play.count('survey.invited'), trouble).toBe(0);
    }
  });

  it('S2-7 is not asked where the policy says so, nor of a courier', () => {
    const play = new Play({ policy: { surveys: 'never' } });
    const visit = atTheDoor(play);
    takes(play);
    play.yes({ do: 'finish-visit', visit });
    expect(play.count('survey.invited')).toBe(0);
    const courier = new Play();
    courier.deposit();
    expect(courier.count('survey.invited')).toBe(0);
  });

  it('is over after a week that has surely passed', () => {
    const play = new Play();
    const visit = atTheDoor(play);
    takes(play);
    play.yes({ do: 'finish-visit', visit });
    play.reboot(30 * 24 * 3_600_000, 'unknown');
    expect(play.do(answer(visit)).answer.ok).toBe(true);
    const later = new Play();
    const other = atTheDoor(later);
    takes(later);
    later.yes({ do: 'finish-visit', visit: other });
    later.wait(7 * 24 * 3_600_000);
    expect(later.no(answer(other))).toBe('survey-unknown');
  });
});
