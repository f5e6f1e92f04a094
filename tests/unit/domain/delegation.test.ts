import { describe, expect, it } from 'vitest';
import type { Code } from '#domain/state';
import type { StayId } from '#domain/words';
import { planned } from './play.ts';
import { fourDoors, RecipientPlay } from './recipient-play.ts';

function visited(compartments = fourDoors): { play: RecipientPlay; first: StayId; second: StayId } {
  const play = new RecipientPlay({ compartments });
  const first = play.depositFor('anna', 'SF1000000001');
  const second = play.depositFor('anna', 'SF1000000002');
  play.enterCodeOf(first);
  return { play, first, second };
}

function delegateOf(play: RecipientPlay): Code {
  const code = play.state.codes.find(({ delegate }) => delegate !== null);
  if (code === undefined) throw new TypeError('no delegate');
  return code;
}

function enterAs(play: RecipientPlay, { id }: Code): void {
  const knowledge = { kind: 'active', code: id, extension: 'absent' } as const;
  play.yes({ do: 'enter-code', wellFormed: true, withExtension: false, knowledge });
}

describe('a delegate', () => {
  it('S0-14 gets a code of their own that opens what was here when it was given', () => {
    const { play, first, second } = visited();
    expect(play.delegate().answer.ok).toBe(true);
    play.yes({ do: 'finish-visit', visit: play.visit });
    play.depositFor('anna', 'SF1000000003');
    const delegate = delegateOf(play);
    expect(delegate.stays).toEqual([first, second]);
    enterAs(play, delegate);
    expect(play.last('visit.started').actor).toEqual({ kind: 'delegate', code: delegate.id });
    expect(play.state.visit?.entitlement?.parcels).toHaveLength(2);
  });

  it('cannot give it on, nor take back another', () => {
    const { play } = visited();
    play.delegate();
    play.yes({ do: 'finish-visit', visit: play.visit });
    const { id } = delegateOf(play);
    enterAs(play, delegateOf(play));
    expect(play.delegate().answer).toMatchObject({ refusal: 'delegate-forbidden' });
    expect(play.no({ do: 'revoke-delegate', visit: play.visit, delegate: id })).toBe('delegate-forbidden');
  });

  it('S3-10 loses the code when the recipient takes it back', () => {
    const { play, first } = visited();
    play.delegate();
    const { id } = delegateOf(play);
    play.yes({ do: 'revoke-delegate', visit: play.visit, delegate: id });
    expect(play.last('code.revoked')).toMatchObject({ codeId: id, cause: 'recipient' });
    expect(play.state.codes.map((code) => code.id)).toEqual([play.codeOf(first).id]);
    const knowledge = { kind: 'retired', end: 'revoked', retiredAt: play.now, extension: 'absent' } as const;
    play.yes({ do: 'finish-visit', visit: play.visit });
    expect(play.no({ do: 'enter-code', wellFormed: true, withExtension: false, knowledge })).toBe(
      'code-revoked',
    );
  });

  it('loses it by itself with the last parcel', () => {
    const { play, first, second } = visited();
    play.delegate();
    for (const stay of [first, second]) {
      play.open(stay);
      play.openAndShut('empty');
    }
    expect(play.state.codes).toEqual([]);
    expect(play.delegate().answer).toMatchObject({ refusal: 'step-unfitting' });
  });

  it('may open a parcel that was laid behind the same door afterwards, because the door cannot tell', () => {
    const { play, first } = visited();
    play.delegate();
    play.yes({ do: 'finish-visit', visit: play.visit });
    const beside = play.depositFor('anna', 'SF1000000003', true);
    expect(play.compartmentOf(beside)).toBe(play.compartmentOf(first));
    expect(delegateOf(play).stays).toContain(beside);
  });

  it('is one of few for a code', () => {
    const { play } = visited();
    for (let count = 0; count < play.state.policy.delegateCountMax; count += 1) {
      expect(play.delegate().answer.ok).toBe(true);
    }
    expect(play.delegate().answer).toMatchObject({ refusal: 'delegates-full' });
  });

  it('R10 is none where one code for every compartment leaves no room', () => {
    const many = Array.from({ length: 99 }, (_, index) => planned(`A${String(index + 10)}`, 'S'));
    expect(visited(many).play.delegate().answer).toMatchObject({ refusal: 'delegates-full' });
  });

  it('is not given digits that another code has', () => {
    const { play, first } = visited();
    const drawn = { record: play.codeOf(first).record, notice: 'n' };
    const command = { do: 'delegate-code', visit: play.visit, maskedContact: 'm', drawn } as const;
    expect(play.no(command)).toBe('try-later');
  });
});
