import type { JSX } from 'preact';
import { say, screen, screenBelow, secondsLeft } from '../app-state.ts';
import { takeMoreTime, warningS } from '../attendance.ts';
import { ActionButton } from './action-button.tsx';

/** Warns before a screen ends by itself and gives more time for one press (WCAG 2.2.1). */
export function TimeLeftBar(): JSX.Element | null {
  const left = secondsLeft.value;
  const isCounted = !['code', 'farewell', 'waiting'].includes(screenBelow.value);
  if (left === null || left > warningS || !isCounted) return null;
  const hasKeypad = ['extension', 'badge', 'deposit'].includes(screen.value);
  return (
    <aside class={hasKeypad ? 'time-left time-left-beside' : 'time-left'} aria-labelledby="time-left-title">
      <p>
        <strong id="time-left-title" role="alert">
          {say('timeTitle')}
        </strong>{' '}
        <span>{say('timeLeft', { seconds: left })}</span>
      </p>
      <ActionButton tone="primary" shortcut="+" onPress={takeMoreTime}>
        {say('moreTime')}
      </ActionButton>
    </aside>
  );
}
