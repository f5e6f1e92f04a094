import type { JSX } from 'preact';
import { say } from '../app-state.ts';
import { Mark } from '../parts/icons.tsx';
import { StageFrame } from '../parts/stage-frame.tsx';

/** Nothing is known of the station yet; the page tries by itself. */
export function WaitingScreen(): JSX.Element {
  return (
    <StageFrame mood="stage-waiting" foot={null}>
      <span class="farewell-sign breathing">
        <Mark />
      </span>
      <h1 tabIndex={-1}>{say('waitingTitle')}</h1>
      <p class="todo">{say('waitingTodo')}</p>
    </StageFrame>
  );
}
