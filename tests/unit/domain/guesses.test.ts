import { describe, expect, it } from 'vitest';
import { isSteppedUp } from '#domain/guesses';
import { Play } from './play.ts';

const hourMs = 3_600_000;

describe('the guess budget of the kiosk', () => {
  it('R9 lets a code open alone until a wrong one was entered', () => {
    const play = new Play();
    const stay = play.deposit();
    expect(play.enterCodeOf(stay).answer.ok).toBe(true);
  });

  it('R9 charges a wrong well-formed code in the same decision that refuses it', () => {
    const play = new Play();
    const decision = play.enterWrongCode();
    expect(decision.answer).toEqual({ ok: false, refusal: 'code-unknown' });
    expect(decision.events.map(({ type }) => type)).toEqual(['code.rejected']);
    expect(isSteppedUp(play.state.guesses, play.now)).toBe(true);
  });

  it('R9 charges nothing for a slip that the check digit finds, and answers it with the same words', () => {
    const play = new Play();
    const decision = play.enterWrongCode(false, false);
    expect(decision.answer).toEqual({ ok: false, refusal: 'code-unknown' });
    expect(decision.events).toEqual([]);
  });

  it('R9 asks for the extension of every code in step-up, the right one too', () => {
    const play = new Play();
    const stay = play.deposit();
    play.enterWrongCode();
    const right = play.enterCodeOf(stay).answer;
    const wrong = play.enterWrongCode().answer;
    expect(right).toEqual({ ok: false, refusal: 'extension-needed' });
    expect(wrong).toEqual(right);
  });

  it('R9 opens in step-up only for code and extension together', () => {
    const play = new Play();
    const stay = play.deposit();
    play.enterWrongCode();
    expect(play.enterCodeOf(stay, 'wrong').answer).toEqual({ ok: false, refusal: 'code-unknown' });
    play.wait(10_000);
    expect(play.enterCodeOf(stay, 'right').answer.ok).toBe(true);
  });

  it('Incident 21 R9 paces attempts in step-up at ten seconds, without a daily stop', () => {
    const play = new Play();
    const stay = play.deposit();
    play.enterWrongCode();
    for (let attempt = 0; attempt < 500; attempt += 1) {
      expect(play.enterWrongCode(true).answer).toEqual({ ok: false, refusal: 'code-unknown' });
      play.wait(9_000);
      expect(play.enterCodeOf(stay, 'right').answer).toEqual({ ok: false, refusal: 'try-later', waitS: 1 });
      play.wait(1_000);
    }
    expect(play.enterCodeOf(stay, 'right').answer.ok).toBe(true);
  });

  it('R9 ends step-up after 24 hours without a wrong code', () => {
    const play = new Play();
    const stay = play.deposit();
    play.enterWrongCode();
    play.wait(24 * hourMs - 1);
    expect(play.enterCodeOf(stay).answer).toEqual({ ok: false, refusal: 'extension-needed' });
    play.wait(1);
    expect(play.enterCodeOf(stay).answer.ok).toBe(true);
  });

  it('I7 keeps step-up over a restart whose clock cannot be believed, however late it claims to be', () => {
    const play = new Play();
    const stay = play.deposit();
    play.enterWrongCode();
    play.reboot(400 * 24 * hourMs, 'unknown');
    expect(play.enterCodeOf(stay).answer).toEqual({ ok: false, refusal: 'extension-needed' });
    play.wait(24 * hourMs);
    expect(play.enterCodeOf(stay).answer.ok).toBe(true);
  });

  it('ends step-up after a restart with a trusted clock when the time is over', () => {
    const play = new Play();
    const stay = play.deposit();
    play.enterWrongCode();
    play.reboot(25 * hourMs, 'trusted');
    expect(play.enterCodeOf(stay).answer.ok).toBe(true);
  });

  it('R9 R12 charges nothing for a retired code and says what became of it', () => {
    const play = new Play();
    const knowledge = {
      kind: 'retired',
      end: 'collected',
      retiredAt: play.now,
      extension: 'absent',
    } as const;
    const decision = play.do({ do: 'enter-code', wellFormed: true, withExtension: false, knowledge });
    expect(decision.answer).toEqual({ ok: false, refusal: 'already-collected' });
    expect(decision.events).toEqual([]);
  });

  it('R12 tells nothing of a retired code in step-up unless its extension is right, and charges nothing', () => {
    const play = new Play();
    play.enterWrongCode();
    const retired = { kind: 'retired', end: 'collected', retiredAt: play.now } as const;
    const guess = { ...retired, extension: 'wrong' as const };
    const decision = play.do({ do: 'enter-code', wellFormed: true, withExtension: true, knowledge: guess });
    expect(decision.answer).toEqual({ ok: false, refusal: 'code-unknown' });
    expect(decision.events.map(({ type }) => type)).toEqual(['code.paced']);
    play.wait(10_000);
    const owned = { ...retired, extension: 'right' as const };
    const answer = play.do({
      do: 'enter-code',
      wellFormed: true,
      withExtension: true,
      knowledge: owned,
    }).answer;
    expect(answer).toEqual({ ok: false, refusal: 'already-collected' });
  });

  it('gives couriers a budget of their own that pauses badges and never pickups', () => {
    const play = new Play();
    const stay = play.deposit();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(play.no({ do: 'admit-courier', courier: null })).toBe('badge-unknown');
    }
    const { answer } = play.do({ do: 'admit-courier', courier: null });
    expect(answer).toEqual({ ok: false, refusal: 'try-later', waitS: 900 });
    expect(play.enterCodeOf(stay).answer.ok).toBe(true);
  });
});
