import { strict as assert } from 'node:assert';
import { describe, expect, it } from 'vitest';
import { allowedSteps, isDoorInUse, reopensLeftNow } from '#domain/pickup-steps';
import type { StayId } from '#domain/words';
import { planned, Play } from './play.ts';
import { fourDoors, RecipientPlay } from './recipient-play.ts';

const blind = [planned('A01', 'S', { occupancySensor: false })];

function atStation(count: number, compartments = fourDoors) {
  const play = new RecipientPlay({ compartments });
  const stays = Array.from({ length: count }, (_, index) => play.depositFor('anna', `SF100000000${index}`));
  play.enterCodeOf(stays[0] as StayId);
  if (count > 1) play.open(stays[0] as StayId);
  return { play, stays: stays as [StayId, ...StayId[]] };
}

function steps(play: Play): readonly string[] {
  const { visit } = play.state;
  assert(visit !== null);
  return allowedSteps(play.state, visit, play.now);
}

function reopensLeft(play: RecipientPlay, stay: StayId): number {
  const { visit } = play.state;
  assert(visit !== null);
  return reopensLeftNow(play.state, visit, play.parcel(stay), play.now);
}

describe('what a recipient is offered', () => {
  it('is only a word about the parcel while its door is about to open', () => {
    const { play } = atStation(1);
    expect(play.task?.at).toBe('opening');
    expect(isDoorInUse(play.task)).toBe(true);
    expect(steps(play)).toEqual(['report', 'delegate']);
  });

  it('M6 includes to reject the goods while the door stands open', () => {
    const { play } = atStation(2);
    play.settle('opened');
    expect(isDoorInUse(play.task)).toBe(true);
    expect(steps(play)).toEqual(['reject', 'report', 'delegate']);
  });

  it('is the next parcel, M6 its rejection, and the same door again when one was taken', () => {
    const { play, stays } = atStation(2);
    expect(play.task?.stay).toBe(stays[0]);
    play.openAndShut('empty');
    expect(isDoorInUse(play.task)).toBe(false);
    expect(steps(play)).toEqual(['open', 'reopen', 'reject', 'report', 'delegate']);
  });

  it('is no rejection of what was rejected already', () => {
    const { play, stays } = atStation(2);
    play.openAndShut('empty');
    const second = stays[1] as StayId;
    play.yes({ do: 'reject-parcel', visit: play.visit, stay: second, reason: 'unwanted', photos: [] });
    expect(steps(play)).not.toContain('reject');
  });

  it('is an answer where the sensors do not tell whether it was taken', () => {
    const { play } = atStation(1, blind);
    play.settle('opened');
    expect(steps(play)).not.toContain('confirm');
    play.see('A01', 'closed', 'unknown');
    expect(play.task?.at).toBe('asking');
    expect(steps(play)).toEqual(['reopen', 'confirm', 'reject', 'report', 'delegate']);
  });

  it('is an answer where the pulse left and nothing shows whether the door opened', () => {
    const { play } = atStation(1);
    play.settle('unseen');
    expect(play.task?.at).toBe('unseen');
    expect(steps(play)).toEqual(['reopen', 'confirm', 'reject', 'report', 'delegate']);
  });

  it('is no rejection at a door that does not move: nobody has the parcel in hand', () => {
    const { play } = atStation(1);
    for (let pulse = 1; pulse <= 3; pulse += 1) play.settle('no-movement');
    expect(play.task?.at).toBe('jammed');
    expect(steps(play)).not.toContain('reject');
    expect(steps(play)).not.toContain('confirm');
  });

  it('I6 opens nothing more after another door than the decided one has opened', () => {
    const { play } = atStation(2);
    play.openAndShut('empty');
    play.open(play.state.stays[0]?.id as StayId);
    play.see('B01', 'open', 'empty');
    expect(play.state.visit?.stopped).not.toBeNull();
    expect(steps(play)).not.toContain('open');
    expect(steps(play)).not.toContain('reopen');
  });

  it('is nothing for a courier', () => {
    const play = new Play();
    play.admit();
    expect(steps(play)).toEqual([]);
  });
});

describe('opening the same door again', () => {
  it('is offered a few times, within the time, and not before the first opening', () => {
    const { play, stays } = atStation(2);
    expect(steps(play)).not.toContain('reopen');
    play.openAndShut('empty');
    const max = play.state.policy.reopenCountMax;
    expect(reopensLeft(play, stays[0])).toBe(max);
    play.yes({ do: 'reopen-door', visit: play.visit });
    play.openAndShut('empty');
    expect(reopensLeft(play, stays[0])).toBe(max - 1);
    for (let count = 1; count < max; count += 1) {
      play.yes({ do: 'reopen-door', visit: play.visit });
      play.openAndShut('empty');
    }
    expect(reopensLeft(play, stays[0])).toBe(0);
    expect(steps(play)).not.toContain('reopen');
  });

  it('ends with the time where the parcel is gone, to the millisecond', () => {
    const { play, stays } = atStation(1);
    play.openAndShut('empty');
    play.wait(play.state.policy.reopenWithinMs);
    expect(reopensLeft(play, stays[0])).toBe(play.state.policy.reopenCountMax);
    play.wait(1);
    expect(reopensLeft(play, stays[0])).toBe(0);
    expect(steps(play)).not.toContain('reopen');
  });

  it('does not end with the time where the parcel is still inside', () => {
    const { play, stays } = atStation(1);
    play.openAndShut('occupied');
    play.wait(play.state.policy.reopenWithinMs + 1);
    expect(reopensLeft(play, stays[0])).toBe(play.state.policy.reopenCountMax);
  });
});

describe('giving somebody else a code', () => {
  it('is offered up to the limit, and not to a delegate', () => {
    const { play, stays } = atStation(1);
    const max = play.state.policy.delegateCountMax;
    for (let count = 0; count < max; count += 1) {
      expect(steps(play)).toContain('delegate');
      expect(play.delegate().answer.ok).toBe(true);
    }
    expect(steps(play)).not.toContain('delegate');
    expect(play.delegate().answer.ok).toBe(false);
    play.openAndShut('occupied');
    play.yes({ do: 'finish-visit', visit: play.visit });
    const given = play.state.codes.find(({ delegate }) => delegate !== null);
    assert(given !== undefined && given.stays.includes(stays[0]));
    const knowledge = { kind: 'active', code: given.id, extension: 'absent' } as const;
    play.yes({ do: 'enter-code', wellFormed: true, withExtension: false, knowledge });
    expect(play.state.visit?.actor.kind).toBe('delegate');
    expect(steps(play)).toEqual(['report']);
  });
});
